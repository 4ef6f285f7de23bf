/// Whom a database is to be hardened for.
package struct HardeningWishes: Sendable, Hashable {
  /// The role that runs statements.
  package var loginRole: String
  /// The role that reads the catalog.
  package var introspectionRole: String
  /// The roles that principals are mapped to; the login role reads for itself when there are none.
  package var readers: [String]

  package init(loginRole: String, introspectionRole: String, readers: [String] = []) {
    self.loginRole = loginRole
    self.introspectionRole = introspectionRole
    self.readers = readers
  }
}
