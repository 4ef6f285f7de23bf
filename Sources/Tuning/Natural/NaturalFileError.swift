package import Vocabulary

/// What can break while a file of natural pairs is read.
package enum NaturalFileError: Breakage, Equatable {
  /// The file is missing or, with a line, that line is no pair.
  case unreadable(file: String, line: Int?)

  package var code: String { "DT003" }

  package var message: String {
    switch self {
    case .unreadable(let file, let line):
      "The file \(file) cannot be read\(line.map { " at line \($0)" } ?? "")."
    }
  }

  package var hint: String? {
    "A file of pairs has one JSON object a line with snapshot, question and sql; a snapshot is one JSON object."
  }
}
