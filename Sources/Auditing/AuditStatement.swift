internal import Storage

/// The SQL of this module, by the name of its file in `SQL/`.
enum AuditStatement: String, CaseIterable {
  case head
  case setHead = "set-head"
  case insertEntry = "insert-entry"
  case insertPayload = "insert-payload"
  case insertConversation = "insert-conversation"
  case conversation
  case list, search, entries, reviewed, links, heads, count, stats
  case changed, decided
  case lastPosition = "last-position"
  case stretchEnd = "stretch-end"
  case digestAt = "digest-at"
  case payloadDigestAt = "payload-digest-at"
  case checkpoints, redactions
  case insertCheckpoint = "insert-checkpoint"
  case insertRedaction = "insert-redaction"
  case deletePayload = "delete-payload"
  case lastSettings = "last-settings"
  case redactable, workings, databases
  case redactableBefore = "redactable-before"
  case purgeSearch = "purge-search"
  case strayPayloads = "stray-payloads"
  case checkFile = "check-file"
  case checkSearch = "check-search"
  case searchEnd = "search-end"
  case setSearchEnd = "set-search-end"
  case indexWords = "index-words"
  case rebuildSearch = "rebuild-search"

  var sql: StoreStatement {
    guard let statement = Self.read[self] else { preconditionFailure("SQL/\(rawValue).sql is not embedded") }
    return statement
  }

  /// Put together once: three of them run in every append.
  private static let read: [AuditStatement: StoreStatement] = {
    var read: [AuditStatement: StoreStatement] = [:]
    for one in allCases { read[one] = StoreStatement(named: "SQL/\(one.rawValue).sql", in: EmbeddedText.files) }
    return read
  }()
}
