import SQLSyntax
import Testing

@Suite struct SQLParserTests {
  private let parser = SQLParser.shared

  @Test("A query becomes nodes with their fields and places")
  func nodes() async throws {
    let tree = try await parser.parse("SELECT a.b, count(*) FROM s.t AS a WHERE a.b IN (1, 2.5, 'x') GROUP BY 1")
    let select = try #require(tree.onlyStatement)
    #expect(select.kind == .selectStmt)
    #expect(select.nodes(.targetList).count == 2)
    let column = try #require(select.nodes(.targetList).first?.node(.val))
    #expect(column.kind == .columnRef)
    #expect(column.strings(.fields) == ["a", "b"])
    #expect(column.location == 7)
    let table = try #require(select.nodes(.fromClause).first)
    #expect(table.string(.schemaName) == "s")
    #expect(table.node(.alias)?.string(.aliasName) == "a")
    let condition = try #require(select.node(.whereClause))
    #expect(condition.choice(.kind) == "AEXPR_IN")
    #expect(condition.list(.right).count == 3)
  }

  @Test("Zero, false, the empty text and null are told apart")
  func constants() async throws {
    let tree = try await parser.parse("SELECT 0, '', false, NULL, 1.5, B'1'")
    let values = try #require(tree.onlyStatement).nodes(.targetList).compactMap { $0.node(.val) }
    #expect(values.count == 6)
    #expect(values[0].integer(.integerValue) == 0)
    #expect(values[1].string(.stringValue) == "")
    #expect(values[2][.booleanValue]?.bool == false)
    #expect(values[3].flag(.isNull))
    guard case .float("1.5")? = values[4][.floatValue] else { return #expect(Bool(false), "\(values[4].fields)") }
    guard case .bits("b1")? = values[5][.bitStringValue] else { return #expect(Bool(false), "\(values[5].fields)") }
  }

  @Test("Negative integers keep their value however they are written")
  func negatives() async throws {
    let tree = try await parser.parse("SELECT -1, - 22, -/* c */(3), - - -4, -0, 0, 'ä', -(-5), -6.5, 7 - 8")
    let values = try #require(tree.onlyStatement).nodes(.targetList).compactMap { $0.node(.val) }
    #expect(values.prefix(6).map { $0.integer(.integerValue) } == [-1, -22, -3, -4, 0, 0])
    #expect(values[7].integer(.integerValue) == 5)
    guard case .float("-6.5")? = values[8][.floatValue] else { return #expect(Bool(false), "\(values[8].fields)") }
    #expect(values[9].node(.right)?.integer(.integerValue) == 8)
  }

  @Test("Text of any kind comes through unchanged")
  func texts() async throws {
    let tree = try await parser.parse("SELECT E'q\"\\n\\\\\\t\\x01/', 'żó', $$a'b$$, U&'\\0061', \"Ü \"\"x\"")
    let values = try #require(tree.onlyStatement).nodes(.targetList).compactMap { $0.node(.val) }
    #expect(values.prefix(4).map { $0.string(.stringValue) } == ["q\"\n\\\t\u{1}/", "żó", "a'b", "a"])
    #expect(values[4].strings(.fields) == ["Ü \"x"])
  }

  @Test("A syntax error tells its message and its place in bytes")
  func syntaxError() async throws {
    await #expect(throws: SQLSyntaxError.syntax(message: "syntax error at or near \"FROM\"", position: 17)) {
      try await parser.parse("SELECT 'äöü', FROM t")
    }
  }

  @Test("Several statements and none are counted")
  func counts() async throws {
    #expect(try await parser.parse("select 1; select 2").statements.count == 2)
    #expect(try await parser.parse("-- nothing").statements.isEmpty)
    #expect(try await parser.parse("select 1;;").onlyStatement != nil)
  }

  @Test("A kind that is not listed says its name")
  func unlisted() async throws {
    let statement = try #require(try await parser.parse("VACUUM").onlyStatement)
    #expect(statement.kind == .unlisted)
    #expect(statement.name == "VacuumStmt")
  }

  @Test("Text that would be cut at a NUL byte is not parsed")
  func nul() async {
    await #expect(throws: SQLSyntaxError.nulByte(position: 8)) { try await parser.parse("select 1\0; drop table t") }
  }

  @Test("No text below the cap can take the process down", arguments: deepTexts())
  func deep(_ text: DeepText) async {
    #expect(text.sql.utf8.count <= SQLParser.byteLimit)
    do {
      _ = try await parser.parse(text.sql)
    } catch {
      switch error {
      case .tooDeep, .tooManyTokens, .syntax, .operatorRun: break
      default: Issue.record("\(text.name): \(error)")
      }
    }
  }

  @Test(
    "Runs of operator characters that would keep the lexer busy for seconds are refused", arguments: ["+", "/*", "-+"])
  func operatorRuns(_ unit: String) async {
    await #expect(throws: SQLSyntaxError.self) {
      try await parser.parse("select 1" + String(repeating: unit, count: 60_000 / unit.utf8.count) + "1")
    }
  }

  @Test("Tokens carry their spans in bytes")
  func tokens() throws {
    let tokens = try SQLScanner.tokens("select 'ä' -- c")
    #expect(tokens.map(\.name) == ["SELECT", "SCONST", "SQL_COMMENT"])
    #expect(tokens.map(\.range) == [0..<6, 7..<11, 12..<16])
    #expect(tokens.map(\.isKeyword) == [true, false, false])
  }

  @Test("Statements that differ in literals share a fingerprint")
  func fingerprint() async throws {
    let one = try await parser.fingerprint("select a from t where b = 1")
    #expect(try await parser.fingerprint("SELECT a FROM t WHERE b = 22") == one)
    #expect(try await parser.fingerprint("select a from t where c = 1") != one)
  }
}

/// A statement that nests as deep as the cap allows.
struct DeepText: Sendable, CustomTestStringConvertible {
  let name: String
  let sql: String
  var testDescription: String { name }
}

func deepTexts() -> [DeepText] {
  func text(_ name: String, _ start: String, _ unit: String, _ middle: String, _ closing: String = "", cap: Int)
    -> DeepText
  {
    let room = cap - start.utf8.count - middle.utf8.count
    let count = room / (unit.utf8.count + closing.utf8.count)
    return DeepText(
      name: "\(name), \(cap) bytes",
      sql: start + String(repeating: unit, count: count) + middle + String(repeating: closing, count: count))
  }
  // The token cap applies above 16 KiB; long names make deep statements of few tokens.
  let word = String(repeating: "n", count: 60)
  return [4 << 10, 16 << 10, 64 << 10].flatMap { cap in
    [
      text("sum", "select ", "1+", "1", cap: cap), text("sum of names", "select ", word + "+", "1", cap: cap),
      text("not", "select ", "not ", "true", cap: cap), text("minus", "select ", "- ", "1", cap: cap),
      text("parentheses", "select ", "(", "1", ")", cap: cap),
      text("union", "select 1", " union select 1", "", cap: cap),
      text("select", "", "(select ", "1", ")", cap: cap),
      text("case", "select ", "case when ", "true", " then 1 end", cap: cap),
      text("cast", "select 1", "::int", "", cap: cap), text("subscript", "select a", "[1]", "", cap: cap),
      text("array", "select ", "array[", "1", "]", cap: cap), text("call", "select ", "f(", "1", ")", cap: cap),
      text("join", "select 1 from t", " join t on true", "", cap: cap),
      text("and", "select true", " and a=b", "", cap: cap),
      text("in", "select ", "1 in (select ", "1", ")", cap: cap), text("row", "select ", "row(", "1", ")", cap: cap),
      text("with", "", "with a as (", "select 1", ") select 1", cap: cap),
      text("is null", "select 1", " is null", "", cap: cap),
      text("collate", "select ''", " collate \"C\"", "", cap: cap),
      text("between", "select 1", " between 1 and 1", "", cap: cap),
      text("indirection", "select (a)", ".b", "", cap: cap), text("concatenation", "select ''", "||''", "", cap: cap),
    ]
  }
}
