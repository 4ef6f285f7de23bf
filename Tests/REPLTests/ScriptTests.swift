import DoorTestSupport
import Foundation
import ModelTestSupport
import Testing

@testable import REPL

/// What psql's scripts do, line by line.
@Suite("A script", .timeLimit(.minutes(2)))
struct ScriptTests {
  private static let premises = Task { try await Premises("doors_repl_scripts") }

  private func session(_ change: (inout ReplSession.Options) -> Void = { _ in }) async throws -> ReplSession {
    let premises = try await Self.premises.value
    var options = ReplSession.Options()
    change(&options)
    return ReplSession(
      .init(
        interpreter: premises.interpreter, database: premises.database, reviews: premises.reviews, name: "shop",
        question: { Premises.question($0) }), options: options)
  }

  private func output(_ session: ReplSession, _ lines: String...) async -> String {
    var text = ""
    for line in lines {
      let reply = await session.take(line)
      text += reply.output + reply.errors
    }
    return text
  }

  @Test("variables are set, used, told and forgotten")
  func variables() async throws {
    let session = try await session()
    let text = await output(
      session, "\\set n 40", "\\set who 'O''Brien'", "\\echo :n :'who' x", "\\t \\a", "select :n + 2, :'who';",
      "\\echo :ROW_COUNT :SQLSTATE :ERROR", "\\unset n", "\\echo :n")
    #expect(text == "40 'O''Brien' x\nTuples only is on.\nOutput format is unaligned.\n42|O'Brien\n1 00000 false\n:n\n")
    #expect(await output(session, "\\set").contains("who = 'O\\'Brien'\n"))
    #expect(await output(session, "select 7 as seven, 'x' as ex \\gset my_", "\\echo :my_seven:my_ex") == "7x\n")
    #expect(await output(session, "select 1 where false \\gset").contains("DR019"))
  }

  @Test("branches that do not hold are passed over, and must nest")
  func branches() async throws {
    let session = try await session()
    let text = await output(
      session, "\\if false", "select 1;", "\\if true", "\\echo no", "\\endif", "\\elif yes", "\\echo yes", "\\else",
      "\\echo no", "how many?", "\\endif", "\\echo end")
    #expect(text == "yes\nend\n")
    #expect(await output(session, "\\endif").contains("DR010"))
    #expect(await output(session, "\\if maybe", "\\echo no", "\\endif").hasPrefix("ERROR:  DR013"))
    _ = await session.take("\\if 0")
    #expect(await session.prompt == "shop@> ")
    #expect(await session.finish().errors.contains("DR011"))
  }

