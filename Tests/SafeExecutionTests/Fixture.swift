import Foundation
import Introspection
import Postgres
import SQLSyntax
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

typealias Case = CorpusCase

extension CorpusCase: CustomTestStringConvertible {}

/// A real database with honest tables and traps, and the snapshot that its reader has of it.
enum Fixture {
  struct Database: Sendable {
    let snapshot: SchemaSnapshot
    let owner: String
    let reader: String
    /// The same database once more, on which statements may be let loose: as it is, and to be hardened.
    let alone: String
    let hardened: String
  }

  static let database = Task<Database, any Error> {
    let server = try await CorpusDatabase.ready.value
    let reader = server.connectionString(database: "safe_shop", user: "reader")
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: reader))
    let snapshot = try await Introspector().snapshot(on: connection)
    await connection.close()
    return Database(
      snapshot: snapshot, owner: server.connectionString(database: "safe_shop"), reader: reader,
      alone: server.connectionString(database: "alone_shop", user: "reader"),
      hardened: server.connectionString(database: "hardened_shop", user: "reader"))
  }

  /// What the corpora are judged by.
  static let policy = ExecutionPolicy(deniedRelations: Set(CorpusDatabase.deniedRelations))

  static func validator(_ policy: ExecutionPolicy = policy) async throws -> Validator {
    Validator(snapshot: try await database.value.snapshot, policy: policy)
  }

  static func session(_ policy: ExecutionPolicy = ExecutionPolicy()) async throws -> ExecutionSession {
    let database = try await database.value
    return ExecutionSession(
      connectionString: database.reader, searchPath: database.snapshot.searchPath, policy: policy)
  }

  static func corpus(_ name: String) -> URL { URL(filePath: CorpusDatabase.file(name)) }
}
