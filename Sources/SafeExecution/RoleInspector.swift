package import Postgres
internal import Vocabulary

/// Asks the server whether the login role is harmless by itself, whatever a statement says: the role is the boundary.
package struct RoleInspector: Sendable {
  package enum Severity: String, Sendable, Codable, Comparable {
    case note, warning, danger

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .danger: 2
      }
    }
  }

  /// One thing that the role could do.
  package struct Observation: Sendable, Hashable, Codable {
    /// The rule's stable name, documented in `docs/security.md`.
    package var rule: String
    package var severity: Severity
    package var message: String
    /// The remedy, as SQL where there is one.
    package var hint: String?
  }

  package init() {}

  /// What only the executing role's own session tells.
  package struct Session: Sendable, Hashable {
    package var role: String
    var temporaryFileLimit: String
  }

  /// Asks a session of the executing role who it is.
  package func session(_ connection: PostgresConnection) async throws(PostgresError) -> Session {
    let row = try await connection.query("SELECT session_user, current_setting('temp_file_limit')").rows.first ?? []
    return Session(role: row.first.flatMap { $0 } ?? "", temporaryFileLimit: row.last.flatMap { $0 } ?? "-1")
  }

  /// What is to be said about the role of a connection, worst first; empty for a perfect one.
  package func inspect(_ connection: PostgresConnection) async throws(PostgresError) -> [Observation] {
    try await inspect(try await session(connection), from: connection)
  }

  /// The same, read in the session of a role that may read the catalog.
  package func inspect(
    _ session: Session, from connection: PostgresConnection
  ) async throws(PostgresError) -> [Observation] {
    func list(_ file: String) -> String { "{" + Hardener.words(file).map(\.word).joined(separator: ",") + "}" }
    let parameters: [String?] = [
      session.role, list("hardening/built-in-functions.txt"), list("hardening/catalogs.txt"),
      session.temporaryFileLimit,
    ]
    let table = try await connection.query(EmbeddedText.files["Policy/role-inspection.sql"] ?? "", parameters)
    var observations = table.rows.compactMap { row -> Observation? in
      guard row.count == 3, let severity = row[0].flatMap(Severity.init(rawValue:)), let rule = row[1] else {
        return nil
      }
      let (message, hint) = Self.sentence(rule, row[2].flatMap { $0.isEmpty ? nil : $0 })
      return Observation(rule: rule, severity: severity, message: message, hint: hint)
    }
    let version = await connection.serverVersion / 10_000
    if version != Self.grammarVersion {
      observations.append(
        Observation(
          rule: "other-server-version", severity: version < Self.grammarVersion ? .warning : .note,
          message: "The server is PostgreSQL \(version); the parser knows \(Self.grammarVersion)'s grammar.",
          hint: "Newer syntax is refused."))
    }
    return observations.sorted { $0.severity > $1.severity }
  }

  private static let grammarVersion = 15

  /// Every rule of the inspection, for the documentation's test.
  static let rules = [
    "superuser", "may-create-databases", "may-create-roles", "may-replicate", "bypasses-row-security",
    "member-of-system-role", "owns-relations", "owns-functions", "owns-database", "may-write", "may-change-sequences",
    "may-create-in-schema", "may-create-schemas", "may-run-security-definer", "may-run-user-functions",
    "may-create-temporary-tables", "sees-past-row-security", "may-run-effectful-functions",
    "may-read-talkative-catalogs", "no-connection-limit",
    "no-temp-file-limit", "other-server-version",
  ]
}
