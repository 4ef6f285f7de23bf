import Postgres
import TestSupport

/// A fresh session with the test server.
func connect(
  options: [String: String] = [:], extra: String = "", grace: Duration = .seconds(2)
) async throws -> PostgresConnection {
  let server = try await TestServer.shared()
  return try await .connect(
    PostgresSettings(
      connectionString: server.connectionString() + " " + extra, options: options, cancelGrace: grace))
}

/// A pool of sessions with the test server.
func pool(limit: Int, resetStatements: [String] = []) async throws -> PostgresPool {
  let server = try await TestServer.shared()
  let settings = PostgresSettings(connectionString: server.connectionString())
  return PostgresPool(settings, limit: limit, resetStatements: resetStatements)
}

extension PostgresConnection {
  /// The first value of the first row.
  func value(_ sql: String, _ parameters: [String?] = []) async throws -> String? {
    try await query(sql, parameters).rows.first?.first ?? nil
  }
}
