package import Vocabulary

/// Who is who to the database. Without entries everybody is the login role; with any, whoever has none is turned away.
package struct IdentityMap: Sendable, Hashable {
  /// A setting of a principal's transactions.
  package struct Setting: Sendable, Hashable {
    /// `*` for everybody who has no entry of that setting.
    package var principal: String
    package var name: String
    package var value: String

    package init(principal: String, name: String, value: String) {
      self.principal = principal
      self.name = name
      self.value = value
    }
  }

  /// Stands for everybody who is not named.
  package static let everybody = "*"
  /// Stands for the principal's name in a role or a value.
  package static let placeholder = "{principal}"

  private let roles: [String: String]
  private let settings: [Setting]

  package init(roles: [String: String] = [:], settings: [Setting] = []) {
    self.roles = roles
    self.settings = settings
  }

  package var isEmpty: Bool { roles.isEmpty && settings.isEmpty }

  /// The roles that are named outright.
  package var namedRoles: [String] { Set(roles.values).filter { !$0.contains(Self.placeholder) }.sorted() }

  /// What a principal is to the database.
  ///
  /// - Throws: when others have an entry and this one has none.
  package func identity(of principal: Principal) throws(InterpretationError) -> Identity {
    guard !isEmpty else { return .login }
    func filled(_ text: String) -> String { text.replacing(Self.placeholder, with: principal.name) }
    let role = roles[principal.name] ?? roles[Self.everybody]
    var values: [String: String] = [:]
    for setting in settings where setting.principal == Self.everybody { values[setting.name] = filled(setting.value) }
    for setting in settings where setting.principal == principal.name { values[setting.name] = filled(setting.value) }
    // A map of roles must know everybody's; settings alone leave the login role, which then must not read more than them.
    guard !roles.isEmpty ? role != nil : !values.isEmpty else { throw .strangePrincipal(principal.name) }
    return Identity(role: role.map(filled), settings: values)
  }
}
