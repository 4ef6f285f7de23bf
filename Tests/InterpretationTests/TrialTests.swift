import DoorTestSupport
import Foundation
import Testing
import Vocabulary

@testable import Interpretation

/// Candidates that differ are run within bounds, and what finds the same stands for each other.
@Suite(.serialized) struct TrialTests {
  private static let town = "select name from customers where town = 'Bonn'"
  private static let number = "select name from customers where id = 1"
  private static let name = "select name from customers where name like 'Ada%'"
  private static let much = "select n from many"

  private func tried(_ statements: [String], cost: Double) async throws -> (
    ballot: Ballot, account: Account, record: AuditRecord
  ) {
    let premises = try await Premises("trials")
    let question = Premises.question("who")
    try await premises.log.asking(question)
    let view = try await premises.database.view(for: question.principal)
    let prompt = Prompt(
      template: "test", form: .completion("q"), output: .sql, stops: [], maxTokens: 99, tokenEstimate: 1)
    let candidates = statements.map { Candidate(text: $0, model: "test", finish: .stop) }
    let ballot = Ballot(candidates, reader: view.reader, prompt: prompt, plausibility: nil)
    var account = Account()
    let tried = try await premises.interpreter.with(.init(trialCost: cost)).tried(ballot, question, view, &account)
    return (tried, account, try await premises.reader.record(question.id))
  }

  @Test("Two that find the same lead before one that stood first, and are no choices against each other")
  func grouped() async throws {
    let (ballot, account, record) = try await tried([Self.town, Self.number, Self.name, Self.much], cost: 1000)
    let first = try #require(ballot.choices.first)
    #expect(first.reading == .statement(Self.number))
    #expect(first.agreeing == 2 && first.votes == 1)
    #expect(ballot.rivals(of: first).map(\.reading) == [.statement(Self.town), .statement(Self.much)])
    let trials = try #require(account.workings.trials)
    #expect(trials.map(\.sql) == [Self.town, Self.number, Self.name, Self.much])
    #expect(trials.map(\.rows) == [0, 1, 1, nil])
    #expect(trials[1].digest == trials[2].digest && trials[0].digest != trials[1].digest)
    // Recorded before any of them ran.
    #expect(record.workings.trials?.map(\.sql) == trials.map(\.sql))
    #expect(record.workings.trials?.allSatisfy { $0.rows == nil } == true)
  }

  @Test("It stops as soon as most of the candidates find the same")
  func decided() async throws {
    let (_, account, _) = try await tried([Self.number, Self.number, Self.number, Self.name, Self.town], cost: 1000)
    #expect(account.workings.trials?.map { $0.rows } == [1, nil, nil])
  }

  @Test("What the planner finds dear, what does not pass the gate, and where all say the same, nothing is run")
  func bounded() async throws {
    for (statements, cost) in [
      ([Self.number, Self.name], 0.001), ([Self.number, Self.number], 1000.0), ([Self.number, Self.name], 0),
      ([Self.number, "delete from customers"], 1000),
    ] {
      let (ballot, account, record) = try await tried(statements, cost: cost)
      #expect(account.workings.trials == nil && record.sql == nil)
      #expect(ballot.choices.first?.reading == .statement(Self.number))
    }
  }

  @Test("Rows are the same in any order, and not when a value, a NULL or a count differs")
  func digests() {
    func digest(_ rows: [[String?]]) -> ResultDigest {
      ResultDigest(ResultTable(columns: [.init(name: "a", type: "text"), .init(name: "b", type: "text")], rows: rows))
    }
    let one = digest([["x", "1"], ["y", nil]])
    #expect(one == digest([["y", nil], ["x", "1"]]) && one == digest([["1", "x"], [nil, "y"]]))
    #expect(one != digest([["x", "1"], ["y", "-"]]) && one != digest([["x", "1"]]))
    #expect(one != digest([["x", "1"], ["y", nil], ["y", nil]]) && one != digest([["x", "2"], ["y", nil]]))
  }
}
