package import Vocabulary

/// What a review can be refused for.
package enum ReviewError: Breakage, Hashable {
  case mayNotReview(Principal)
  case noReason
  case nothingToApprove(QuestionID, AuditRecord.Outcome)
  case setAside(QuestionID, String)
  case longText(bytes: Int, limit: Int)

  package var code: String {
    switch self {
    case .mayNotReview: "DV001"
    case .noReason: "DV002"
    case .nothingToApprove: "DA021"
    case .setAside: "DV003"
    case .longText: "DV004"
    }
  }

  package var message: String {
    switch self {
    case .mayNotReview(let person): "\(person.name) may not review."
    case .noReason: "A rejection says why."
    case .nothingToApprove(let id, let outcome): "Question \(id) is \(outcome.rawValue): there is no answer to approve."
    case .setAside(let id, _): "The statement of question \(id) no longer fits the schema, so it cannot be approved."
    case .longText(let bytes, let limit): "The text has \(bytes) bytes; at most \(limit) are kept."
    }
  }

  package var detail: String? {
    if case .setAside(_, let reason) = self { return reason }
    return nil
  }

  package var hint: String? {
    switch self {
    case .mayNotReview: "review.people lists who may; thumbs up or down is open to everyone."
    case .noReason, .longText: nil
    case .nothingToApprove, .setAside: "Correct it with a statement, or reject it with a reason."
    }
  }
}
