import Interpretation
import Postgres
import Prompting
import SafeExecution
import TestSupport
import Testing
import Vocabulary

/// Many tenants in one database, as seen by whom each question is asked for.
@Suite(.serialized) struct IdentityTests {
  private static let server = Task<TestServer, any Error> {
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "tenants",
      sql: """
        CREATE TABLE invoice (id int PRIMARY KEY, tenant text NOT NULL, customer text NOT NULL, amount int);
        INSERT INTO invoice SELECT g, 'north', 'Nordlys ' || g % 3, g FROM generate_series(1, 30) g;
        INSERT INTO invoice SELECT 100 + g, 'south', 'Sudwind ' || g % 4, g FROM generate_series(1, 40) g;
        ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON invoice USING (tenant = current_setting('app.tenant', true));
        CREATE TABLE contract (id int, secret_clause text, title text);
        INSERT INTO contract SELECT g, 'clause ' || g % 3, 'Vertrag ' || g % 3 FROM generate_series(1, 30) g;
        CREATE TABLE product (id int, label text);
        INSERT INTO product SELECT g, 'Lamp ' || g % 3 FROM generate_series(1, 30) g;
        DO $$ BEGIN CREATE ROLE tenants_login LOGIN NOINHERIT; CREATE ROLE tenants_north; CREATE ROLE tenants_south;
          CREATE ROLE tenants_catalog LOGIN;
        EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT tenants_north, tenants_south TO tenants_login;
        GRANT tenants_north, tenants_south TO tenants_catalog;
        GRANT SELECT ON invoice, product TO tenants_north, tenants_south, tenants_login;
        GRANT SELECT (id, title) ON contract TO tenants_north;
        ANALYZE;
        """)
    return server
  }

  private static let byRole = IdentityMap(
    roles: ["anna": "tenants_north", "ben": "tenants_south", "nils": "tenants_north"],
    settings: [
      .init(principal: "anna", name: "app.tenant", value: "north"),
      .init(principal: "nils", name: "app.tenant", value: "north"),
      .init(principal: "ben", name: "app.tenant", value: "south"),
    ])

  private func database(
    _ identities: IdentityMap = byRole, introspector: String? = nil
  ) async throws -> Database {
    let server = try await Self.server.value
    return Database(
      connectionString: server.connectionString(database: "tenants", user: "tenants_login"),
      introspectionString: introspector.map { server.connectionString(database: "tenants", user: $0) },
      policy: ExecutionPolicy(), identities: identities, cacheFolder: nil, valueBudget: .seconds(60))
  }

  private func prompt(_ view: DatabaseView, _ question: String) throws -> String {
    try PromptBuilder(.named("generic-chat-1")).prompt(
      for: question, evidence: view.evidence(for: question), snapshot: view.snapshot
    ).text
  }

  private func rows(_ sql: String, _ view: DatabaseView) async throws -> [[String?]] {
    try await view.run(try #require(try await view.judge(sql).query)).rows
  }

  @Test("Two roles see other prompts, values, verdicts and rows", arguments: [nil, "tenants_catalog", "postgres"])
  func two(introspector: String?) async throws {
    let database = try await database(introspector: introspector)
    let anna = try await database.view(for: Principal("anna"))
    let ben = try await database.view(for: Principal("ben"))
    #expect(anna.snapshot.role == "tenants_north")
    #expect(ben.snapshot.role == "tenants_south")
    // Rows
    #expect(
      try await rows("SELECT count(*), min(tenant), max(tenant) FROM invoice", anna) == [["30", "north", "north"]])
    #expect(
      try await rows("SELECT count(*), min(tenant), max(tenant) FROM invoice", ben) == [["40", "south", "south"]])
    // Verdicts
    #expect(try await anna.judge("SELECT title FROM contract").query != nil)
    #expect(try await ben.judge("SELECT title FROM contract").judgement.findings.map(\.rule) == ["unknown-relation"])
    #expect(try await anna.judge("SELECT secret_clause FROM contract").query == nil)
    // Prompts and values
    let (first, second) = (try prompt(anna, "invoices of customers"), try prompt(ben, "invoices of customers"))
    #expect(first.contains("Nordlys") && !first.contains("Sudwind") && !first.contains("south"))
    #expect(second.contains("Sudwind") && !second.contains("Nordlys") && !second.contains("north"))
    #expect(first.contains("contract") && first.contains("Vertrag") && !first.contains("secret_clause"))
    #expect(!first.contains("clause "))
    #expect(!second.contains("contract") && !second.contains("Vertrag"))
    #expect(first.contains("Lamp") && second.contains("Lamp"))
    // Evidence links values of one's own only.
    #expect(
      anna.evidence(for: "invoices of Nordlys 1").mentions.contains {
        if case .value = $0.content { true } else { false }
      })
    #expect(
      !ben.evidence(for: "invoices of Nordlys 1").mentions.contains {
        if case .value = $0.content { true } else { false }
      })
    // How many rows others have is nobody's business either.
    #expect(anna.snapshot.relation(RelationName("public", "invoice"))?.estimatedRows == nil)
    #expect(anna.snapshot.relation(RelationName("public", "product"))?.estimatedRows == 30)
    await database.close()
  }

  @Test("Settings alone tell tenants of one role apart")
  func settings() async throws {
    let everybody = IdentityMap(settings: [.init(principal: "*", name: "app.tenant", value: "{principal}")])
    let database = try await database(everybody)
    let north = try await database.view(for: Principal("north"))
    let south = try await database.view(for: Principal("south"))
    let stranger = try await database.view(for: Principal("o'hara"))
    #expect(try await rows("SELECT DISTINCT tenant FROM invoice", north) == [["north"]])
    #expect(try await rows("SELECT DISTINCT tenant FROM invoice", south) == [["south"]])
    #expect(try await rows("SELECT count(*) FROM invoice", stranger) == [["0"]])
    func values(_ view: DatabaseView) -> Set<String> {
      Set(view.snapshot.relation(RelationName("public", "invoice"))?.column("customer")?.commonValues ?? [])
    }
    #expect(values(north) == ["Nordlys 0", "Nordlys 1", "Nordlys 2"])
    #expect(values(south) == ["Sudwind 0", "Sudwind 1", "Sudwind 2", "Sudwind 3"])
    #expect(values(stranger).isEmpty)
    await database.close()
  }

  @Test("Whoever has no entry is turned away, and equal identities share one view")
  func map() async throws {
    #expect(try IdentityMap().identity(of: Principal("x")) == .login)
    let error = #expect(throws: InterpretationError.self) { try Self.byRole.identity(of: Principal("eve")) }
    #expect(error?.code == "DQ005")
    #expect(try Self.byRole.identity(of: Principal("anna")) == Self.byRole.identity(of: Principal("nils")))
    #expect(try Self.byRole.identity(of: Principal("anna")) != Self.byRole.identity(of: Principal("ben")))
    let wide = IdentityMap(roles: ["*": "u_{principal}"])
    #expect(try wide.identity(of: Principal("eve")).role == "u_eve")
    #expect(wide.namedRoles.isEmpty)
    let database = try await database()
    await #expect(throws: InterpretationError.self) { try await database.view(for: Principal("eve")) }
    await database.close()
  }

  @Test(
    "A role that the login role may not become, or that is none, is told as what it is",
    arguments: [nil, "tenants_catalog"])
  func notGranted(introspector: String?) async throws {
    let server = try await Self.server.value
    try await server.psql(
      "DO $$ BEGIN CREATE ROLE tenants_elsewhere; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
      database: "tenants")
    for role in ["tenants_elsewhere", "tenants_nobody"] {
      let database = try await database(IdentityMap(roles: ["*": role]), introspector: introspector)
      await #expect(throws: SafeExecutionError.roleNotTaken(role)) { try await database.view(for: Principal("anna")) }
      await database.close()
    }
  }

  @Test("A grant that changes is seen by the role that it is for, and by no other")
  func drift() async throws {
    let server = try await Self.server.value
    let database = try await database()
    func relations(_ name: String) async throws -> [String] {
      try await database.view(for: Principal(name)).snapshot.relations.map(\.name.name)
    }
    let (anna, ben) = (try await relations("anna"), try await relations("ben"))
    try await server.psql("GRANT SELECT (title) ON contract TO tenants_south", database: "tenants")
    #expect(try await relations("ben") == ["contract"] + ben)
    #expect(try await relations("anna") == anna)
    try await server.psql("REVOKE SELECT (title) ON contract FROM tenants_south", database: "tenants")
    #expect(try await relations("ben") == ben)
    await database.close()
  }

  @Test("A dangerous role that the login role may become is as bad as its own rights")
  func inspector() async throws {
    let server = try await Self.server.value
    let database = try await database()
    #expect(try await database.inspectRole().filter { $0.severity == .danger }.isEmpty)
    try await server.psql("GRANT DELETE ON invoice TO tenants_south", database: "tenants")
    let found = try await database.inspectRole().first { $0.severity == .danger }
    #expect(found?.rule == "may-write")
    #expect(found?.message.contains("tenants_south") == true)
    try await server.psql(
      """
      REVOKE DELETE ON invoice FROM tenants_south;
      CREATE VIEW every_invoice AS SELECT * FROM invoice; GRANT SELECT ON every_invoice TO tenants_south;
      CREATE VIEW own_invoice WITH (security_invoker = true) AS SELECT * FROM invoice;
      """, database: "tenants")
    func warning() async throws -> RoleInspector.Observation? {
      try await database.inspectRole().first { $0.rule == "sees-past-row-security" }
    }
    #expect(try await warning()?.message.contains("tenants_south: public.every_invoice") == true)
    try await server.psql(
      "DROP VIEW every_invoice; GRANT SELECT ON own_invoice TO tenants_south", database: "tenants")
    #expect(try await warning() == nil)
    try await server.psql("DROP VIEW own_invoice", database: "tenants")
    await database.close()
  }
}
