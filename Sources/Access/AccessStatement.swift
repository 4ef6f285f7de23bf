internal import Storage

/// The SQL of this module, by the name of its file in `SQL/`.
enum AccessStatement: String, CaseIterable {
  case insertKey = "insert-key"
  case findKey = "find-key"
  case listKeys = "list-keys"
  case revokeKey = "revoke-key"
  case enterCaller = "enter-caller"
  case renewPlaces = "renew-places"
  case leavePlace = "leave-place"
  case claimReply = "claim-reply"
  case findReply = "find-reply"
  case renewClaim = "renew-claim"
  case keepReply = "keep-reply"
  case dropClaim = "drop-claim"
  case forgetReplies = "forget-replies"
  case openSession = "open-session"
  case findSession = "find-session"
  case closeSession = "close-session"
  case forgetSessions = "forget-sessions"

  var sql: StoreStatement {
    guard let statement = Self.read[self] else { preconditionFailure("SQL/\(rawValue).sql is not embedded") }
    return statement
  }

  /// Put together once: some run with every request.
  private static let read: [AccessStatement: StoreStatement] = {
    var read: [AccessStatement: StoreStatement] = [:]
    for one in allCases { read[one] = StoreStatement(named: "SQL/\(one.rawValue).sql", in: EmbeddedText.files) }
    return read
  }()
}
