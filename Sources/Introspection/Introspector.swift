package import Postgres
package import Vocabulary

/// Reads from the catalog what the session's role may see of its database.
package struct Introspector: Sendable {
  private let timeout: Duration
  private let readsValues: Bool

  /// - Parameters:
  ///   - timeout: how long each of the two round trips may take.
  ///   - readsValues: whether common values are read from the statistics; without them no value leaves the database.
  package init(timeout: Duration = .seconds(60), readsValues: Bool = true) {
    self.timeout = timeout
    self.readsValues = readsValues
  }

  /// Reads all in one read-only transaction, in two round trips however many tables there are.
  ///
  /// - Parameter connection: a session outside a transaction.
  package func snapshot(on connection: PostgresConnection) async throws(PostgresError) -> SchemaSnapshot {
    try await snapshot(on: connection, from: .own(nil))
  }

  /// - Parameter helper: another session of the same role, which reads the statistics meanwhile: they are half of the
  ///   server's work. That it sees the catalog a moment earlier or later costs nothing: what it tells of a column that
  ///   the first session does not know is dropped, and whatever has changed since shows in the next look's stamp.
  func snapshot(
    on connection: PostgresConnection, beside helper: PostgresConnection? = nil, from viewpoint: Viewpoint
  ) async throws(PostgresError) -> SchemaSnapshot {
    guard let helper, readsValues else { return try await read(on: connection, from: viewpoint).finish() }
    async let statistics = outcome { () throws(PostgresError) in try await readStatistics(on: helper, from: viewpoint) }
    var draft = try await read(on: connection, from: viewpoint, except: .statistics)
    for found in try await statistics.get() { draft.add(found) }
    await draft.readChecks()
    return draft.finish()
  }

  private func outcome<T: Sendable>(
    _ work: @Sendable () async throws(PostgresError) -> T
  ) async -> Result<T, PostgresError> {
    do throws(PostgresError) { return .success(try await work()) } catch { return .failure(error) }
  }

  private func read(
    on connection: PostgresConnection, from viewpoint: Viewpoint, except left: CatalogQuery? = nil
  ) async throws(PostgresError) -> CatalogDraft {
    try await rollingBack(connection) { () throws(PostgresError) in
      let start = viewpoint.opening
      let queries = CatalogQuery.allCases.filter { $0 != left && (readsValues || $0 != .statistics && $0 != .checks) }
      let statements = start + queries.map { $0.statement(for: viewpoint.standpoint?.role) }
      var draft = try await connection.fold(statements, into: CatalogDraft(), timeout: timeout) { draft, number, row in
        draft.add(row, of: queries[number - start.count])
      }
      if let path = viewpoint.standpoint?.searchPath { draft.searchPath = path }
      draft = try await nameRemainingTypes(draft, on: connection)
      if left == nil { await draft.readChecks() }
      return draft
    }
  }

  private func readStatistics(
    on connection: PostgresConnection, from viewpoint: Viewpoint
  ) async throws(PostgresError) -> [ColumnStatistics] {
    try await rollingBack(connection) { () throws(PostgresError) in
      let query = CatalogQuery.statistics.statement(for: viewpoint.standpoint?.role)
      let statements = viewpoint.opening + [query, "COMMIT"]
      return try await connection.fold(statements, into: [ColumnStatistics](), timeout: timeout) { found, _, row in
        found.append(ColumnStatistics(row))
      }
    }
  }

  /// The error that matters is the first; a session that cannot roll back is found out by its next borrower.
  private func rollingBack<T: Sendable>(
    _ connection: PostgresConnection, _ work: () async throws(PostgresError) -> T
  ) async throws(PostgresError) -> T {
    do throws(PostgresError) {
      return try await work()
    } catch {
      try? await connection.cleanUp(["ROLLBACK"])
      throw error
    }
  }

  /// Asks for the names that the client cannot put together (row types, types of extensions with modifiers) and ends
  /// the transaction.
  private func nameRemainingTypes(
    _ draft: consuming CatalogDraft, on connection: PostgresConnection
  ) async throws(PostgresError) -> CatalogDraft {
    var statements: [PostgresStatement] = ["COMMIT"]
    if !draft.unnamed.isEmpty {
      let references = Array(draft.unnamed.keys)
      var query = CatalogQuery.remainingTypes
      query.parameters = [
        "{" + references.map { String($0.type) }.joined(separator: ",") + "}",
        "{" + references.map { String($0.modifier) }.joined(separator: ",") + "}",
      ]
      statements.insert(query, at: 0)
    }
    let names = try await connection.fold(statements, into: [TypeCatalog.Reference: String](), timeout: timeout) {
      names, _, row in
      names[TypeCatalog.Reference(type: UInt32(row.integer(0)), modifier: Int32(row.integer(1)))] = row.string(2)
    }
    for (reference, name) in names { draft.name(reference, name) }
    return draft
  }

  /// Reads identity and stamp of what a snapshot would be made of, in one or two cheap round trips; `nil` when the role is
  /// not allowed to.
  ///
  /// - Parameter last: of the last look on this server, which holds on while nothing can have changed.
  func stamp(
    on connection: PostgresConnection, from viewpoint: Viewpoint, last: CatalogStamp?
  ) async throws(PostgresError) -> CatalogStamp? {
    do throws(PostgresError) {
      // The moment is taken before the stamp: a change in between is found by the next look.
      let now = try await connection.query(CatalogQuery.moment.sql, timeout: timeout).rows.first?.first
      guard let moment = now ?? nil else { return nil }
      if let last, last.moment == moment { return last }
      // Without a role to become, the one query is its own transaction.
      let query = [CatalogQuery.stamp(for: viewpoint.standpoint?.role)]
      let statements =
        viewpoint.becomes.map { ["BEGIN READ ONLY"] + Viewpoint.become($0) + query + ["ROLLBACK"] } ?? query
      let row = try await connection.fold(statements, into: [String?](), timeout: timeout) { found, _, row in
        found = [row.text(0), row.text(1)]
      }
      guard row.count == 2, let identity = row[0], let value = row[1] else { return nil }
      return CatalogStamp(
        identity: readsValues ? identity : identity + " without values", value: value, moment: moment)
    } catch {
      if viewpoint.becomes != nil { try? await connection.cleanUp(["ROLLBACK"]) }
      guard error.code == "42501" else { throw error }
      return nil
    }
  }
}

/// Which catalog it is, and a value that changes with it.
struct CatalogStamp: Sendable, Codable {
  /// Names cluster, database, the reading and the executing role, and whether common values are read.
  var identity: String
  var value: String
  /// When it was taken, in the server's own terms.
  var moment: String

  /// Whether the catalog is the same, whenever it was looked at.
  func isSame(as other: CatalogStamp) -> Bool { identity == other.identity && value == other.value }
}