  @Test("options are told as psql tells them, and bad ones are refused")
  func options() async throws {
    let session = try await session()
    let text = await output(
      session, "\\pset null ∅ \\pset border 2 \\x auto \\f ';' \\pset format wrap \\pset pager off \\pset title 'A b'",
      "\\C", "\\pset columns 40", "\\pset linestyle unicode", "\\pset footer", "\\pset recordsep_zero")
    #expect(
      text == """
        Null display is "∅".
        Border style is 2.
        Expanded display is used automatically.
        Field separator is ";".
        Output format is wrapped.
        Pager usage is off.
        Title is "A b".
        Title is unset.
        Target width is 40.
        Line style is unicode.
        Default footer is off.
        Record separator is zero byte.

        """)
    #expect(await output(session, "\\pset").contains("null           '∅'\n"))
    #expect(await output(session, "\\pset fromat csv").contains("HINT:  Did you mean format?"))
    #expect(await output(session, "\\pset format html").contains("DR013"))
    #expect(await output(session, "\\pset border two").contains("DR013"))
  }

  @Test("rows go into files, and files are worked off")
  func files() async throws {
    let folder = try Fixtures.temporaryFolder()
    let session = try await session()
    let text = await output(
      session, "\\o \(folder)/all.txt", "select 1 as one;", "\\qecho here", "\\o",
      "select 2 as two \\g \(folder)/two.txt",
      "\\pset format csv", "select 3 as three;", "\\w \(folder)/three.sql")
    #expect(text == "Output format is csv.\nthree\n3\n")
    func file(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }
    #expect(try file("all.txt") == " one \n-----\n   1\n(1 row)\n\nhere\n")
    #expect(try file("two.txt") == " two \n-----\n   2\n(1 row)\n\n")
    #expect(try file("three.sql") == "select 3 as three\n")
    try "\\set x 5\nselect :x as five;\n\\ir inner.sql\n".write(
      toFile: folder + "/outer.sql", atomically: true, encoding: .utf8)
    try "\\echo inner :x\nselect 9".write(toFile: folder + "/inner.sql", atomically: true, encoding: .utf8)
    let included = await output(session, "\\i \(folder)/outer.sql")
    #expect(included.hasPrefix("five\n5\ninner 5\nERROR:  DR006"))
    #expect(await output(session, "\\i \(folder)/none.sql").contains("DR014"))
    #expect(await output(session, "\\o \(folder)/none/x").contains("DR015"))
    #expect(
      await output(session, "\\o |cat", "\\! true", "\\copy (select 1) to program 'cat'").components(
        separatedBy: "DR016"
      ).count == 4)
    try "\\i \(folder)/loop.sql\n".write(toFile: folder + "/loop.sql", atomically: true, encoding: .utf8)
    #expect(await output(session, "\\i \(folder)/loop.sql").contains("DR022"))
  }

  @Test("a file ends at its first failure when ON_ERROR_STOP is on, and the input with it")
  func stopping() async throws {
    let folder = try Fixtures.temporaryFolder()
    try "drop table orders;\n\\echo reached\n".write(toFile: folder + "/bad.sql", atomically: true, encoding: .utf8)
    let session = try await session()
    #expect(await session.take("\\i \(folder)/bad.sql").output == "reached\n")
    _ = await session.take("\\set ON_ERROR_STOP on")
    let reply = await session.take("\\i \(folder)/bad.sql")
    #expect(reply.output == "" && reply.isLast)
    let typing = try await self.session { $0.isInteractive = true }
    _ = await typing.take("\\set ON_ERROR_STOP on")
    #expect(await !typing.take("drop table orders;").isLast)
  }

  @Test(
    "copying writes what COPY would",
    arguments: ["", "csv", "csv header null 'N/A'", "(format csv, delimiter ';')", "with null '-'"])
  func copying(options: String) async throws {
    let folder = try Fixtures.temporaryFolder()
    let session = try await session()
    let query = #"select * from (values (1, E'a\tb\nc\\d', ''), (2, null, 'x,y;"z'), (3, E'\r', '\.')) v (n, t, u)"#
    let reply = await session.take("\\copy (\(query)) to '\(folder)/out' \(options)")
    #expect(reply.output == "COPY 3\n", "\(reply)")
    let ours = try String(contentsOfFile: folder + "/out", encoding: .utf8)
    #expect(ours == (try await Premises.psql("\\copy (\(query)) to stdout \(options)", database: "doors_repl_scripts")))
  }

  @Test("copying says what is wrong")
  func badCopies() async throws {
    let session = try await session()
    for line in [
      "orders from 'x'", "(select 1 to 'x'", "(select 1) in 'x'", "(select 1) to", "(select 1) to 'x' binary",
    ] {
      #expect(await session.take("\\copy \(line)").errors.contains("DR018"), "\(line)")
    }
    #expect(await session.take("\\copy customers (name) to stdout").output == "Ada\nBen, Jr.\n")
    #expect(await session.take("\\copy (delete from orders) to stdout").errors.contains("refused") == false)
    #expect(await session.ending == .broken)
  }

  @Test("a statement is run again and again")
  func watching() async throws {
    let session = try await session()
    let text = await output(session, "select 5 as five \\watch i=0.01 c=3")
    #expect(text.components(separatedBy: " (every 0.01s)\n").count == 4)
    #expect(text.components(separatedBy: " five \n").count == 4)
    #expect(await output(session, "\\watch never").contains("DR003"))
  }

  @Test("each value is run as a statement, through the gate like any other")
  func cells() async throws {
    let session = try await session()
    _ = await output(session, "\\t \\a")
    let text = await output(
      session,
      "select 'select 1', null, 'delete from orders' union all select 'select 2', 'nonsense', 'select 3' \\gexec")
    #expect(text.hasPrefix("1\n2\n3\n"), "\(text)")
    #expect(text.contains("Only queries are allowed, not DELETE"))
    #expect(await session.take("select count(*) from orders;").output == "2\n")
    #expect(await output(session, "select 'select 5' \\gexec", "\\g") == "5\nselect 5\n")
    let stopping = await output(
      session, "\\set ON_ERROR_STOP on", "select * from (values ('drop table orders'), ('select 6')) v \\gexec")
    #expect(!stopping.contains("6\n") && stopping.contains("not-a-query"), "\(stopping)")
  }

  /// What the real psql says of some lines, aligned and with counts.
  private func real(_ lines: [String]) async throws -> String {
    let usual = ["\\pset format aligned", "\\pset tuples_only off"]
    return try await Premises.psql((usual + lines).joined(separator: "\n"), database: "doors_repl_scripts")
  }

  @Test("columns are told without the rows, and the statement can be run afterwards")
  func columns() async throws {
    let session = try await session()
    let query = "select id, customer_id, paid, details, 'x' as a, 'y' as a from sales.orders -- all"
    let text = await output(session, query, "\\gdesc")
    #expect(try await text == real([query, "\\gdesc"]))
    #expect(await output(session, "\\g").contains("(2 rows)"))
    #expect(await output(session, "select 1 from nowhere \\gdesc").contains("unknown-relation"))
  }

  @Test(
    "rows are laid out crosswise as psql does",
    arguments: ["", " t y n", " 2 1", " y T n o", " \"t\" 2 4 4", " t n"], ["", "∅"])
  func crosswise(words: String, null: String) async throws {
    let session = try await session()
    let order = words.hasSuffix("o") || words.hasSuffix("4") ? ", o" : ""
    let rows = "('b', 2023, 5, 2), ('a', 2024, 7, 1), ('b', 2024, null, 1), (null, 2023, 1, 2), ('c', null, 8, 3)"
    let line = "select t, y, n\(order) from (values \(rows)) v (t, y, n, o) \\crosstabview\(words)"
    _ = await output(session, "\\pset null '\(null)'")
    let ours = await output(session, line)
    #expect(try await ours == real(["\\pset null '\(null)'", line]))
    #expect(ours.contains("rows)"))
  }

  @Test("what cannot be laid out crosswise is said")
  func notCrosswise() async throws {
    let session = try await session()
    for line in [
      "select 1 as a, 2 as b", "select 1 as a, 2 as b, 3 as c, 4 as d",
      "select a, 1 as b, 2 as c from generate_series(1, 1) a, generate_series(1, 2)",
    ] { #expect(await session.take("\(line) \\crosstabview").errors.contains("DR023"), "\(line)") }
    for words in ["a a c", "a d c", "a 9 c", "a b c b c"] {
      let text = await session.take("select 'x' as a, 'y' as b, 3 as c \\crosstabview \(words)").errors
      #expect(text.contains("DR023") || text.contains("DR003"), "\(words): \(text)")
    }
  }

  @Test("one result may look otherwise than the rest, and values are asked for")
  func once() async throws {
    let folder = try Fixtures.temporaryFolder()
    let session = try await session()
    #expect(await output(session, "select 1 as a, null as b \\g (format=csv null='-')") == "a,b\n1,-\n")
    #expect(await output(session, "\\g (format=unaligned tuples_only=on) \(folder)/one") == "")
    #expect(try String(contentsOfFile: folder + "/one", encoding: .utf8) == "1|\n")
    #expect(await output(session, "\\g (format=csv").contains("DR002"))
    #expect(await output(session, "\\g (format=nothing)").contains("DR013"))
    #expect(await output(session, "\\g").hasPrefix(" a | b \n"))
    #expect(await output(session, "\\encoding", "\\encoding utf-8") == "UTF8\n")
    #expect(await output(session, "\\encoding LATIN1").contains("DR013"))
    #expect(await output(session, "\\prompt 'Which?' year").contains("DR017"))
  }

  @Test("databases, privileges, aggregates, domains and views are told from what the role may see")
  func looks() async throws {
    let session = try await session()
    let own = await output(session, "\\l")
    #expect(own.contains(" shop | doors_repl_scripts | clerk\n") && own.contains("repl.databases"))
    #expect(await output(session, "\\l no*").contains("(0 rows)"))
    let open = try await self.session { $0.allowsDatabases = true }
    let all = await output(open, "\\l")
    #expect(all.contains(" postgres ") && all.contains(" doors_repl_scripts ") && all.contains("| UTF8 "))
    #expect(await output(session, "\\dp orders").contains(" sales  | orders | table | clerk=r "))
    #expect(await output(session, "\\z").contains("customers"))
    for command in ["\\da", "\\dD", "\\dP"] {
      #expect(await output(session, command).contains("(0 rows)"), "\(command)")
    }
    #expect(await output(session, "\\sv orders").contains("DR024"))
    #expect(await output(session, "\\sv nowhere").contains("DR005"))
    #expect(await output(session, "\\sv").contains("DR002"))
  }

  @Test("bars are drawn of the last rows")
  func chart() async throws {
    let session = try await session()
    #expect(await output(session, "\\chart").contains("DR004"))
    _ = await session.take("select * from (values ('a', 1), ('bb', 4), ('c', 2)) v (t, n);")
    let text = await output(session, "\\chart")
    #expect(text.split(separator: "\n").count == 4)
    #expect(text.hasPrefix("n  ▁█▃\n"))
    let lines = text.split(separator: "\n").map(String.init)
    let bars = lines.map { line in line.filter { $0 == "█" }.count }
    #expect((4 * bars[1]...4 * bars[1] + 4).contains(bars[2]) && bars[1] > 10, "\(text)")
    #expect(await output(session, "\\chart t").contains("DR021"))
  }

  @Test("help is given on commands, variables, options and SQL")
  func help() async throws {
    let session = try await session()
    #expect(await output(session, "\\?").contains("\\watch [seconds]"))
    #expect(await output(session, "\\? variables").contains("ON_ERROR_STOP"))
    #expect(await output(session, "\\? options").contains("--csv"))
    #expect(await output(session, "\\h").hasPrefix("Topics: SELECT, WITH, VALUES"))
    #expect(await output(session, "\\h select;").contains("GROUP BY"))
    #expect(await output(session, "\\h drop").contains("DR020"))
  }
}
