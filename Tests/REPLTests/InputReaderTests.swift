import Testing

@testable import REPL

@Suite("Lines are told apart")
struct InputReaderTests {
  private func read(_ lines: String...) async -> (inputs: [InputReader.Input], unfinished: String) {
    var reader = InputReader()
    var inputs: [InputReader.Input] = []
    for line in lines {
      reader.begin(line)
      while let input = await reader.next(Variables()) { inputs.append(input) }
    }
    return (inputs, reader.unfinished)
  }

  @Test(
    "words that the grammar cannot read are a question",
    arguments: [
      "how many customers are there?", "Select the five cheapest tents", "with which tents do we earn most",
      "table of revenue by month", "values above 100 in Berlin", "select customers from Norway?",
      "delete the oldest order",
      "customers of O'Brien", "select customers of O'Brien in Berlin", "customers in Köln;",
    ])
  func questions(line: String) async {
    let read = await read(line)
    #expect(read.inputs == [.question(line)])
    #expect(read.unfinished == "")
  }

  @Test(
    "a line of SQL with its semicolon is a statement",
    arguments: [
      "select 1;", "SELECT count(*) FROM a;", "with x as (select 1) select * from x;", "values (1), (2);", "table a;",
      "select nmae form a;", "delete from a;", "drop table a;", "explain select 1;",
    ])
  func statements(line: String) async {
    let read = await read(line)
    #expect(read.inputs == [.statement(line)])
  }

  @Test("SQL without its semicolon goes on to the next line")
  func continued() async {
    let begun = await read("select a,")
    #expect(begun.inputs == [])
    #expect(begun.unfinished == "select a,")
    let done = await read("select a,", "", "b from c", "where d = 'it''s';")
    #expect(done.inputs == [.statement("select a,\n\nb from c\nwhere d = 'it''s';")])
    #expect(done.unfinished == "")
  }

  @Test("a semicolon in a text, a name or a comment ends nothing")
  func hiddenSemicolons() async {
    for line in ["select 'a;", "select \"a;", "select 1 /* ;", "select $x$ ;"] {
      let read = await read(line)
      #expect(read.inputs == [], "\(line)")
      #expect(read.unfinished == line)
    }
    let done = await read("select 'a;", "b';")
    #expect(done.inputs == [.statement("select 'a;\nb';")])
  }

  @Test("several statements on a line come one by one, and what follows the last is kept")
  func several() async {
    let read = await read("select 1; select 'é;'; select 2", "+ 1;")
    #expect(read.inputs == [.statement("select 1;"), .statement("select 'é;';"), .statement("select 2\n+ 1;")])
    #expect(await self.read("select 1; -- done").unfinished == "")
  }

  @Test("a command may stand in the middle of a statement")
  func commands() async {
    let read = await read("select 1", "\\p", ";")
    #expect(read.inputs == [.command(name: "p", rest: ""), .statement("select 1\n;")])
  }

  @Test("blank lines say nothing")
  func blanks() async {
    let read = await read("", "   ", "\t")
    #expect(read.inputs == [])
  }

  @Test("a command may follow SQL on its line, with what it takes")
  func behind() async {
    let read = await read("select 1 \\gx out.txt")
    #expect(read.inputs == [.command(name: "gx", rest: " out.txt")])
    #expect(read.unfinished == "select 1")
    #expect(await self.read("select '\\x';").inputs == [.statement("select '\\x';")])
    #expect(await self.read("\\!ls -l").inputs == [.command(name: "!", rest: "ls -l")])
  }

  @Test("a statement that writes is SQL from its first line on, so that it is not asked of a model line by line")
  func writing() async {
    let read = await read("insert into customers (id,", "name) values (1, 'x');")
    #expect(read.inputs == [.statement("insert into customers (id,\nname) values (1, 'x');")])
    #expect(await self.read("update me on the sales").inputs == [.question("update me on the sales")])
    #expect(await self.read("create a report of sales").inputs == [.question("create a report of sales")])
  }

  @Test("a text that is longer than any statement is still one statement, up to its semicolon")
  func endless() async {
    let long = "select '" + String(repeating: "x", count: 70_000)
    let read = await read(long, "more", "';")
    #expect(read.inputs == [.statement(long + "\nmore\n';")])
  }

  @Test("comments by themselves say nothing")
  func comments() async {
    let read = await read("-- how many customers?", "/* one", "two */ select 1;")
    #expect(read.inputs == [.statement("/* one\ntwo */ select 1;")])
  }
}
