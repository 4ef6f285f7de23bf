import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

@Suite(.serialized) struct SessionTests {
  private func pool(_ policy: ExecutionPolicy = ExecutionPolicy()) async throws -> ExecutionPool {
    ExecutionPool(connectionString: try await Fixture.database.value.reader, policy: policy)
  }

  private func rows(_ sql: String, in session: ExecutionSession) async throws -> [[String?]] {
    try await Executor(session: session).run(text: sql).rows
  }

  @Test("A statement runs in a session that is pinned as the validator takes it to be")
  func pinned() async throws {
    let session = try await Fixture.session()
    let found = try await rows(
      """
      SELECT current_setting('standard_conforming_strings'), current_setting('row_security'), current_setting('jit'),
        current_setting('work_mem'), current_setting('client_encoding'), current_setting('transaction_read_only'),
        current_setting('statement_timeout'), current_setting('lock_timeout'), current_schemas(false)
      """, in: session)
    #expect(found == [["on", "on", "off", "16MB", "UTF8", "on", "10s", "1s", "{shop,public}"]])
    await session.close()
  }

  @Test("A session that differs runs nothing, and says in what it differs")
  func different() async throws {
    let pool = try await pool()
    let elsewhere = ExecutionSession(pool: pool, searchPath: ["shop", "nowhere"])
    await #expect(
      throws: SafeExecutionError.unpinned(setting: "search_path", expected: "shop, nowhere", actual: "shop")
    ) {
      try await Executor(session: elsewhere).run(text: "SELECT 1")
    }
    let good = ExecutionSession(pool: pool, searchPath: ["shop", "public"])
    #expect(try await rows("SELECT 1", in: good) == [["1"]])
    await pool.close()
  }

  @Test("What the connection string asks for does not undo a pin")
  func overridden() async throws {
    let reader = try await Fixture.database.value.reader
    let sly =
      reader + " options='-c standard_conforming_strings=off -c row_security=off -c default_transaction_read_only=off'"
    let session = ExecutionSession(connectionString: sly, searchPath: ["shop", "public"])
    #expect(
      try await rows(
        "SELECT current_setting('standard_conforming_strings'), current_setting('row_security')", in: session)
        == [["on", "on"]])
    await session.close()
  }

  @Test("After a statement the session is as good as new without another round trip")
  func reset() async throws {
    let connection = try await PostgresConnection.connect(
      PostgresSettings(connectionString: try await Fixture.database.value.reader))
    let good = try await connection.stream(["BEGIN", "SELECT 1", "SELECT 2"], thenReset: ExecutionPool.reset)
    #expect(try good.map { try $0.get().rows.count } == [0, 1, 1])
    #expect(await connection.isReset)
    let bad = try await connection.stream(["BEGIN", "SELECT 1/0", "SELECT 2"], thenReset: ExecutionPool.reset)
    #expect(throws: PostgresError.self) { try bad[1].get() }
    #expect(throws: PostgresError.skipped) { try bad[2].get() }
    #expect(await connection.isReset)
    #expect(await connection.transaction == .idle)
    _ = try await connection.query("SELECT 1")
    #expect(await !connection.isReset)
    let cut = try await connection.stream(
      ["BEGIN", "SELECT generate_series(1, 100000000)"], thenReset: ExecutionPool.reset, maxRows: 5)
    #expect(try cut[1].get().rows.count == 5)
    #expect(try cut[1].get().truncation == .rows)
    await connection.close()
  }

  @Test("A session that an administrator ends in the middle is breakage, and the next statement has a new one")
  func ended() async throws {
    let pool = try await pool()
    let session = ExecutionSession(pool: pool, searchPath: ["shop", "public"])
    let task = Task { try await Executor(session: session).run(text: "SELECT pg_sleep(30)") }
    let server = try await TestServer.shared()
    var ended = "0"
    for _ in 0..<100 where ended == "0" {
      ended =
        try await server.psql(
          """
          SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
          WHERE query LIKE 'SELECT pg_sleep(30)%' AND application_name = 'dragoman-execution'
          """
        ).split(separator: "\n").first.map(String.init) ?? "0"
      try await Task.sleep(for: .milliseconds(50))
    }
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.code == "DP002")
    #expect(try await rows("SELECT 1", in: session) == [["1"]])
    await pool.close()
  }

  @Test("The server's words are kept apart from what is told")
  func complaint() async throws {
    let session = try await Fixture.session()
    let error = await #expect(throws: SafeExecutionError.self) {
      try await Executor(session: session).run(text: "SELECT name::int FROM shop.customer ORDER BY customer_id")
    }
    #expect(error?.complaint?.message.contains("Customer 1") == true)
    #expect(error?.description.contains("Customer") == false)
    let verdict = try await Fixture.validator().judge("SELECT 'Customer 1'::int", session: session)
    #expect(verdict.complaint?.message.contains("Customer 1") == true)
    #expect(verdict.judgement.findings.first?.sqlState == "22P02")
    #expect(verdict.judgement.findings.first?.message.contains("Customer") == false)
    await session.close()
  }

  @Test("A relation that nobody may read is found in the plan of a view, too")
  func deniedBelowView() async throws {
    let policy = ExecutionPolicy(deniedRelations: ["shop.order_item"])
    let session = try await Fixture.session(policy)
    let verdict = try await Fixture.validator(policy).judge("SELECT total FROM order_total", session: session)
    #expect(verdict.judgement.findings.map(\.rule).contains { $0 == "plan-relation" || $0 == "denied-relation" })
    #expect(verdict.query == nil)
    await session.close()
  }

  @Test(
    "Times are spelled as the server spells them",
    arguments: [0, 1, 999, 1000, 1500, 60_000, 90_000, 3_600_000, 5_400_000, 86_400_000, 172_800_000])
  func spelledTimes(_ milliseconds: Int) async throws {
    let connection = try await PostgresConnection.connect(
      PostgresSettings(connectionString: try await Fixture.database.value.reader))
    _ = try await connection.query("SET lock_timeout = \(milliseconds)")
    let told = try await connection.query("SELECT current_setting('lock_timeout')").rows.first?.first ?? nil
    #expect(told == SessionPins.spelled(milliseconds: milliseconds))
    await connection.close()
  }

  // Identity

  private static let tenancy = Task<(String, String), any Error> {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "tenancy",
      sql: """
        CREATE TABLE bill (tenant text, amount int);
        INSERT INTO bill VALUES ('one', 1), ('two', 2), ('two', 3);
        ALTER TABLE bill ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON bill USING (tenant = current_setting('app.tenant', true));
        CREATE ROLE tenancy_login LOGIN NOINHERIT; CREATE ROLE tenancy_one; CREATE ROLE tenancy_two;
        GRANT tenancy_one TO tenancy_login;
        GRANT SELECT ON bill TO tenancy_one, tenancy_login;
        """)
    return (
      server.connectionString(database: "tenancy", user: "tenancy_login"),
      server.connectionString(database: "tenancy")
    )
  }

  @Test("A transaction has its identity's role and settings, and the next one has nothing of them")
  func identity() async throws {
    let pool = ExecutionPool(connectionString: try await Self.tenancy.value.0, policy: ExecutionPolicy(maxSessions: 1))
    func session(_ identity: Identity) -> ExecutionSession {
      ExecutionSession(pool: pool, identity: identity, searchPath: ["public"])
    }
    let one = session(Identity(role: "tenancy_one", settings: ["app.tenant": "one"]))
    let two = session(Identity(settings: ["app.tenant": "two"]))
    let nobody = session(.login)
    let sql = "SELECT current_user, current_setting('app.tenant', true), count(*) FROM bill"
    #expect(try await rows(sql, in: one) == [["tenancy_one", "one", "1"]])
    #expect(try await rows(sql, in: two) == [["tenancy_login", "two", "2"]])
    #expect(try await rows(sql, in: nobody).first?.first == "tenancy_login")
    #expect(try await rows(sql, in: nobody).first?.last == "0")
    await pool.close()
  }

  @Test("A value of a setting that holds quotes, backslashes and separators stays one value")
  func oddValues() async throws {
    let pool = ExecutionPool(connectionString: try await Self.tenancy.value.0)
    for value in ["it's", "a\\b", "x; RESET ROLE", "\"", "$$", "é", "a|b"] {
      let session = ExecutionSession(
        pool: pool, identity: Identity(settings: ["app.tenant": value]), searchPath: ["public"])
      #expect(try await rows("SELECT current_setting('app.tenant')", in: session) == [[value]])
    }
    await pool.close()
  }

  @Test("A role that the login role may not become runs nothing")
  func foreignRole() async throws {
    let pool = ExecutionPool(connectionString: try await Self.tenancy.value.0)
    for role in ["tenancy_two", "nobody at all", "postgres"] {
      let session = ExecutionSession(pool: pool, identity: Identity(role: role), searchPath: ["public"])
      await #expect(throws: SafeExecutionError.roleNotTaken(role)) {
        try await Executor(session: session).run(text: "SELECT 1")
      }
    }
    await pool.close()
  }

  @Test(
    "No query reaches the role or the settings: the validator refuses every way that there is",
    arguments: [
      "SELECT set_config('app.tenant', 'two', true), count(*) FROM bill", "SELECT set_config('role', 'none', true)",
      "SET app.tenant = 'two'", "RESET ROLE", "SET ROLE tenancy_login", "RESET ALL", "DISCARD ALL",
      "SELECT pg_catalog.set_config('app.tenant', 'two', false) FROM bill", "COMMIT",
      "SELECT current_setting('app.tenant')",
    ])
  func unreachable(_ sql: String) async throws {
    #expect(try await Fixture.validator().judge(sql).query == nil)
  }
}
