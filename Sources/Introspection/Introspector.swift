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
    do throws(PostgresError) {
      // Compiling these queries would take longer than running them.
      let start: [PostgresStatement] = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL jit = off"]
      let queries = CatalogQuery.allCases.filter { readsValues || $0 != .statistics }
      let statements = start + queries.map(\.statement)
      let draft = try await connection.fold(statements, into: CatalogDraft(), timeout: timeout) { draft, number, row in
        draft.add(row, of: queries[number - start.count])
      }
      return try await nameRemainingTypes(draft, on: connection).finish()
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

  /// Reads identity and stamp of what a snapshot would be made of, in one cheap round trip; `nil` when the role is not
  /// allowed to.
  func stamp(on connection: PostgresConnection) async throws(PostgresError) -> CatalogStamp? {
    do throws(PostgresError) {
      let row = try await connection.query(CatalogQuery.stamp.sql, timeout: timeout).rows.first
      guard let row, row.count == 2, let identity = row[0], let stamp = row[1] else { return nil }
      return CatalogStamp(identity: readsValues ? identity : identity + " without values", value: stamp)
    } catch {
      guard error.code == "42501" else { throw error }
      return nil
    }
  }
}

/// Which catalog it is, and a value that changes with it.
struct CatalogStamp: Hashable, Sendable, Codable {
  /// Names cluster, database and role, and whether common values are read.
  var identity: String
  var value: String
}
