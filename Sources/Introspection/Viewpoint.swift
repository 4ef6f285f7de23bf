internal import Postgres
internal import Vocabulary

/// As whom a catalog is read: what that role may not see is not in the snapshot.
struct Viewpoint: Hashable, Sendable {
  /// The role that the session becomes while it reads, if any.
  var becomes: String?
  /// The executing role, where the session's own role is another one.
  var standpoint: Standpoint?

  /// The session's own role, or one that it becomes.
  static func own(_ role: String?) -> Viewpoint { Viewpoint(becomes: role, standpoint: nil) }

  /// What begins a transaction that reads from here.
  var opening: [PostgresStatement] {
    // Compiling these queries would take longer than running them.
    let start: [PostgresStatement] = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL jit = off"]
    // Names are printed as the executing role would read them.
    let path = standpoint.map { standpoint in
      let schemas = standpoint.searchPath.isEmpty ? ["pg_catalog"] : standpoint.searchPath
      return PostgresStatement("SET LOCAL search_path = " + schemas.map(SQLText.identifier).joined(separator: ", "))
    }
    return start + Self.become(becomes) + (path.map { [$0] } ?? [])
  }

  static func become(_ role: String?) -> [PostgresStatement] {
    role.map { [PostgresStatement("SET LOCAL ROLE " + SQLText.identifier($0))] } ?? []
  }
}
