/// One statement with the values of its parameters `$1`, `$2`, …
package struct PostgresStatement: Hashable, Sendable, ExpressibleByStringLiteral {
  package var sql: String
  /// In PostgreSQL's text form; `nil` is NULL.
  package var parameters: [String?]

  package init(_ sql: String, _ parameters: [String?] = []) {
    self.sql = sql
    self.parameters = parameters
  }

  package init(stringLiteral sql: String) { self.init(sql) }

  /// libpq takes C strings: a zero byte would silently cut the text.
  func check() throws(PostgresError) {
    guard !sql.utf8.contains(0), !parameters.contains(where: { $0?.utf8.contains(0) ?? false }) else { throw .zeroByte }
  }
}
