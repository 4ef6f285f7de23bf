import Foundation
import Interpretation
import Postgres
import SafeExecution
import TestSupport
import Testing
import Vocabulary

/// The administrator's script, applied to a real server.
@Suite(.serialized) struct HardeningTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "SafeExecutionTests/Corpus")

  private struct Place {
    let server: TestServer
    let name: String

    /// A database in a cluster whose other databases must not mind: the roles are named after it.
    init(_ name: String) async throws {
      server = try await TestServer.shared()
      self.name = name
      let fixture = try String(contentsOf: HardeningTests.corpus.appending(path: "fixture.sql"), encoding: .utf8)
      let app = "\(name)_app"
      // Roles belong to the cluster and outlive the database.
      let script = fixture.replacing("reader", with: app).replacing(
        "CREATE ROLE \(app) LOGIN;",
        with: "DO $$ BEGIN CREATE ROLE \(app) LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;")
      try await server.createDatabase(named: name, sql: script)
    }

    func database(_ identities: IdentityMap = IdentityMap(), user: String? = nil, introspector: String? = nil)
      -> Database
    {
      Database(
        connectionString: server.connectionString(database: name, user: user ?? "postgres"),
        introspectionString: introspector.map { server.connectionString(database: name, user: $0) },
        policy: ExecutionPolicy(), identities: identities, cacheFolder: nil)
    }

    func plan(_ identities: IdentityMap = IdentityMap(), user: String? = nil, introspector: String? = nil) async throws
      -> HardeningPlan
    {
      let database = database(identities, user: user, introspector: introspector)
      let plan = try await database.hardening(role: "\(name)_reader", introspectionRole: "\(name)_introspector")
      await database.close()
      return plan
    }

    func apply(_ plan: HardeningPlan) async throws { try await server.psql(plan.script, database: name) }

    func connect(_ user: String) async throws -> PostgresConnection {
      try await .connect(PostgresSettings(connectionString: server.connectionString(database: name, user: user)))
    }
  }

  @Test("The script is whole: applied once nothing is missing, applied again nothing changes")
  func idempotent() async throws {
    let place = try await Place("harden_twice")
    let before = try await place.plan()
    #expect(before.missing.count > 5)
    #expect(before.chapters.allSatisfy { !$0.explanation.isEmpty })
    try await place.apply(before)
    let after = try await place.plan()
    #expect(after.missing.isEmpty, "\(after.missing)")
    try await place.apply(after)
    try await place.apply(before)
    #expect(try await place.plan().missing.isEmpty)
    // The roles themselves can verify it.
    #expect(
      try await place.plan(user: "harden_twice_reader", introspector: "harden_twice_introspector").missing.isEmpty)
  }

  @Test(
    "What comes undone is missing again",
    arguments: [
      "GRANT INSERT ON shop.customer TO harden_undone_reader", "GRANT SELECT ON shop.customer TO harden_undone_reader",
      "GRANT SELECT ON shop.measurement_2024 TO harden_undone_reader", "ALTER ROLE harden_undone_reader CREATEDB",
      "ALTER ROLE harden_undone_reader CONNECTION LIMIT -1",
      "ALTER ROLE harden_undone_reader RESET temp_file_limit", "GRANT pg_read_all_data TO harden_undone_reader",
      "CREATE FUNCTION shop.fresh() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION shop.fresh() TO PUBLIC",
      "GRANT EXECUTE ON FUNCTION set_config(text, text, boolean) TO PUBLIC",
      "GRANT EXECUTE ON FUNCTION pg_sleep(double precision) TO harden_undone_reader",
      "GRANT SELECT ON pg_catalog.pg_settings TO PUBLIC", "GRANT SELECT ON pg_catalog.pg_proc TO harden_undone_reader",
      "GRANT CREATE ON SCHEMA public TO PUBLIC", "GRANT TEMPORARY ON DATABASE harden_undone TO PUBLIC",
      "GRANT UPDATE ON shop.customer TO PUBLIC", "GRANT USAGE ON SEQUENCE shop.ticket TO harden_undone_reader",
      "ALTER TABLE shop.booking OWNER TO harden_undone_reader", "GRANT USAGE ON SCHEMA information_schema TO PUBLIC",
      "REVOKE harden_undone_reader FROM harden_undone_introspector",
      "REVOKE SELECT ON pg_catalog.pg_proc FROM harden_undone_introspector",
    ])
  func undone(_ sql: String) async throws {
    let place = try await Place("harden_undone")
    try await place.apply(try await place.plan())
    #expect(try await place.plan().missing.isEmpty)
    try await place.server.psql(sql, database: place.name)
    let plan = try await place.plan()
    #expect(!plan.missing.isEmpty)
    try await place.apply(plan)
    let rest = try await place.plan().missing
    #expect(rest.isEmpty, "\(rest)")
  }

  @Test("Honest queries still work, the catalog is read through the other role, and effectful functions are gone")
  func works() async throws {
    let place = try await Place("harden_works")
    // What the login role may read already, it keeps.
    try await place.server.psql(
      """
      CREATE ROLE harden_works_reader LOGIN; GRANT USAGE ON SCHEMA shop TO harden_works_reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA shop, public TO harden_works_reader;
      REVOKE SELECT ON shop.employee, shop.audit_trail FROM harden_works_reader;
      GRANT SELECT (employee_id, name, manager_id, salary, hired, department) ON shop.employee TO harden_works_reader;
      ALTER ROLE harden_works_reader SET search_path = shop, public;
      """, database: place.name)
    let alone = place.database(user: "harden_works_reader")
    let snapshotBefore = try await alone.view(for: Principal("anna")).snapshot
    let honest = try await Self.statements("honest/first").asyncFilter {
      try await alone.view(for: Principal("anna")).judge($0).query != nil
    }
    await alone.close()
    try #require(honest.count > 100)
    try await place.apply(try await place.plan())

    let database = place.database(user: "harden_works_reader", introspector: "harden_works_introspector")
    let view = try await database.view(for: Principal("anna"))
    // The snapshot is still the executing role's.
    #expect(view.snapshot.role == "harden_works_reader")
    #expect(view.snapshot.searchPath == snapshotBefore.searchPath)
    #expect(view.snapshot.relations == snapshotBefore.relations)
    #expect(view.snapshot.relation(RelationName("shop", "employee"))?.column("secret_note") == nil)
    #expect(view.snapshot.relation(RelationName("vault", "secret")) == nil)
    for sql in honest {
      let verdict = try await view.judge(sql)
      guard let query = verdict.query else {
        Issue.record("refused after hardening: \(sql)\n\(verdict.judgement.findings)")
        continue
      }
      do {
        _ = try await view.run(query)
      } catch let error as SafeExecutionError where error.code == "42501" {
        Issue.record("denied after hardening: \(sql)")
      } catch {}
    }
    #expect(try await database.inspectRole().filter { $0.severity > .note }.isEmpty)
    await database.close()

    // Alone it can no longer read the catalog, and says what to do.
    let blind = place.database(user: "harden_works_reader")
    do {
      _ = try await blind.view(for: Principal("anna"))
      Issue.record("it read the catalog")
    } catch let error as any Breakage {
      #expect(error.code == "DI002")
      #expect(error.hint?.contains("database.introspection-url") == true)
    }
    await blind.close()

    let reader = try await place.connect("harden_works_reader")
    for sql in [
      "SELECT set_config('app.tenant', '2', false)", "SELECT pg_advisory_lock(1)", "SELECT pg_sleep(0)",
      "SELECT lo_create(0)", "SELECT pg_notify('a', 'b')", "SELECT txid_current()", "SELECT pg_terminate_backend(0)",
      "SELECT query_to_xml('SELECT 1', true, true, '')", "SELECT * FROM ts_stat('SELECT NULL::tsvector')",
      "SELECT shop.note('x')", "SELECT shop.elevated()", "SELECT prosrc FROM pg_proc",
      "SELECT * FROM pg_db_role_setting",
      "SELECT * FROM pg_settings", "SELECT * FROM pg_roles", "SELECT description FROM pg_description",
      "SELECT * FROM pg_foreign_server", "SELECT table_name FROM information_schema.tables",
      "SELECT pg_get_viewdef('shop.order_total'::regclass)", "CREATE TEMPORARY TABLE t (a int)",
      "SELECT secret_note FROM shop.employee", "INSERT INTO shop.category VALUES (99, 'x')",
    ] {
      let error = await #expect(throws: PostgresError.self, "\(sql)") { try await reader.query(sql) }
      #expect(["42501", "25006"].contains(error?.code), "\(sql): \(String(describing: error))")
    }
    await reader.close()
    // Those who were there before keep what they had.
    let app = try await place.connect("harden_works_app")
    #expect(try await app.query("SELECT set_config('a.b', 'c', false)").rows == [["c"]])
    #expect(try await app.query("SELECT count(*) > 0 FROM pg_proc").rows == [["t"]])
    #expect(try await app.query("SELECT shop.with_default(3)").rows == [["3"]])
    await app.close()
  }

  @Test("Roles that principals are mapped to get the columns, and the login role nothing but them")
  func mapped() async throws {
    let place = try await Place("harden_mapped")
    let identities = IdentityMap(roles: ["anna": "harden_mapped_sales", "*": "harden_mapped_guest"])
    try await place.server.psql(
      """
      CREATE ROLE harden_mapped_sales; CREATE ROLE harden_mapped_guest;
      GRANT USAGE ON SCHEMA shop TO harden_mapped_sales, harden_mapped_guest;
      GRANT SELECT ON shop.customer TO harden_mapped_sales; GRANT SELECT ON shop.category TO harden_mapped_guest;
      """, database: place.name)
    try await place.apply(try await place.plan(identities))
    #expect(try await place.plan(identities).missing.isEmpty)
    let database = place.database(identities, user: "harden_mapped_reader", introspector: "harden_mapped_introspector")
    let sales = try await database.view(for: Principal("anna"))
    let guest = try await database.view(for: Principal("somebody"))
    #expect(sales.snapshot.relations.map(\.name.name) == ["customer"])
    #expect(guest.snapshot.relations.map(\.name.name) == ["category"])
    #expect(
      try await sales.run(try #require(try await sales.judge("SELECT count(*) FROM shop.customer").query)).rows == [
        ["50"]
      ])
    #expect(try await guest.judge("SELECT count(*) FROM shop.customer").query == nil)
    #expect(try await database.inspectRole().filter { $0.severity == .danger }.isEmpty)
    await database.close()
    let reader = try await place.connect("harden_mapped_reader")
    await #expect(throws: PostgresError.self) { try await reader.query("SELECT 1 FROM shop.customer") }
    await reader.close()
  }

  /// The statements of a corpus file.
  private static func statements(_ name: String) throws -> [String] {
    let text = try String(contentsOf: corpus.appending(path: "\(name).sql-ish"), encoding: .utf8)
    var statements: [String] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# "), line.contains(":") {
        statements.append("")
      } else if !statements.isEmpty {
        statements[statements.count - 1] += line + "\n"
      }
    }
    return statements.filter { !$0.isEmpty }
  }
}

extension Array {
  fileprivate func asyncFilter(_ isIncluded: (Element) async throws -> Bool) async rethrows -> [Element] {
    var found: [Element] = []
    for element in self where try await isIncluded(element) { found.append(element) }
    return found
  }
}
