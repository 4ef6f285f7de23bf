import Testing
import Vocabulary

@testable import SafeExecution

@Suite struct CorpusTests {
  static let honest = Case.all(in: "honest.sql-ish")
  static let hostile = ["statement", "functions", "names", "limits"].flatMap { Case.all(in: "hostile-\($0).sql-ish") }

  @Test("The corpora are as large as they are meant to be")
  func sizes() {
    #expect(Self.honest.count >= 120)
    #expect(Self.hostile.count >= 150)
  }

  @Test("A hostile statement is refused by its rule before any server sees it", arguments: hostile)
  func refused(_ item: Case) async throws {
    let verdict = try await Fixture.validator().judge(item.sql)
    #expect(verdict.query == nil)
    let rules = verdict.judgement.findings.map(\.rule)
    #expect(!Set(rules).isDisjoint(with: item.expected), "\(verdict.judgement.findings.map(\.message))")
    #expect(item.expected.allSatisfy { Rule(rawValue: $0) != nil })
  }

  @Test("An honest query is accepted, planned by the server and run", arguments: honest)
  func accepted(_ item: Case) async throws {
    let session = try await Self.session.value
    let verdict = try await Fixture.validator().judge(item.sql, session: session)
    let query = try #require(verdict.query, "\(verdict.judgement.findings.map { "\($0.rule): \($0.message)" })")
    #expect(verdict.judgement.plan != nil)
    let table = try await Executor(session: session).run(query)
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }

  private static let session = Task { try await Fixture.session() }
}
