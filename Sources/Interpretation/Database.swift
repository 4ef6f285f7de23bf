internal import Introspection
package import Postgres
internal import Retrieval
package import SafeExecution
internal import Tagging
package import Vocabulary

/// One database as the path sees it: its snapshot with all that follows from it, and the session that runs statements.
package actor Database {
  private let connectionString: String
  private let policy: ExecutionPolicy
  private let cache: SnapshotCache
  /// Reads the catalog; a role of its own where the executing one may not.
  private let introspection: PostgresPool
  private var current: DatabaseView?

  /// - Parameters:
  ///   - connectionString: of the role that runs statements.
  ///   - introspectionString: of the role that reads the catalog; the same one when `nil`.
  ///   - cacheFolder: where snapshots outlive the process.
  package init(
    connectionString: String, introspectionString: String? = nil, policy: ExecutionPolicy, cacheFolder: String?
  ) {
    self.connectionString = connectionString
    self.policy = policy
    cache = SnapshotCache(directory: cacheFolder)
    introspection = PostgresPool(
      PostgresSettings(connectionString: introspectionString ?? connectionString), limit: 2)
  }

  /// The database as it is now. What follows from a snapshot is made once and kept while the snapshot stays the same.
  package func view() async throws -> DatabaseView {
    let snapshot = try await cache.snapshot(for: introspection)
    if let current, current.snapshot == snapshot { return current }
    let session = ExecutionSession(connectionString: connectionString, searchPath: snapshot.searchPath, policy: policy)
    let view = DatabaseView(snapshot: snapshot, session: session, policy: policy)
    current = view
    return view
  }

  /// A connection of the executing role, for what is no question: the doctor and the evaluation.
  package func connection() async throws(PostgresError) -> PostgresConnection {
    try await PostgresConnection.connect(PostgresSettings(connectionString: connectionString))
  }

  /// What the executing role may do besides reading.
  package func inspectRole() async throws(PostgresError) -> [RoleInspector.Observation] {
    let connection = try await connection()
    let observations = try await RoleInspector().inspect(connection)
    await connection.close()
    return observations
  }

  /// Ends all sessions.
  package func close() async {
    await introspection.close()
    await current?.session.close()
    current = nil
  }
}
