import Introspection
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

/// The tables of a plan are those that the statement was resolved to.
@Suite(.serialized) struct PlanReachTests {
  private static let schema = """
    CREATE SCHEMA yard; CREATE SCHEMA cellar; CREATE SCHEMA first;
    CREATE TABLE yard.visit (day date, who integer) PARTITION BY RANGE (day);
    CREATE TABLE cellar.visit_2023 PARTITION OF yard.visit FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
    CREATE TABLE yard.visit_2024 PARTITION OF yard.visit FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')
      PARTITION BY LIST (who);
    CREATE TABLE cellar.visit_2024_one PARTITION OF yard.visit_2024 FOR VALUES IN (1);
    CREATE TABLE yard.tool (id integer, name text); CREATE TABLE cellar.old_tool () INHERITS (yard.tool);
    CREATE TABLE cellar.older_tool () INHERITS (cellar.old_tool);
    CREATE TABLE cellar.wine (id integer, label text, keeper text); CREATE TABLE cellar.price (id integer, cost numeric);
    CREATE VIEW cellar.priced AS SELECT w.label, p.cost FROM cellar.wine w JOIN cellar.price p USING (id);
    CREATE VIEW yard.list AS SELECT label, cost, (SELECT count(*) FROM yard.tool) AS tools FROM cellar.priced;
    CREATE MATERIALIZED VIEW yard.kept AS SELECT label FROM cellar.wine;
    CREATE VIEW yard.cheap AS SELECT label FROM yard.kept;
    CREATE TABLE cellar.member (who name); CREATE TABLE yard.letter (id integer, owner name);
    ALTER TABLE yard.letter ENABLE ROW LEVEL SECURITY;
    CREATE POLICY members ON yard.letter USING (owner IN (SELECT who FROM cellar.member));
    CREATE TABLE yard.plain (id integer); CREATE TABLE yard.other (id integer);
    CREATE FUNCTION yard.rows_of(n integer) RETURNS SETOF cellar.price LANGUAGE sql STABLE AS
      'SELECT * FROM cellar.price WHERE id = n';
    CREATE VIEW yard.rows_view AS SELECT cost FROM yard.rows_of(1);
    DO $$ BEGIN CREATE ROLE yard_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    ALTER ROLE yard_reader IN DATABASE reach_shop SET search_path = first, yard;
    GRANT USAGE ON SCHEMA first, yard TO yard_reader; GRANT SELECT ON ALL TABLES IN SCHEMA yard TO yard_reader;
    GRANT SELECT ON cellar.member, cellar.price TO yard_reader; GRANT USAGE ON SCHEMA cellar TO yard_reader;
    """

  /// A validator over the database as it is now, and a session of its reader.
  private func gate(_ policy: ExecutionPolicy = ExecutionPolicy()) async throws -> (Validator, ExecutionSession) {
    let server = try await TestServer.shared()
    let url = server.connectionString(database: "reach_shop", user: "yard_reader")
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: url))
    let snapshot = try await Introspector().snapshot(on: connection)
    await connection.close()
    return (
      Validator(snapshot: snapshot, policy: policy),
      ExecutionSession(connectionString: url, searchPath: snapshot.searchPath, policy: policy)
    )
  }

  private func rules(_ sql: String, _ gate: (Validator, ExecutionSession)) async throws -> [String] {
    try await gate.0.judge(sql, session: gate.1).judgement.findings.map(\.rule)
  }

  private func make() async throws -> TestServer {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: "reach_shop", sql: Self.schema)
    return server
  }

  @Test("Partitions, children, tables below views and policies, CTEs and functions are no strangers")
  func reached() async throws {
    _ = try await make()
    let gate = try await gate()
    for sql in [
      "SELECT count(*) FROM visit", "SELECT * FROM visit WHERE day = '2023-05-01'", "SELECT * FROM visit_2024",
      "SELECT name FROM tool", "SELECT name FROM ONLY tool", "SELECT * FROM list", "SELECT label FROM cheap",
      "SELECT id FROM letter", "SELECT t.name, l.cost FROM tool t CROSS JOIN list l",
      "WITH plain AS (SELECT who FROM visit) SELECT who FROM plain JOIN other ON other.id = plain.who",
      "WITH RECURSIVE w (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM w JOIN plain p ON p.id = w.n) TABLE w",
      "SELECT g FROM generate_series(1, 3) g WHERE EXISTS (SELECT FROM plain WHERE id = g)",
    ] { #expect(try await rules(sql, gate) == [], "\(sql)") }
    await gate.1.close()
  }

  @Test("A function that the administrator listed may bring the tables of its body, but no denied one")
  func listed() async throws {
    _ = try await make()
    let open = try await gate(ExecutionPolicy(allowedFunctions: ["yard.rows_of"]))
    #expect(try await rules("SELECT cost FROM rows_of(1)", open) == [])
    #expect(try await rules("SELECT cost FROM rows_view", open) == [])
    await open.1.close()
    let denying = try await gate(
      ExecutionPolicy(allowedFunctions: ["yard.rows_of"], deniedRelations: ["cellar.price"]))
    #expect(try await rules("SELECT cost FROM rows_of(1)", denying) == ["plan-relation"])
    await denying.1.close()
  }

  @Test("A view, a name or a partition that came to mean something else since the catalog was read refuses")
  func changed() async throws {
    let server = try await make()
    let gate = try await gate()
    #expect(try await rules("SELECT id FROM plain", gate) == [])
    try await server.psql(
      """
      CREATE OR REPLACE VIEW yard.cheap AS SELECT keeper AS label FROM cellar.wine;
      CREATE TABLE first.plain (id integer); GRANT SELECT ON first.plain TO yard_reader;
      CREATE TABLE cellar.visit_2022 PARTITION OF yard.visit FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
      """, database: "reach_shop")
    for sql in ["SELECT label FROM cheap", "SELECT id FROM plain", "SELECT count(*) FROM visit"] {
      let verdict = try await gate.0.judge(sql, session: gate.1)
      #expect(verdict.judgement.findings.map(\.rule) == ["plan-relation"], "\(sql)")
      #expect(verdict.query == nil)
      // The role may know nothing of it.
      #expect(verdict.judgement.findings.allSatisfy { !$0.message.contains("wine") })
    }
    #expect(try await rules("SELECT id FROM yard.plain", gate) == [])
    await gate.1.close()
    // Read anew, it is what it is now.
    let now = try await self.gate()
    for sql in ["SELECT label FROM cheap", "SELECT id FROM plain", "SELECT count(*) FROM visit"] {
      #expect(try await rules(sql, now) == [], "\(sql)")
    }
    await now.1.close()
  }
}
