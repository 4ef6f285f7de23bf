import Interpretation

/// Reads `identity.roles` and `identity.settings`.
enum Identities {
  static func map(_ settings: Settings) throws(SettingsError) -> IdentityMap {
    var roles: [String: String] = [:]
    for entry in settings.list(.identityRoles) {
      guard let (principal, role) = halves(entry, "="), roles[principal] == nil else {
        throw .badValue(.identityRoles, entry, "principal=role, each principal once")
      }
      roles[principal] = role
    }
    var values: [IdentityMap.Setting] = []
    for entry in settings.list(.identitySettings) {
      guard let (principal, rest) = halves(entry, ":"), let (name, value) = halves(rest, "="), isCustom(name) else {
        throw .badValue(
          .identitySettings, entry, "principal:name=value with a name of two parts, e.g. anna:app.tenant=1")
      }
      values.append(.init(principal: principal, name: name, value: value))
    }
    return IdentityMap(roles: roles, settings: values)
  }

  /// What is before and after the first separator, neither of them empty.
  private static func halves(_ text: String, _ separator: Character) -> (String, String)? {
    let parts = text.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false).map { part in
      String(part).trimmed
    }
    return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty ? (parts[0], parts[1]) : nil
  }

  /// Only settings of applications: the server's own are pinned.
  private static func isCustom(_ name: String) -> Bool {
    name.wholeMatch(of: /[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+/) != nil
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
