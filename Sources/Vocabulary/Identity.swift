/// What a principal is to the database: the role that statements run as, and the settings that row-level security reads.
///
/// Two principals see the same only when their identities are equal; whatever is kept of what a role may see is kept by it.
package struct Identity: Hashable, Sendable, Codable {
  /// The role that each transaction becomes; the login role itself when `nil`.
  package var role: String?
  /// Settings of each transaction, by name, e.g. `app.tenant`. Names have two parts: they belong to the application.
  package var settings: [String: String]

  package init(role: String? = nil, settings: [String: String] = [:]) {
    self.role = role
    self.settings = settings
  }

  /// The login role as it is.
  package static let login = Identity()
}
