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

  /// What is to be said about the role of a connection, worst first; empty for a perfect one.
  package func inspect(_ connection: PostgresConnection) async throws(PostgresError) -> [Observation] {
    let sql = EmbeddedText.files["Policy/role-inspection.sql"] ?? ""
    let table = try await connection.query(sql)
    var observations = table.rows.compactMap { row -> Observation? in
      guard row.count == 3, let severity = row[0].flatMap(Severity.init(rawValue:)), let rule = row[1] else {
        return nil
      }
      let (message, hint) = Self.sentence(rule, row[2] ?? "")
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
    "may-create-temporary-tables", "no-connection-limit", "no-temp-file-limit", "other-server-version",
  ]

  private static func sentence(_ rule: String, _ detail: String) -> (String, String?) {
    switch rule {
    case "superuser": ("The role is a superuser, whom nothing stops.", "Make a login role of its own for Dragoman.")
    case "may-create-databases": ("The role may create databases.", "ALTER ROLE … NOCREATEDB")
    case "may-create-roles": ("The role may create roles.", "ALTER ROLE … NOCREATEROLE")
    case "may-replicate": ("The role may replicate.", "ALTER ROLE … NOREPLICATION")
    case "bypasses-row-security": ("The role bypasses row security.", "ALTER ROLE … NOBYPASSRLS")
    case "member-of-system-role": ("The role is a member of \(detail).", "REVOKE \(detail) FROM …")
    case "owns-relations": ("The role owns relations, e.g. \(detail).", "ALTER … OWNER TO somebody else")
    case "owns-functions": ("The role owns functions, e.g. \(detail).", "ALTER FUNCTION … OWNER TO somebody else")
    case "owns-database": ("The role owns the database \(detail).", "ALTER DATABASE … OWNER TO somebody else")
    case "may-write": ("The role may write to relations, e.g. \(detail).", "REVOKE INSERT, UPDATE, DELETE, TRUNCATE …")
    case "may-change-sequences": ("The role may use sequences, e.g. \(detail).", "REVOKE ALL ON SEQUENCE … FROM …")
    case "may-create-in-schema": ("The role may create objects in \(detail).", "REVOKE CREATE ON SCHEMA … FROM PUBLIC")
    case "may-create-schemas": ("The role may create schemas.", "REVOKE CREATE ON DATABASE … FROM …")
    case "may-run-security-definer":
      (
        "The role may run functions with their owner's rights, e.g. \(detail).",
        "REVOKE EXECUTE ON FUNCTION … FROM PUBLIC"
      )
    case "may-run-user-functions":
      ("The role may run user functions, e.g. \(detail).", "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA … FROM PUBLIC")
    case "may-create-temporary-tables":
      ("The role may create temporary tables.", "REVOKE TEMP ON DATABASE … FROM PUBLIC")
    case "no-connection-limit": ("The role has no connection limit.", "ALTER ROLE … CONNECTION LIMIT 20")
    case "no-temp-file-limit": ("Temporary files have no limit.", "ALTER ROLE … SET temp_file_limit = '1GB'")
    default: ("\(rule): \(detail)", nil)
    }
  }
}
