package import Vocabulary

/// What can go wrong with the audit log beyond its store.
package enum AuditError: Breakage, Hashable {
  case unknownQuestion(QuestionID)
  case unreadable(QuestionID, sequences: [Int])
  case headMissing
  case keyFile(path: String, detail: String)
  case keyExposed(path: String)
  case notACheckpoint(path: String)
  case notAKey(path: String)

  package var code: String {
    switch self {
    case .unknownQuestion: "DA020"
    case .unreadable: "DA022"
    case .headMissing: "DA023"
    case .keyFile: "DA024"
    case .keyExposed: "DA025"
    case .notACheckpoint: "DA026"
    case .notAKey: "DA027"
    }
  }

  package var message: String {
    switch self {
    case .unknownQuestion(let id): "The audit log knows no question \(id)."
    case .unreadable(let id, let sequences):
      "The entries of question \(id) cannot be read (\(sequences.map(String.init).joined(separator: ", ")))."
    case .headMissing: "The audit log has lost the end of its chain, so nothing can be appended."
    case .keyFile(let path, _): "The file \(path) for the key that signs checkpoints cannot be used."
    case .keyExposed(let path): "The file \(path) for the key that signs checkpoints can be read by others."
    case .notACheckpoint(let path): "The file \(path) holds no checkpoint."
    case .notAKey(let path): "The file \(path) holds no public Ed25519 key."
    }
  }

  package var detail: String? { if case .keyFile(_, let detail) = self { detail } else { nil } }

  package var hint: String? {
    switch self {
    case .unknownQuestion: "`dragoman audit list` shows the questions that it knows."
    case .unreadable, .headMissing: "`dragoman audit verify` says what is damaged; restore a backup."
    case .keyFile: "Name another file with audit.key-file; `openssl genpkey -algorithm ed25519` makes such keys, too."
    case .keyExposed:
      "Take the rights from group and others (chmod 600), or make a new key if someone may have read it."
    case .notACheckpoint: "`dragoman audit checkpoint --output FILE` writes one."
    case .notAKey: "`dragoman audit key --output FILE` writes one, in PEM."
    }
  }
}
