/// The SQL of this module, by the name of its file in `SQL/`.
enum AuditStatement: String, CaseIterable {
  case head
  case setHead = "set-head"
  case insertEntry = "insert-entry"
  case insertPayload = "insert-payload"
  case list, entries, reviewed, links, heads, count, stats
  case changed
  case lastPosition = "last-position"
  case strayPayloads = "stray-payloads"
  case checkFile = "check-file"
  case checkSearch = "check-search"
  case rebuildSearch = "rebuild-search"

  var sql: String {
    guard let sql = EmbeddedText.files["SQL/\(rawValue).sql"] else {
      preconditionFailure("SQL/\(rawValue).sql is not embedded")
    }
    return sql
  }
}
