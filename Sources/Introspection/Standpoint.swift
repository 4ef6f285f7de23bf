internal import Postgres

/// Who runs statements and what an unqualified name means to them, where another role reads the catalog.
struct Standpoint: Hashable, Sendable, Codable {
  var role: String
  var searchPath: [String]

  /// Asks in a session of the executing role, as the one that it becomes.
  static func ask(on connection: PostgresConnection, becoming role: String?) async throws(PostgresError) -> Standpoint {
    let start: [PostgresStatement] = ["BEGIN READ ONLY"] + Viewpoint.become(role)
    let draft = try await connection.fold(
      start + [CatalogQuery.standpoint, "ROLLBACK"], into: Standpoint(role: "", searchPath: [])
    ) { standpoint, _, row in
      standpoint = Standpoint(role: row.string(0), searchPath: row.withBytes(1, ArrayText.elements))
    }
    return draft
  }
}
