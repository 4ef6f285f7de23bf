import DoorTestSupport
import Foundation
import Testing
import Vocabulary

@testable import REPL

@Suite("A session", .timeLimit(.minutes(2)))
struct SessionTests {
  private static let good = Task { try await Premises("doors_repl") }
  private static let slow = Task { try await Premises("doors_repl_slow", model: "slow") }
  private static let echo = Task { try await Premises("doors_repl_echo", model: "echo") }

  private func session(_ premises: Task<Premises, any Error> = good) async throws -> ReplSession {
    let premises = try await premises.value
    return ReplSession(
      .init(
        interpreter: premises.interpreter, database: premises.database, reviews: premises.reviews, name: "shop",
        question: { Premises.question($0) }))
  }

  @Test("a question gives its SQL and its rows")
  func question() async throws {
    let session = try await session()
    let reply = await session.take("which word?")
    #expect(reply.output.hasPrefix("SELECT 'é' AS word\n"), "\(reply)")
    #expect(reply.output.hasSuffix(" word \n------\n é\n(1 row)\n\n"))
    #expect(reply.errors.hasPrefix("The model is unsure of this"))
    #expect(await session.ending == .fine)
  }

  @Test("an unsure question leaves choices, and a typed number runs one")
  func choices() async throws {
    let premises = try await Premises("doors_repl_choices", model: "told")
    let session = ReplSession(
      .init(
        interpreter: premises.interpreter.with(.init(askBelow: 1)), database: premises.database,
        reviews: premises.reviews, name: "shop", question: { Premises.question($0) }))
    let told = await session.take("how many [select count(*) from customers OR ELSE select count(*) + 40 from orders]")
    #expect(told.output == "" && told.errors.contains("Choose what you mean"))
    #expect(told.errors.contains("\n  1  count, customers ("), "\(told.errors)")
    let wrong = await session.take("3")
    #expect(wrong.errors.contains("DQ010"))
    let reply = await session.take("2")
    #expect(reply.output.contains("(1 row)") && reply.output.contains(" 42\n"))
    #expect(await session.take("\\why").output.contains("\nchosen      2 of "))
    // They stay until something else is asked.
    #expect(await session.take("1").output.contains(" 2\n"))
    _ = await session.take("select 1;")
    #expect(await !session.take("1").output.contains("(1 row)"))
  }

  @Test("a question goes on from the one before, until that is forgotten")
  func followUp() async throws {
    let session = try await session()
    _ = await session.take("orders placed in 2023")
    let reply = await session.take("only those from 2024")
    #expect(reply.output.hasPrefix("Understood as: orders placed in 2024\nSELECT"))
    #expect(await session.take("\\why").output.contains("\ntyped       only those from 2024\n"))
    #expect(await session.take("and those?").errors.hasPrefix("This leans on an earlier question"))
    // What could not be completed is not what the next one leans on.
    #expect(await session.take("only those from 2022").output.hasPrefix("Understood as: orders placed in 2022\n"))
    #expect(await session.take("\\forget").output == "The next question stands alone.\n")
    #expect(await session.take("and in Berlin?").errors.hasPrefix("This leans on an earlier question"))
  }

  @Test("how many of them counts the rows of the answer before, by its own statement")
  func counting() async throws {
    let premises = try await Premises("doors_repl_counts", model: "told")
    let session = ReplSession(
      .init(
        interpreter: premises.interpreter, database: premises.database, reviews: premises.reviews, name: "shop",
        question: { Premises.question($0) }))
    #expect(await session.take("how many of them?").errors.hasPrefix("This leans on an earlier question"))
    _ = await session.take("list of people per town [select name from customers -- all of them\n]")
    let reply = await session.take("how many are there?")
    #expect(reply.output.hasPrefix("Understood as: how many rows are in the answer to: list of people per town"))
    #expect(reply.output.contains("SELECT count(*) FROM (select name from customers"), "\(reply)")
    #expect(reply.output.contains("\n     2\n"))
    #expect(await session.take("\\why").output.contains("\nmodel       counted by rule\n"))
    #expect(await session.take("\\again").output.contains("\n     2\n"))
  }

  @Test("SQL typed by hand runs, over as many lines as it takes, and the prompt tells")
  func sql() async throws {
    let session = try await session()
    #expect(await session.prompt == "shop=> ")
    #expect(await session.take("select name").output == "")
    #expect(await session.prompt == "shop-> ")
    let reply = await session.take("from customers order by 1;")
    #expect(reply.output.contains("Ada"))
    #expect(reply.output.contains("(2 rows)"))
    #expect(await session.prompt == "shop=> ")
  }

  @Test("SQL that writes is refused on standard error, and the session goes on")
  func refused() async throws {
    let session = try await session()
    let reply = await session.take("delete from orders;")
    #expect(reply.output == "")
    #expect(!reply.errors.isEmpty)
    #expect(await session.ending == .refused)
    #expect(await session.take("select count(*) from orders;").output.contains(" 2\n"))
    #expect(await session.ending == .refused)
  }

