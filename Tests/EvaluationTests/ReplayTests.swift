import Auditing
import DoorTestSupport
import TestSupport
import Testing
import Vocabulary

@testable import Evaluation

@Suite("A replay", .timeLimit(.minutes(2)))
struct ReplayTests {
  private let ben = Principal("ben")

  private func ask(_ text: String, _ premises: Premises) async throws -> AuditRecord {
    let question = Premises.question(text)
    _ = try await premises.interpreter.ask(question)
    return try await premises.reader.record(question.id)
  }

  @Test("nothing changed, and both runs are in the log of whoever asked for them")
  func same() async throws {
    let premises = try await Premises("replay_same", model: "told")
    let then = try await ask("names [select name from customers]", premises)
    let replay = try await Replayer(interpreter: premises.interpreter, reader: premises.reader).replay(then, by: ben)
    #expect(replay.isSame)
    #expect(replay.sameRows == true)
    #expect(replay.sentences == ["Both statements give the same rows today."])
    #expect(replay.now.question.regarding == then.question.id)
    let replays = try await premises.reader.list(AuditFilter(principal: ben))
    #expect(replays.count == 2)
    #expect(replays.allSatisfy { $0.question.regarding == then.question.id })
  }

  @Test("a change of the data, of the schema and of the outcome are told apart")
  func changed() async throws {
    let premises = try await Premises("replay_changed", model: "told")
    let replayer = Replayer(interpreter: premises.interpreter, reader: premises.reader)
    let then = try await ask("towns [select town from customers]", premises)
    let server = try await TestServer.shared()
    _ = try await server.psql(
      database: "replay_changed", sql: "insert into sales.customers values (3, 'Cem', 'Izmir')")
    let grown = try await replayer.replay(then, by: ben)
    #expect(grown.isSame)
    #expect(grown.sentences.first == "The statement of then gave 2 rows and gives 3 today: the data changed.")
    _ = try await server.psql(database: "replay_changed", sql: "alter table sales.customers rename town to city")
    let drifted = try await replayer.replay(then, by: ben)
    #expect(!drifted.isSame)
    #expect(drifted.now.outcome == .declined)
    #expect(drifted.oldStatement?.refusal?.contains("town") == true)
    #expect(drifted.sentences.first == "The schema is another one.")
  }
}
