import Testing
import Vocabulary

@testable import SafeExecution

@Suite struct CorpusTests {
  static let honest = Case.all(below: "honest")
  static let hostile = Case.all(below: "hostile")
  /// Refused by the planner's word only.
  static let planned = Case.all(below: "planned")
  /// Stopped by the limits at the latest.
  static let bombs = Case.all(below: "bombs")

  @Test("The corpora are as large as they are meant to be")
  func sizes() {
    #expect(Self.honest.count >= 200)
    #expect(Self.hostile.count + Self.planned.count + Self.bombs.count >= 500)
  }

  @Test("A hostile statement is refused by its rule before any server sees it", arguments: hostile)
  func refused(_ item: Case) async throws {
    let verdict = try await Fixture.validator().judge(bytes: item.bytes)
    #expect(verdict.query == nil)
    let rules = verdict.judgement.findings.map(\.rule)
    #expect(!Set(rules).isDisjoint(with: item.expected), "\(verdict.judgement.findings.map(\.message))")
  }

  @Test("What only the planner can tell is refused by its rule", arguments: planned)
  func refusedByPlan(_ item: Case) async throws {
    let session = try await Self.session.value
    let plan = "%plan "
    let reach = PlanReach([Relation(name: RelationName("shop", "customer"), kind: .table, columns: [])]) { _ in nil }
    let findings =
      item.sql.hasPrefix(plan)
      ? try session.judge(plan: String(item.sql.dropFirst(plan.count)), reach: reach).findings
      : try await Fixture.validator().judge(bytes: item.bytes, session: session).judgement.findings
    #expect(!Set(findings.map(\.rule)).isDisjoint(with: item.expected), "\(findings.map(\.message))")
  }

  @Test("An honest query is accepted, planned by the server and run", arguments: honest)
  func accepted(_ item: Case) async throws {
    let session = try await Self.session.value
    let verdict = try await Fixture.validator().judge(bytes: item.bytes, session: session)
    let query = try #require(verdict.query, "\(verdict.judgement.findings.map { "\($0.rule): \($0.message)" })")
    #expect(verdict.judgement.plan != nil)
    let table = try await Executor(session: session).run(query)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }

  static let session = Task { try await Fixture.session() }
}