  @Test("what breaks is told with code and hint, and is worse than a refusal")
  func broken() async throws {
    let session = try await session()
    let reply = await session.take("\\tming")
    #expect(reply.errors == "ERROR:  DR001: there is no command \\tming\nHINT:  Did you mean \\timing?\n")
    _ = await session.take("delete from orders;")
    #expect(await session.ending == .broken)
  }

  @Test("relations are listed and described from what the role may see")
  func describe() async throws {
    let session = try await session()
    let list = await session.take("\\d").output
    #expect(list.contains("customers") && list.contains("who buys") && list.contains("Odd name"))
    let orders = await session.take("\\d Orders").output
    #expect(orders.contains("Table \"sales.orders\"\n"))
    #expect(orders.contains("numeric(12,2)"))
    #expect(orders.contains("PRIMARY KEY (id)"))
    #expect(orders.contains("FOREIGN KEY (customer_id) REFERENCES sales.customers(id)"))
    #expect(await session.take("\\d sales.\"Odd name\"").output.contains("sales.Odd name"))
    #expect(await session.take("\\dt c*er?").output.contains("(1 row)"))
    #expect(await session.take("\\dt sales.* \\dn").output.contains("List of schemas"))
    #expect(await session.take("\\di orders").output.contains("primary key"))
    #expect(await session.take("\\dv").output.contains("(0 rows)"))
    let unknown = await session.take("\\d custmers")
    #expect(unknown.errors.contains("DR005") && unknown.errors.contains("customers"))
    #expect(await session.take("\\du").errors.contains("DR016"))
    #expect(
      await session.take("\\conninfo").output.hasPrefix(
        "You are connected to database \"doors_repl\" as user \"clerk\""))
  }

  @Test("the display can be expanded and timed")
  func switches() async throws {
    let session = try await session()
    #expect(await session.take("\\x").output == "Expanded display is on.\n")
    #expect(await session.take("select 1 as one;").output == "-[ RECORD 1 ]\none | 1\n\n")
    #expect(await session.take("\\x off").output == "Expanded display is off.\n")
    #expect(await session.take("\\timing on").output == "Timing is on.\n")
    #expect(await session.take("select 1;").output.contains("Time: "))
  }

  @Test("the last answer is explained, judged and corrected in the audit log")
  func review() async throws {
    let premises = try await Self.good.value
    let session = try await session()
    #expect(await session.take("\\why").errors.contains("DR004"))
    _ = await session.take("which word is it?")
    let why = await session.take("\\why").output
    #expect(why.contains("question    which word is it?") && why.contains("judgement   accepted"))
    #expect(await session.take("\\sql").output == "SELECT 'é' AS word\n")
    let id = try #require(why.split(separator: "\n").first { $0.hasPrefix("id ") }?.split(separator: " ").last)
    let question = try #require(QuestionID(String(id)))
    #expect(await session.take("\\ok").output == "Noted for \(id).\n")
    #expect(await session.take("\\bad").errors.contains("DR002"))
    _ = await session.take("\\bad the wrong word")
    let fixed = await session.take("\\fix select 'ü' as word")
    #expect(fixed.output.hasSuffix("Noted for \(id).\n"), "\(fixed)")
    _ = await session.take("\\fix delete from orders")
    let record = try await premises.reader.record(question)
    #expect(record.reviews.map(\.verdict) == [.approved, .rejected, .corrected])
    #expect(record.reviews[1].reason == "the wrong word")
    #expect(record.review?.sql?.contains("'ü'") == true)
  }

  @Test("a refused question says why")
  func why() async throws {
    let session = try await session(Self.echo)
    let reply = await session.take("say no")
    #expect(reply.output == "")
    #expect(reply.errors.contains("No acceptable query was found"))
    #expect(await session.take("\\why").output.contains("refused     No acceptable query"))
  }

  @Test("a question can be given up, and the session goes on at once")
  func cancelling() async throws {
    let session = try await session(Self.slow)
    let start = ContinuousClock.now
    let asking = Task { await session.take("how many are there?") }
    try await Task.sleep(for: .milliseconds(500))
    asking.cancel()
    #expect(await asking.value.errors == "Cancelled.\n")
    #expect(ContinuousClock.now - start < .seconds(25))
    #expect(await session.take("select 1 as one;").output.contains("(1 row)"))
    #expect(await session.ending == .fine)
  }

  @Test("a statement under way can be shown, forgotten, or run as it stands")
  func buffer() async throws {
    let session = try await session()
    _ = await session.take("select 5")
    #expect(await session.take("\\p").output == "select 5\n")
    _ = await session.take("\\r")
    #expect(await session.prompt == "shop=> ")
    _ = await session.take("select 6 as six")
    #expect(await session.take("\\g").output.contains(" 6\n"))
    #expect(await session.take("\\q").isLast)
  }

  @Test("input that ends in the middle of a statement is broken, and nothing is run")
  func ending() async throws {
    let session = try await session()
    _ = await session.take("select 7")
    let reply = await session.finish()
    #expect(reply.output == "")
    #expect(reply.errors.contains("DR006"))
    #expect(await session.ending == .broken)
  }
}
