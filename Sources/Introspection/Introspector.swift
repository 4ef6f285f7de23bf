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

  func snapshot(
    on connection: PostgresConnection, from viewpoint: Viewpoint
  ) async throws(PostgresError) -> SchemaSnapshot {
    do throws(PostgresError) {
      let start = viewpoint.opening
      let queries = CatalogQuery.allCases.filter { readsValues || $0 != .statistics && $0 != .checks }
      let statements = start + queries.map { $0.statement(for: viewpoint.standpoint?.role) }
      var draft = try await connection.fold(statements, into: CatalogDraft(), timeout: timeout) { draft, number, row in
        draft.add(row, of: queries[number - start.count])
      }
      if let path = viewpoint.standpoint?.searchPath { draft.searchPath = path }
      draft = try await nameRemainingTypes(draft, on: connection)
      await draft.readChecks()
      return draft.finish()
    } catch {
      // The error that matters is the first; a session that cannot roll back is found out by its next borrower.
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
