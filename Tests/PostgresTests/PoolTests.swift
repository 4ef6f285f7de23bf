import Postgres
import TestSupport
import Testing

@Suite("The pool")
struct PoolTests {
  @Test("many borrowers share few sessions")
  func bounded() async throws {
    let pool = try await pool(limit: 3)
    let processes = try await withThrowingTaskGroup { group in
      for _ in 0..<30 {
        group.addTask {
          try await pool.withConnection { try await $0.value("SELECT pg_backend_pid() FROM pg_sleep(0.01)") }
        }
      }
      return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    #expect((1...3).contains(processes.count))
    await pool.close()
  }

  @Test("an abandoned transaction is rolled back and the session reset before it is lent again")
  func reset() async throws {
    let pool = try await pool(limit: 1, resetStatements: ["DISCARD ALL"])
    struct Change: Error {}
    await #expect(throws: Change.self) {
      try await pool.withConnection { connection in
        _ = try await connection.query("SET work_mem = '7MB'")
        _ = try await connection.query("BEGIN")
        _ = try? await connection.query("SELECT 1/0")
        throw Change()
      }
    }
    let connection = try await pool.borrow()
    #expect(await connection.transaction == .idle)
    #expect(try await connection.value("SHOW work_mem") != "7MB")
    await pool.giveBack(connection)
    await pool.close()
  }

  @Test("a session that was lost while idle is replaced")
  func replaced() async throws {
    let pool = try await pool(limit: 1)
    let first = try await pool.withConnection { try await $0.value("SELECT pg_backend_pid()") }
    let server = try await TestServer.shared()
    try await server.psql("SELECT pg_terminate_backend(\(try #require(first)), 5000)")
    let second = try await pool.withConnection { try await $0.value("SELECT pg_backend_pid()") }
    #expect(second != nil && second != first)
    await pool.close()
  }

  @Test("who stops waiting is told at once, and the others keep their turn")
  func cancelledWaiter() async throws {
    let pool = try await pool(limit: 1)
    let held = try await pool.borrow()
    let impatient = Task { try await pool.borrow() }
    try await Task.sleep(for: .milliseconds(30))
    let patient = Task { try await pool.withConnection { try await $0.value("SELECT 5") } }
    try await Task.sleep(for: .milliseconds(30))
    impatient.cancel()
    await #expect(throws: PostgresError.cancelled) { _ = try await impatient.value }
    await pool.giveBack(held)
    #expect(try await patient.value == "5")
    await pool.close()
  }

  @Test("a closed pool turns away those who wait and those who come")
  func closed() async throws {
    let pool = try await pool(limit: 1)
    let held = try await pool.borrow()
    let waiting = Task { try await pool.borrow() }
    try await Task.sleep(for: .milliseconds(30))
    await pool.close()
    await #expect(throws: PostgresError.poolClosed) { _ = try await waiting.value }
    await #expect(throws: PostgresError.poolClosed) { _ = try await pool.borrow() }
    await pool.giveBack(held)
  }

  @Test("a server that is not there is an error to each borrower, not a wait")
  func unreachable() async throws {
    let pool = PostgresPool(PostgresSettings(connectionString: "host=/nonexistent"), limit: 1)
    for _ in 0..<3 {
      let error = await #expect(throws: PostgresError.self) { try await pool.borrow() }
      #expect(error?.code == "DP001")
    }
  }
}
