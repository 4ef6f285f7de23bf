import Introspection
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("A large catalog")
struct ScaleTests {
  @Test("two thousand tables are read in two round trips")
  func roundTrips() async throws {
    let server = try await Workshop.fresh(
      "large",
      sql: """
        SELECT format('CREATE TABLE t%s (id int PRIMARY KEY, name varchar(%s), t%s_id int, at timestamptz(3))',
                      g, g % 50 + 1, g - 1) FROM generate_series(1, 2000) g
        \\gexec
        """)
    let settings = PostgresSettings(connectionString: server.connectionString(database: "large"))
    let connection = try await PostgresConnection.connect(settings)
    let before = try await exchanges(server)
    let started = ContinuousClock.now
    let snapshot = try await Introspector().snapshot(on: connection)
    let took = started.duration(to: .now)
    #expect(snapshot.relations.count == 2000)
    #expect(snapshot.relations.allSatisfy { $0.columns.count == 4 && $0.primaryKey == ["id"] })
    #expect(snapshot.foreignKeys.count == 1999)
    #expect(took < .seconds(20))
    // One transaction, whatever is in it: statements outside of it would each have been one more.
    #expect(try await exchanges(server) - before <= 2)
  }

  /// Transactions that sessions of the database have committed, by the server's count.
  private func exchanges(_ server: TestServer) async throws -> Int {
    try await Task.sleep(for: .milliseconds(1500))
    let sql = "SELECT pg_stat_force_next_flush(); SELECT xact_commit FROM pg_stat_database WHERE datname = 'large'"
    let lines = try await server.psql(sql).split(separator: "\n")
    return lines.compactMap { Int($0) }.last ?? 0
  }
}
