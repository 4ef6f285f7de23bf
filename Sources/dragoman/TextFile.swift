import Foundation
import Vocabulary

/// Files that the user names.
enum TextFile {
  struct Unreadable: Breakage {
    let path: String
    var code: String { "DC006" }
    var message: String { "\(path) cannot be read" }
    var hint: String? { "It must exist, be readable and hold UTF-8 text." }
  }

  /// A whole file.
  static func read(_ path: String) throws(Unreadable) -> String {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw Unreadable(path: path)
    }
    return text
  }

  /// The lines of a file, without their ends; `-` is standard input.
  static func lines(_ path: String) throws(Unreadable) -> [String] {
    let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
    guard let data, let text = String(data: data, encoding: .utf8) else { throw Unreadable(path: path) }
    return text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
      line.hasSuffix("\r") ? String(line.dropLast()) : String(line)
    }
  }
}
