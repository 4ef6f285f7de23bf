import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

@Suite(.serialized) struct ExecutorTests {
  private func query(_ sql: String) async throws -> ValidatedQuery {
    let verdict = try await Fixture.validator().judge(sql)
    return try #require(verdict.query, "\(verdict.judgement.findings)")
  }

  @Test("Rows and bytes are capped, and the table says so")
  func caps() async throws {
    let session = try await Fixture.session()
    let many = try await query("SELECT n, repeat('x', 1000) FROM generate_series(1, 100000) n")
    let rows = try await Executor(session: session).run(many)
    #expect(rows.rows.count == 1_000)
    #expect(rows.truncation == .rows)
    let bytes = try await Executor(session: session).run(
      many, limits: .init(maxRows: 1_000, maxBytes: 50_000, timeout: 5_000))
    #expect(bytes.truncation == .bytes)
    #expect(bytes.rows.count < 100)
    // The session is as good as new afterwards.
    #expect(try await Executor(session: session).run(try await query("SELECT 1 AS one")).rows == [["1"]])
    await session.close()
  }

  @Test("A query that runs too long is stopped, and the session lives on")
  func timeout() async throws {
    var policy = ExecutionPolicy()
    policy.statementTimeout = 500
    let session = try await Fixture.session(policy)
    let slow = try await query(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    await #expect(throws: SafeExecutionError.timedOut(milliseconds: 500)) {
      try await Executor(session: session).run(slow)
    }
    #expect(try await Executor(session: session).run(try await query("SELECT 2 AS two")).rows == [["2"]])
    await session.close()
  }

  @Test("A server's error about data does not repeat the data")
  func cleaned() async throws {
    let session = try await Fixture.session()
    do {
      _ = try await Executor(session: session).run(try await query("SELECT name::int FROM customer"))
      Issue.record("it ran")
    } catch let error as SafeExecutionError {
      #expect(error.code == "22P02")
      #expect(!error.description.contains("Customer"))
    }
    await session.close()
  }

  @Test("The dry run tells cost and rows, and refuses what is above the ceilings")
  func dryRun() async throws {
    let session = try await Fixture.session()
    let validator = try await Fixture.validator()
    let good = try await validator.judge("SELECT * FROM customer", session: session)
    #expect((good.judgement.plan?.rows ?? 0) > 10)
    let explosion =
      "SELECT count(*) FROM generate_series(1,100000) a, generate_series(1,100000) b, generate_series(1,100000) c"
    let rules = try await validator.judge(explosion, session: session).judgement.findings.map(\.rule)
    #expect(rules == ["plan-cost", "plan-rows"])
    let wrong = try await validator.judge("SELECT 'ä', name + city FROM customer", session: session).judgement
    #expect(wrong.findings.first?.rule == "server-error")
    #expect(wrong.findings.first?.sqlState == "42883")
    #expect(wrong.findings.first?.position == 18)
    await session.close()
  }

