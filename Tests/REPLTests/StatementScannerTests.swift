import Testing

@testable import REPL

@Suite("SQL is read as psql reads it")
struct StatementScannerTests {
  private func variables(_ values: [String: String]) -> Variables {
    var variables = Variables()
    for (name, value) in values { variables[name] = value }
    return variables
  }

  private func scanned(_ text: String, _ values: [String: String] = [:]) -> (text: String, mark: String) {
    var scanner = StatementScanner()
    var bytes = Array(text.utf8)
    var position = 0
    _ = scanner.scan(&bytes, from: &position, variables(values))
    return (scanner.text, scanner.promptMark)
  }

  @Test(
    "the prompt tells what is open",
    arguments: [
      ("", "="), ("select 1", "-"), ("select (1", "("), ("select 'a", "'"), ("select \"a", "\""), ("select $$a", "$"),
      ("select $x$ $$ ", "$"), ("select /* a /* b */", "*"), ("select E'a\\'", "'"), ("select 'a\\'", "-"),
      ("select 1 -- it's", "-"), ("select a$b$c", "-"),
    ])
  func marks(text: String, mark: String) { #expect(scanned(text).mark == mark) }

  @Test(
    "variables stand for their values outside of quotes",
    arguments: [
      ("select :n", "select 42"), ("select :n+:n", "select 42+42"), ("select ':n'", "select ':n'"),
      ("select :'t'", "select 'it''s'"), ("select :\"t\"", "select \"it's\""), ("select 1::int", "select 1::int"),
      ("select :unknown", "select :unknown"), ("select :{?n}, :{?m}", "select TRUE, FALSE"),
      ("select a[1:n]", "select a[142]"), ("select :'b'", "select  E'a\\\\b'"), ("select :again", "select 42"),
      ("select $$:n$$", "select $$:n$$"), ("-- :n", "-- :n"), ("select x:=1", "select x:=1"),
    ])
  func mentions(text: String, expected: String) {
    let values = ["n": "42", "t": "it's", "b": "a\\b", "again": ":n"]
    #expect(scanned(text, values).text == expected)
  }

  @Test("a variable that holds itself ends")
  func endless() { #expect(scanned("select :me", ["me": ":me"]).text == "select :me") }

  @Test("a variable may hold statements")
  func statements() {
    var scanner = StatementScanner()
    var bytes = Array(":all select 3;".utf8)
    var position = 0
    let variables = variables(["all": "select 1; select 2;"])
    var texts: [String] = []
    while scanner.scan(&bytes, from: &position, variables) == .semicolon { texts.append(scanner.drop().trimmed) }
    #expect(texts == ["select 1;", "select 2;", "select 3;"])
  }

  @Test("a semicolon in parentheses ends nothing")
  func parentheses() { #expect(scanned("create rule r as do (select 1; select 2").mark == "(") }
}

@Suite("Arguments are read as psql reads them")
struct ArgumentReaderTests {
  private func words(_ text: String) throws -> [String] {
    var variables = Variables()
    variables["v"] = "two words"
    var reader = ArgumentReader(text, variables)
    return try reader.words()
  }

  @Test(
    "quotes, escapes and variables",
    arguments: [
      (" a  b ", ["a", "b"]), ("'a b' c", ["a b", "c"]), ("'it''s'", ["it's"]), ("'a\\nb\\tc'", ["a\nb\tc"]),
      ("'\\101\\x42'", ["AB"]), ("\"A b\".c", ["\"A b\".c"]), (":v", ["two words"]), (":'v'", ["'two words'"]),
      ("x:v", ["xtwo words"]), ("':v'", [":v"]), ("", []), ("''", [""]), ("a\\x", ["a"]),
    ])
  func reading(text: String, expected: [String]) throws { #expect(try words(text) == expected) }

  @Test("an open quote is an error, and so are backquotes")
  func errors() {
    #expect(throws: ReplError.openQuote) { try words("'a") }
    #expect(throws: ReplError.openQuote) { try words("\"a") }
    #expect(throws: ReplError.noBackquotes) { try words("`date`") }
  }

  @Test("what a command leaves on its line comes next")
  func remainder() throws {
    var reader = ArgumentReader(" on \\timing", Variables())
    #expect(try reader.word() == "on")
    #expect(try reader.word() == nil)
    #expect(reader.remainder == "\\timing")
    var separated = ArgumentReader(" \\\\ select 1;", Variables())
    #expect(try separated.word() == nil)
    #expect(separated.remainder == " select 1;")
  }
}

@Suite("Name patterns")
struct NamePatternTests {
  @Test(
    "stars, marks, quotes and schemas",
    arguments: [
      ("orders", "sales", "orders", true), ("ORDERS", "sales", "orders", true),
      ("\"ORDERS\"", "sales", "orders", false),
      ("o*s", "sales", "orders", true), ("o*x", "sales", "orders", false), ("order?", "sales", "orders", true),
      ("sales.*", "sales", "orders", true), ("hr.*", "sales", "orders", false), ("*.orders", "sales", "orders", true),
      ("\"o*\"", "sales", "orders", false), ("\"o*\"", "sales", "o*", true), ("*", "sales", "", true),
    ])
  func matching(pattern: String, schema: String, name: String, expected: Bool) {
    #expect(NamePattern(pattern).matches(schema, name) == expected)
  }
}
