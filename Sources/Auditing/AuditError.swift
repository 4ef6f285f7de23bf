package import Vocabulary

/// What can go wrong with the audit log beyond its store.
package enum AuditError: Breakage, Hashable {
  case unknownQuestion(QuestionID)
  case unreadable(QuestionID, sequences: [Int])
  case headMissing

  package var code: String {
    switch self {
    case .unknownQuestion: "DA020"
    case .unreadable: "DA022"
    case .headMissing: "DA023"
    }
  }

  package var message: String {
    switch self {
    case .unknownQuestion(let id): "The audit log knows no question \(id)."
    case .unreadable(let id, let sequences):
      "The entries of question \(id) cannot be read (\(sequences.map(String.init).joined(separator: ", ")))."
    case .headMissing: "The audit log has lost the end of its chain, so nothing can be appended."
    }
  }

  package var hint: String? {
    switch self {
    case .unknownQuestion: "`dragoman audit list` shows the questions that it knows."
    case .unreadable, .headMissing: "`dragoman audit verify` says what is damaged; restore a backup."
    }
  }
}