  @Test("Denied relations and allowed functions follow the policy")
  func policy() async throws {
    let validator = try await Fixture.validator(
      ExecutionPolicy(allowedFunctions: ["shop.describe"], deniedRelations: ["shop.customer", "rating"]))
    #expect(try await validator.judge("SELECT 1 FROM customer").judgement.findings.map(\.rule) == ["denied-relation"])
    #expect(
      try await validator.judge("SELECT 1 FROM public.rating").judgement.findings.map(\.rule) == ["denied-relation"])
    #expect(try await validator.judge("SELECT describe(p) FROM product p").query != nil)
    let strict = try await Fixture.validator(ExecutionPolicy(trustsKnownExtensions: false))
    #expect(
      try await strict.judge("SELECT similarity(title, 'x') FROM product").judgement.findings.map(\.rule) == [
        "user-function"
      ])
  }

  @Test(
    "With the validator switched off the session still cannot write, and forgets what was set",
    arguments: [
      "INSERT INTO public.rating VALUES (1, 1, 1, 'x', now())", "DELETE FROM shop.customer", "SELECT shop.note('x')",
      "SELECT shop.elevated()", "CREATE TABLE public.x (a int)", "SELECT nextval('shop.ticket')",
      "COPY (SELECT 1) TO '/tmp/dragoman-test'", "COMMIT; DELETE FROM shop.customer",
      "SELECT 1; DELETE FROM shop.customer",
      "EXPLAIN ANALYZE SELECT shop.note('x')", "SELECT * FROM vault.secret", "SELECT secret_note FROM shop.employee",
      "SELECT c.touch FROM shop.customer c", "SELECT 'x'::shop.trap", "SELECT * FROM shop.noted_view",
      "DO $$ BEGIN DELETE FROM shop.rating; END $$", "SET SESSION AUTHORIZATION postgres", "SET ROLE postgres",
      "SELECT set_config('transaction_read_only', 'off', true)", "SELECT lo_import('/etc/passwd')",
    ])
  func sessionAlone(_ sql: String) async throws {
    let session = try await Fixture.session()
    let before = try await digest()
    do {
      _ = try await Executor(session: session).run(text: sql)
      Issue.record("it ran: \(sql)")
    } catch {}
    #expect(try await digest() == before)
    let settings = try await Executor(session: session).run(
      text: "SELECT current_user, current_setting('default_transaction_read_only'), current_setting('search_path')")
    #expect(settings.rows == [["reader", "on", "shop, public"]])
    await session.close()
  }

  @Test(
    "What a statement set or took is gone for the next one",
    arguments: [
      "SELECT set_config('work_mem', '1GB', false)", "SELECT set_config('app.tenant', '2', false)",
      "SELECT pg_advisory_lock(77)", "SET row_security = off", "LISTEN news",
    ])
  func forgets(_ sql: String) async throws {
    var policy = ExecutionPolicy()
    policy.maxSessions = 1
    let session = try await Fixture.session(policy)
    _ = try? await Executor(session: session).run(text: sql)
    let after = try await Executor(session: session).run(
      text: """
        SELECT current_setting('work_mem'), coalesce(current_setting('app.tenant', true), ''), current_setting('row_security'),
          (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), (SELECT count(*) FROM pg_listening_channels())
        """)
    #expect(after.rows == [["16MB", "1", "on", "0", "0"]])
    await session.close()
  }

  @Test("The inspector finds nothing dangerous in the reader and everything in the owner")
  func inspector() async throws {
    let database = try await Fixture.database.value
    let reader = try await PostgresConnection.connect(PostgresSettings(connectionString: database.reader))
    let owner = try await PostgresConnection.connect(PostgresSettings(connectionString: database.owner))
    let found = try await RoleInspector().inspect(reader)
    #expect(!found.contains { $0.severity == .danger }, "\(found)")
    #expect(found.contains { $0.rule == "may-run-security-definer" })
    let dangers = try await RoleInspector().inspect(owner).filter { $0.severity == .danger }.map(\.rule)
    #expect(dangers.contains("superuser"))
    #expect(dangers.contains("may-write"))
    #expect(dangers.contains("owns-relations"))
    #expect(Set(dangers).isSubset(of: RoleInspector.rules))
    await reader.close()
    await owner.close()
  }

  /// What a write would change: rows, sequences, large objects.
  private func digest() async throws -> String {
    try await TestServer.shared().psql(
      """
      SELECT md5(string_agg(x, '')) FROM (
        SELECT query_to_xml('SELECT * FROM ' || c.oid::regclass, true, true, '')::text AS x FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('shop', 'public', 'vault') AND c.relkind IN ('r', 'm') ORDER BY c.oid::regclass::text) s;
      SELECT last_value, is_called FROM shop.ticket; SELECT count(*) FROM pg_largeobject_metadata;
      SELECT count(*) FROM pg_class;
      """, database: "safe_shop")
  }
}
