import Generation
import GrammarReading
import Interpretation
import ModelTestSupport
import Prompting
import SQLSyntax
import SafeExecution
import TestSupport
import Testing
import Vocabulary

/// Grammars of a database whose names want quotes, as a real server tells of them.
@Suite(.serialized, .timeLimit(.minutes(3))) struct GrammarTests {
  private static let names = [
    "say \"hi\"", "two  spaces", "order", "Größe", "数量", "it's", "back\\slash", "tab\there", "line\nbreak",
    "dollar$sign",
    "curly {{name}}", "semi;colon -- /*", "[bracket] ^-", String(repeating: "ä", count: 31) + "z",
    String(repeating: "n", count: 63),
  ]

  private static let server = Task<TestServer, any Error> {
    let columns = names.map { "\(SQLText.identifier($0)) text" }.joined(separator: ", ")
    let server = try await TestServer.shared()
    try await server.createDatabase(
      named: "grammars",
      sql: """
        CREATE SCHEMA one; CREATE SCHEMA "Two 2"; CREATE SCHEMA "select";
        CREATE TYPE one.state AS ENUM ('new', 'it''s done', 'back\\slash');
        CREATE TABLE one.item (id int, state one.state, \(columns));
        CREATE TABLE "Two 2".item (id int, second_only int);
        CREATE TABLE "select".item (id int, third_only int);
        CREATE TABLE one."Odd ""name\""" (code int, "of what" int);
        CREATE TABLE one.hidden (secret int);
        CREATE FUNCTION one.mine(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
        DO $$ BEGIN CREATE ROLE grammars_login LOGIN NOINHERIT; CREATE ROLE grammars_all;
        EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        GRANT grammars_all TO grammars_login;
        GRANT USAGE ON SCHEMA one, "Two 2", "select" TO grammars_all, grammars_login;
        GRANT SELECT ON ALL TABLES IN SCHEMA one, "Two 2", "select" TO grammars_all;
        GRANT SELECT ON one.item, "Two 2".item, "select".item, one."Odd ""name\""" TO grammars_login;
        ALTER ROLE grammars_login SET search_path = "Two 2", one;
        """)
    return server
  }

  private static let database = Task<Database, any Error> {
    Database(
      connectionString: try await server.value.connectionString(database: "grammars", user: "grammars_login"),
      policy: ExecutionPolicy(),
      identities: IdentityMap(roles: ["anna": "grammars_login", "ben": "grammars_all"]), cacheFolder: nil)
  }

  private func view(_ principal: String = "anna") async throws -> DatabaseView {
    try await Self.database.value.view(for: Principal(principal))
  }

  private func grammar(_ view: DatabaseView, _ profile: String = "sqlcoder-7b-2-1") throws -> Grammar {
    let builder = try PromptBuilder(.named(profile))
    let prompt = try builder.prompt(for: "items", evidence: view.evidence(for: "items"), snapshot: view.snapshot)
    return try #require(try builder.grammar(for: prompt, snapshot: view.snapshot, functions: view.functions))
  }

  @Test("every name is spelled as the parser and the validator read it, and no other is")
  func names() async throws {
    let view = try await view()
    let reader = try GrammarReader(try grammar(view))
    for relation in view.snapshot.relations {
      for column in relation.columns {
        let name = SQLText.identifier(column.name)
        for sql in [
          "SELECT \(name) FROM \(relation.name.sql)",
          "select x.\(name) from (select \(name) from \(relation.name.sql)) as x",
        ] {
          #expect(reader.allows(sql), "\(sql)")
          let judgement = try await view.judge(sql, dryRun: true).judgement
          #expect(judgement.findings.isEmpty, "\(sql): \(judgement.findings)")
        }
        #expect(!reader.allows("SELECT \(name)y FROM \(relation.name.sql)"))
        if name.hasPrefix("\"") {
          #expect(!reader.allows("SELECT \(column.name) FROM \(relation.name.sql)"))
        }
      }
    }
    // A bare name is the one that the search path leads to.
    #expect(reader.allows("SELECT id FROM item"))
    #expect(!reader.allows("SELECT third_only FROM \"select\".itemx"))
    #expect(!reader.allows("SELECT id FROM two.item"))
  }

  @Test(
    "what does not exist, may not be read or may not be called cannot be said",
    arguments: [
      "SELECT nothing FROM one.item", "SELECT id FROM one.nothing", "SELECT secret FROM one.hidden",
      "SELECT o.id FROM one.\"Odd \"\"name\"\"\" o", "SELECT pg_sleep(1)", "SELECT mine(1)", "SELECT one.mine(1)",
      "SELECT state FROM one.item WHERE state = 'old'", "SELECT state FROM one.item WHERE state IN ('new', 'old')",
      "DELETE FROM one.item", "SELECT id FROM one.item; SELECT 1", "SELECT id FROM one.item FOR UPDATE",
      "SELECT id INTO x FROM one.item", "WITH x AS (DELETE FROM one.item RETURNING id) SELECT id FROM x",
      "SELECT id FROM one.item -- more", "SELECT 1 - -1", "SELECT current_user", "SELECT '\\' FROM one.item",
    ])
  func refused(_ sql: String) async throws {
    #expect(try !GrammarReader(try grammar(try await view())).allows(sql))
  }

  @Test(
    "ordinary queries can be said",
    arguments: [
      "SELECT count(*) FROM one.item",
      "select i.id, count(*) from one.item i group by i.id order by count(*) desc limit 5",
      "SELECT i.id FROM one.item AS i JOIN \"Two 2\".item AS i2 ON i.id = i2.id WHERE i.state = 'it''s done'",
      "SELECT id FROM one.item WHERE state = E'back\\\\slash' OR state IS NULL AND NOT (id > 3)",
      "SELECT id FROM one.item WHERE state IN ('new') AND \"it's\" ILIKE '%a%'",
      "WITH the_count AS (SELECT id, count(*) AS the_n FROM one.item GROUP BY 1) SELECT avg(the_n) FROM the_count",
      "SELECT round(100.0 * count(*) FILTER (WHERE id > 1) / nullif(count(*), 0), 2) FROM one.item",
      "SELECT id, rank() OVER (PARTITION BY state ORDER BY id DESC) FROM one.item",
      "SELECT CASE WHEN id BETWEEN 1 AND 2 THEN 'a' ELSE 'b' END FROM one.item WHERE id NOT IN (SELECT code FROM one.\"Odd \"\"name\"\"\")",
      "SELECT extract(year FROM date '2024-01-01')::int, id FROM one.item UNION ALL SELECT 1, 2",
    ])
  func allowed(_ sql: String) async throws {
    let view = try await view()
    #expect(try GrammarReader(try grammar(view)).allows(sql))
    let judgement = try await view.judge(sql, dryRun: true).judgement
    #expect(judgement.findings.isEmpty, "\(judgement.findings)")
  }

  @Test("who may read more is given another grammar")
  func roles() async throws {
    let (anna, ben) = (try await view(), try await view("ben"))
    let (first, second) = (try grammar(anna), try grammar(ben))
    #expect(first.rules.contains("one.item") && first.rules != second.rules)
    #expect(try !GrammarReader(first).allows("SELECT secret FROM one.hidden"))
    #expect(try GrammarReader(second).allows("SELECT secret FROM one.hidden"))
  }

  @Test("a model that writes noise writes what is allowed and can be parsed", arguments: ["llama", "llguidance"])
  func noise(_ form: String) async throws {
    let model = EmbeddedModel(
      EmbeddedModel.Configuration(
        runtime: try Fixtures.runtime(), script: Fixtures.root + "/scripts/model-server",
        model: try await Fixtures.tinyModel(), context: 512, log: try Fixtures.temporaryFolder() + "/log",
        grammarForm: GrammarForm.known[form]))
    let view = try await view()
    let grammar = try grammar(view)
    let reader = try GrammarReader(grammar)
    let prompt = Prompt(
      template: "noise", form: .completion("hello"), output: .sql, stops: [], maxTokens: 300, tokenEstimate: 9,
      grammar: grammar)
    let options = GenerationOptions(count: 8, startsGreedy: false, temperature: 1.5, seed: 3)
    let candidates = try await Generator(.embedded(model)).candidates(for: prompt, options: options)
    await model.stop()
    #expect(candidates.allSatisfy { $0.isRuled == true })
    let whole = candidates.filter { $0.finish == .stop }
    #expect(!whole.isEmpty)
    for candidate in whole {
      #expect(reader.allows(candidate.text), "\(candidate.text)")
      #expect(await parses(candidate.text), "\(candidate.text)")
    }
  }

  private func parses(_ sql: String) async -> Bool {
    do {
      _ = try await SQLParser.shared.parse(sql)
      return true
    } catch {
      return false
    }
  }
}
