import Storage
import Testing
import Vocabulary

@testable import Auditing

@Suite struct CustodyTests {
  private func kinds(_ audit: AuditFixture) async throws -> [String] {
    try await audit.store.read { try $0.rows("select kind from audit_entry order by sequence") }.compactMap {
      $0.text(0)
    }
  }

  @Test("Changed settings are recorded once, with what they were before", arguments: Dialect.allCases)
  func settings(_ dialect: Dialect) async throws {
    let audit = try await AuditFixture(dialect)
    let olga = Principal("olga")
    #expect(try await audit.log.started(with: ["limits.rows": "10"], by: olga))
    #expect(try await !audit.log.started(with: ["limits.rows": "10"], by: olga))
    #expect(try await audit.log.started(with: ["limits.rows": "20", "serve.port": "1"], by: olga))
    #expect(try await kinds(audit) == ["settings changed", "settings changed"])
    let payload = try await audit.store.read { try $0.rows("select payload from audit_payload where sequence = 2") }
    let content = PayloadCoding.decode(.settingsChanged, payload.first?.text(0) ?? "")
    guard case .settingsChanged(let change) = content else { throw AuditError.headMissing }
    #expect(change.changes.map(\.setting) == ["limits.rows", "serve.port"])
    #expect(change.changes.map(\.before) == ["10", nil])
    #expect(change.changes.map(\.after) == ["20", "1"])
    try await audit.log.promoted(.init(model: "fjellvind", digest: "f00d", predecessor: "general"), by: olga)
    #expect(try await kinds(audit).last == "model promoted")
    #expect(try await audit.reader.verify(.everything).breaks == [])
    #expect(try await audit.reader.list().isEmpty)
  }

  @Test("An announced question is recorded with its next entry at the latest, and soon by itself")
  func announced() async throws {
    let audit = try await AuditFixture()
    let first = AuditFixture.question("first")
    try await audit.log.asking(first)
    try await audit.log.intended(first, sql: "select 1", plan: nil, confidence: nil, workings: AuditWorkings())
    #expect(try await kinds(audit) == ["asked", "intended"])
    try await audit.log.asking(AuditFixture.question("second"))
    for _ in 0..<1000 where try await kinds(audit).count < 3 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try await kinds(audit) == ["asked", "intended", "asked"])
  }

  @Test("When an announcement cannot be recorded, nothing more of its question is, and the asker is told")
  func lost() async throws {
    let audit = try await AuditFixture()
    try await audit.store.write { transaction in
      let pages = try transaction.rows("pragma page_count").first?.integer(0) ?? 0
      _ = try transaction.rows("pragma max_page_count = \(pages + 2)")
    }
    let question = AuditFixture.question(String(repeating: "word ", count: 40_000))
    try await audit.log.asking(question)
    await #expect(throws: StorageError.full(path: audit.file)) {
      try await audit.log.intended(question, sql: "select 1", plan: nil, confidence: nil, workings: AuditWorkings())
    }
    try await audit.store.write { _ = try $0.rows("pragma max_page_count = 100000") }
    await #expect(throws: StorageError.full(path: audit.file)) {
      try await audit.log.answered(AuditFixture.answer(question, sql: "select 1"))
    }
    #expect(try await kinds(audit) == [])
    try await audit.log.asked(AuditFixture.question("room again"))
    #expect(try await audit.reader.verify().isIntact)
  }

  @Test("Clocks that step back and forth change neither the order nor the chain")
  func clockSteps() async throws {
    let audit = try await AuditFixture()
    for (number, microseconds) in [5_000_000, 1, -7, Int64.max / 4, 0, 5_000_000].enumerated() {
      try await audit.log.append(
        AuditEntry(
          questionID: QuestionID("q\(number)"), recordedAt: Moment(microseconds: Int64(microseconds)),
          principal: Principal("anna"), database: "shop", content: .asked(.init(question: "number \(number)"))))
    }
    #expect(try await audit.reader.list().map(\.question.id.description) == ["q5", "q4", "q3", "q2", "q1", "q0"])
    #expect(try await audit.reader.verify(.everything).breaks == [])
  }
}
