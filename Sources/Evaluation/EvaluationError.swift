internal import Vocabulary

/// What can break while a suite is measured.
package enum EvaluationError: Breakage {
  case unreadable(String)
  case badLine(String, Int)
  case goldFails(id: String, message: String)

  package var code: String {
    switch self {
    case .unreadable: "DE001"
    case .badLine: "DE002"
    case .goldFails: "DE003"
    }
  }

  package var message: String {
    switch self {
    case .unreadable(let path): "the suite \(path) cannot be read"
    case .badLine(let path, let line): "line \(line) of \(path) is no question"
    case .goldFails(let id, let message): "the gold query of \(id) does not run: \(message)"
    }
  }

  package var hint: String? {
    switch self {
    case .unreadable: nil
    case .badLine: #"Each line is {"id": …, "question": …, "gold": ["SELECT …"]}."#
    case .goldFails: "Is this the database that the suite was written for?"
    }
  }
}
