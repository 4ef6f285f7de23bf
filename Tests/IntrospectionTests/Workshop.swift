import Foundation
import Introspection
import Postgres
import TestSupport
import Vocabulary

/// The fixture's database, made once for all suites that only read it.
enum Workshop {
  static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/workshop.sql").path
  private static let ready = Task.detached {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: "workshop", sqlFiles: [file])
    return server
  }

  static func settings(user: String = "postgres", database: String = "workshop") async throws -> PostgresSettings {
    let server = try await ready.value
    return PostgresSettings(connectionString: server.connectionString(database: database, user: user))
  }

  static func connect(user: String = "postgres") async throws -> PostgresConnection {
    try await .connect(settings(user: user))
  }

  static func snapshot(user: String = "postgres") async throws -> SchemaSnapshot {
    try await Introspector().snapshot(on: connect(user: user))
  }

  /// A database of the same server for one test to change as it likes.
  static func fresh(_ name: String, sql: String = "", isFilled: Bool = false) async throws -> TestServer {
    let server = try await ready.value
    try await server.createDatabase(named: name, sqlFiles: isFilled ? [file] : [], sql: sql)
    return server
  }
}

func shop(_ name: String) -> RelationName { RelationName("shop", name) }
