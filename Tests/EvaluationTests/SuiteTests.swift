import Evaluation
import Foundation
import Testing

@Suite struct `A suite` {
  /// Writes files into a folder of their own and gives back its path.
  static func folder(_ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dragoman-suite-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return folder.path
  }

  static func read(_ name: String, _ text: String) throws -> Evaluation.Suite {
    let folder = try folder([name: text])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try Evaluation.Suite(contentsOf: folder + "/" + name)
  }

  @Test func `is read from JSON lines of one or several databases`() throws {
    let suite = try Self.read(
      "questions.jsonl",
      """
      {"id": "a", "question": "how many?", "gold": ["SELECT count(*) FROM t"], "class": "count"}
      {"id": 7, "question": "who?", "gold": ["SELECT a FROM t JOIN u USING (id)"], "db": "shop", "evidence": "who = a"}

      {"id": "c", "question": "why?", "db": "shop", "answerable": false}
      """)
    #expect(suite.items.map(\.id) == ["a", "7", "c"])
    #expect(suite.items.map(\.class) == ["count", "join", "unanswerable"])
    #expect(suite.items[1].hint == "who = a")
    #expect(suite.groups.map(\.db) == [nil, "shop"])
    #expect(suite.items[2].gold.isEmpty)
    #expect(suite.columns == .exact)
  }

  @Test func `does not take a forgotten gold query for an unanswerable question`() throws {
    #expect(throws: EvaluationError.self) { try Self.read("q.jsonl", #"{"id": "a", "question": "how many?"}"#) }
    #expect(throws: EvaluationError.self) { try Self.read("q.jsonl", "") }
  }

  @Test func `is read from Spider's distribution`() throws {
    let folder = try Self.folder([
      "dev.json": #"""
      [{"db_id": "pets", "query": "SELECT \"Age\" FROM pets WHERE name = \"Rex's\" AND kind like '%Dog%'",
        "question": "How old is Rex?", "query_toks": ["SELECT"]}]
      """#,
      "tables.json": #"""
      [{"db_id": "pets", "table_names_original": ["pets"], "column_names_original": [[-1, "*"], [0, "age"]]}]
      """#,
    ])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let suite = try Evaluation.Suite(contentsOf: folder)
    // A quoted name stays one; SQLite's quoted text becomes a text, and its LIKE does not mind case.
    #expect(suite.items[0].gold == [#"SELECT "Age" FROM pets WHERE name = 'Rex''s' AND kind ILIKE '%Dog%'"#])
    #expect(suite.items[0].db == "pets")
  }

  @Test func `is read from BIRD's mini-dev`() throws {
    let suite = try Self.read(
      "mini_dev_postgresql.json",
      #"""
      [{"question_id": 1471, "db_id": "cards", "question": "ratio?", "evidence": "a / b", "SQL": "SELECT 1.0",
        "difficulty": "simple"}]
      """#)
    #expect(suite.items[0].id == "1471")
    #expect(suite.items[0].gold == ["SELECT 1.0"])
    #expect(suite.items[0].hint == "a / b")
    #expect(suite.items[0].difficulty == "simple")
  }

  @Test func `is read from sql-eval's files with all their alternatives`() throws {
    let suite = try Self.read(
      "questions_gen_postgres.csv",
      """
      question,query,db_name,query_category,instructions
      "Which, exactly?","SELECT {a.id, a.name} FROM a GROUP BY {}; SELECT b.""x"" FROM b",academic,group_by,
      How many?,SELECT count(*) FROM a,academic,count,count a
      Names sorted by age,SELECT a FROM a ORDER BY b,academic,group_by,
      Oldest first,SELECT a FROM a ORDER BY b,academic,order_by,
      """)
    #expect(
      suite.items[0].gold == [
        "SELECT a.id FROM a GROUP BY a.id", "SELECT a.name FROM a GROUP BY a.name",
        "SELECT a.id, a.name FROM a GROUP BY a.id, a.name", #"SELECT b."x" FROM b"#,
      ])
    #expect(suite.items.map(\.class) == ["group_by", "count", "group_by", "order_by"])
    #expect(suite.items.map(\.hint) == [nil, "count a", nil, nil])
    // Its gold queries order much that nobody asked to be ordered.
    #expect(suite.items.map(\.asksForOrder) == [false, false, true, true])
    #expect(suite.columns == .subset)
  }

  @Test(arguments: [
    ("SELECT a FROM t", "list"), ("SELECT a FROM t WHERE b = 'over'", "filter"),
    ("SELECT count(*) FROM t", "aggregate"),
    ("SELECT a FROM t JOIN u USING (i) ORDER BY a LIMIT 1", "joined top n"),
    ("SELECT a, count(*) FROM t GROUP BY a", "group"), ("SELECT a FROM t UNION SELECT b FROM u", "set operation"),
    ("SELECT a FROM t WHERE b > (SELECT avg(b) FROM t)", "nested"),
    ("SELECT rank() OVER (ORDER BY a) FROM t", "window"),
  ])
  func `tells the class of a query from its words`(_ sql: String, _ expected: String) {
    #expect(QueryClass.of(sql) == expected)
  }
}
