import Testing
import TestSupport

@Suite("The private test server")
struct TestServerTests {
  @Test("a database is made from SQL text and answers psql")
  func makesDatabase() async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "made \"here\"", sql: "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2);")
    #expect(try await server.psql("SELECT sum(a) FROM t", database: "made \"here\"") == "3\n")
  }

  @Test("a failing statement is an error that says what the server said")
  func reportsErrors() async throws {
    let server = try await TestServer.shared()
    let failure = await #expect(throws: TestFailure.self) { try await server.psql("SELECT 1; SELECT nonsense;") }
    #expect(failure?.description.contains("\"nonsense\" does not exist") == true)
  }
}
