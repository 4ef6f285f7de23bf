internal import Introspection
internal import Postgres
package import Retrieval
package import SafeExecution
internal import Tagging
package import Vocabulary

/// One database as the path sees it: for each identity its snapshot with all that follows from it, and the sessions that
/// run statements.
package actor Database {
  private let policy: ExecutionPolicy
  private let identities: IdentityMap
  private let cache: SnapshotCache
  private let valueBudget: Duration
  private let parts: RetrievalParts
  private let cacheFolder: String?
  private let connectionString: String
  private let sessions: ExecutionPool
  /// Reads the catalog: sessions of a role of its own, or of the executing one.
  private let introspection: PostgresPool
  /// Sessions of the executing role that answer who they are, where another one reads the catalog.
  private let executing: PostgresPool?
  /// One an identity, the one used last at the end. Never shared: what a role may see stays with it.
  private var views: [(identity: Identity, view: DatabaseView)] = []
  /// Who waits for a view that somebody else is making.
  private var waiting: [Identity: [CheckedContinuation<Void, Never>]] = [:]

  /// Views that are kept; who comes back after so many others waits for a new one.
  private static let maxViews = 64

  /// - Parameters:
  ///   - connectionString: of the role that runs statements.
  ///   - introspectionString: of the role that reads the catalog; the same one when `nil`.
  ///   - identities: whom each principal's statements run as.
  ///   - cacheFolder: where snapshots and values outlive the process.
  ///   - valueBudget: how long a new view may read values of columns before its first question.
  ///   - parts: of retrieval that take part.
  ///   - trust: how long after a look at the catalog it is believed to be unchanged.
  package init(
    connectionString: String, introspectionString: String? = nil, policy: ExecutionPolicy,
    identities: IdentityMap = IdentityMap(), cacheFolder: String?, valueBudget: Duration = .zero,
    parts: RetrievalParts = RetrievalParts(), trust: Duration = .zero
  ) {
    self.parts = parts
    self.valueBudget = valueBudget
    self.cacheFolder = cacheFolder
    self.connectionString = connectionString
    self.policy = policy
    self.identities = identities
    cache = SnapshotCache(directory: cacheFolder, trust: trust, leisure: .seconds(1))
    sessions = ExecutionPool(connectionString: connectionString, policy: policy)
    let own = PostgresPool(PostgresSettings(connectionString: connectionString), limit: 2)
    if let introspectionString {
      introspection = PostgresPool(PostgresSettings(connectionString: introspectionString), limit: 2)
      executing = own
    } else {
      introspection = own
      executing = nil
    }
  }

  /// The database as it is now to a principal. What follows from a snapshot is made once and kept while it stays the same.
  ///
  /// - Parameter readAnew: reads the whole catalog even if its stamp is the same.
  package func view(for principal: Principal, readAnew: Bool = false) async throws -> DatabaseView {
    let identity = try identities.identity(of: principal)
    let snapshot = try await snapshot(for: identity, readAnew: readAnew)
    while true {
      if let known = known(identity, snapshot) { return known }
      // The indexes of a large schema take seconds and much memory: many questions at a start share one making.
      guard waiting[identity] != nil else { break }
      await withCheckedContinuation { waiting[identity]?.append($0) }
    }
    waiting[identity] = []
    defer { for waiter in waiting.removeValue(forKey: identity) ?? [] { waiter.resume() } }
    let view = try await make(identity, snapshot)
    views.removeAll { $0.identity == identity }
    views.append((identity, view))
    if views.count > Self.maxViews { views.removeFirst() }
    return view
  }

  /// The view that was made of this snapshot, which is then the one used last.
  private func known(_ identity: Identity, _ snapshot: SchemaSnapshot) -> DatabaseView? {
    guard let index = views.firstIndex(where: { $0.identity == identity }), views[index].view.isStill(snapshot) else {
      return nil
    }
    views.append(views.remove(at: index))
    return views.last?.view
  }

  private func make(_ identity: Identity, _ snapshot: SchemaSnapshot) async throws -> DatabaseView {
    let session = ExecutionSession(pool: sessions, identity: identity, searchPath: snapshot.searchPath)
    let identities = identities
    let valueFile = cacheFolder.map {
      ValueFile.path(in: $0, connectionString: connectionString, identity: identity)
    }
    return try await DatabaseView.make(
      of: snapshot, session: session, policy: policy, valueBudget: valueBudget, valueFile: valueFile,
      parts: parts
    ) { other in
      (try? identities.identity(of: other)) == identity
    }
  }

  private func snapshot(for identity: Identity, readAnew: Bool) async throws -> SchemaSnapshot {
    do {
      return try await cache.snapshot(for: introspection, as: identity.role, executing: executing, readAnew: readAnew)
    } catch let error as any Breakage where ["42501", "22023", "DI002"].contains(error.code) {
      // The server says the same of a catalog that is closed and of a role that may not be taken.
      guard let role = identity.role, await !mayBecome(role) else { throw error }
      throw SafeExecutionError.roleNotTaken(role)
    }
  }

  private func mayBecome(_ role: String) async -> Bool {
    let answer = try? await (executing ?? introspection).withConnection { connection in
      try await connection.query("SELECT pg_catalog.pg_has_role($1::pg_catalog.name, 'MEMBER')", [role])
    }
    return answer?.rows.first?.first == "t"
  }

  /// What the executing role may do besides reading, by itself or as a role that it may become.
  package func inspectRole() async throws -> [RoleInspector.Observation] {
    let inspector = RoleInspector()
    let session = try await (executing ?? introspection).withConnection { try await inspector.session($0) }
    // The catalog may be closed to the executing role.
    return try await readingCatalog { try await inspector.inspect(session, from: $0) }
  }

  /// The script that makes the roles harmless, and what of it is still to be done.
  ///
  /// - Parameters:
  ///   - role: the login role's name; the one that connects when `nil`, unless it is a superuser.
  ///   - introspectionRole: the name of the role that reads the catalog, likewise.
  package func hardening(role: String?, introspectionRole: String?) async throws -> HardeningPlan {
    let login = try await Self.ordinaryRole(of: executing ?? introspection)
    let reader = executing == nil ? nil : try await Self.ordinaryRole(of: introspection)
    let wishes = HardeningWishes(
      loginRole: role ?? login ?? "dragoman_reader",
      introspectionRole: introspectionRole ?? reader ?? "dragoman_introspector", readers: identities.namedRoles)
    let hardener = Hardener(wishes, policy: policy)
    return try await readingCatalog { try await hardener.plan($0) }
  }

  /// The role of a pool's sessions, unless it is a superuser: that one cannot be made harmless.
  private static func ordinaryRole(of pool: PostgresPool) async throws -> String? {
    try await pool.withConnection { connection in
      guard await connection.reported("is_superuser") != "on" else { return nil }
      return try await RoleInspector().session(connection).role
    }
  }

  /// The server's roles with what they may do and whose members they are.
  package func roles() async throws -> ResultTable {
    try await readingCatalog { connection in
      try await connection.query(
        """
        SELECT r.rolname AS "Role name",
          concat_ws(', ', CASE WHEN r.rolsuper THEN 'Superuser' END, CASE WHEN NOT r.rolinherit THEN 'No inheritance' END,
            CASE WHEN r.rolcreaterole THEN 'Create role' END, CASE WHEN r.rolcreatedb THEN 'Create DB' END,
            CASE WHEN NOT r.rolcanlogin THEN 'Cannot login' END, CASE WHEN r.rolreplication THEN 'Replication' END,
            CASE WHEN r.rolbypassrls THEN 'Bypass RLS' END) AS "Attributes",
          ARRAY(SELECT b.rolname FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles b ON m.roleid = b.oid
            WHERE m.member = r.oid ORDER BY 1) AS "Member of"
        FROM pg_catalog.pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY 1
        """)
    }
  }

  /// What the role of a principal may see, as it was read: sooner there than the view, which adds values and an index.
  package func catalog(for principal: Principal) async throws -> SchemaSnapshot {
    try await snapshot(for: try identities.identity(of: principal), readAnew: false)
  }

  /// The database's name at its server.
  package func name() async throws -> String {
    try await (executing ?? introspection).withConnection { connection in
      try await connection.query("SELECT pg_catalog.current_database()").rows.first?.first ?? nil
    } ?? ""
  }

  /// The server's databases that may be connected to.
  package func databases() async throws -> ResultTable {
    try await readingCatalog { connection in
      try await connection.query(
        """
        SELECT d.datname AS "Name", pg_catalog.pg_get_userbyid(d.datdba) AS "Owner",
          pg_catalog.pg_encoding_to_char(d.encoding) AS "Encoding", d.datcollate AS "Collate", d.datctype AS "Ctype"
        FROM pg_catalog.pg_database d WHERE d.datallowconn ORDER BY 1
        """)
    }
  }

  private func readingCatalog<Value: Sendable>(
    _ work: @Sendable (PostgresConnection) async throws -> Value
  ) async throws -> Value {
    do {
      return try await introspection.withConnection(work)
    } catch let error as PostgresError where error.code == "42501" {
      throw IntrospectionError.catalogClosed(reason: error.message)
    }
  }

  /// Ends all sessions.
  package func close() async {
    await cache.save()
    await introspection.close()
    await executing?.close()
    await sessions.close()
    views = []
  }
}
