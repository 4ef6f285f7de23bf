import GRDB
import Storage
import Testing
import Threads
import Vocabulary

@testable import Auditing

@Suite struct AuditLogTests {
  @Test("Every statement of the module is embedded and SQLite accepts it")
  func statements() async throws {
    let audit = try await AuditFixture()
    try await DatabaseQueue(path: audit.file).read { database in
      for statement in AuditStatement.allCases { _ = try database.makeStatement(sql: statement.sql.text(for: .sqlite)) }
    }
  }

  @Test("An entry that was acknowledged is there for another process at once")
  func acknowledged() async throws {
    let audit = try await AuditFixture()
    let other = AuditReader(try await Store.open(at: audit.file, .existing))
    let question = AuditFixture.question()
    try await audit.log.asked(question)
    #expect(try await other.record(question.id).question == question)
    #expect(try await other.record(question.id).outcome == .unfinished)
    try await audit.log.intended(question, sql: "select 1", plan: nil, confidence: nil, workings: AuditWorkings())
    #expect(try await other.record(question.id).sql == "select 1")
  }

  @Test("The chain is one and intact after concurrent appends by two writers of one file")
  func concurrent() async throws {
    let audit = try await AuditFixture()
    let second = AuditLog(try await Store.open(at: audit.file, .existing))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (writer, log) in [audit.log, second].enumerated() {
        for task in 0..<8 {
          group.addTask {
            for number in 0..<10 { try await log.asked(AuditFixture.question("\(writer) \(task) \(number)")) }
          }
        }
      }
      try await group.waitForAll()
    }
    let verification = try await audit.reader.verify(.everything)
    #expect(verification.breaks == [])
    #expect(verification.entries == 160)
    let texts = try await audit.reader.list(AuditFilter(limit: 1000)).map(\.question.text)
    #expect(Set(texts).count == 160)
  }

  @Test("What workers append at the same time is in one intact chain, each entry once, whoever was cancelled")
  func workers() async throws {
    let audit = try await AuditFixture()
    let log = audit.log
    let tasks = (0..<40).map { worker in
      Crew.shared.task { for number in 0..<5 { try await log.asked(AuditFixture.question("\(worker) \(number)")) } }
    }
    for task in tasks.prefix(20) { task.cancel() }
    for task in tasks { try await task.value }
    let verification = try await audit.reader.verify(.everything)
    #expect(verification.breaks == [])
    #expect(verification.entries == 200)
    let texts = try await audit.reader.list(AuditFilter(limit: 1000)).map(\.question.text)
    #expect(Set(texts).count == 200)
  }

  @Test("An append whose task is cancelled is recorded all the same")
  func cancelled() async throws {
    let audit = try await AuditFixture()
    let log = audit.log
    let questions = (0..<20).map { AuditFixture.question("question \($0)") }
    let tasks = questions.map { question in Task { try await log.asked(question) } }
    for task in tasks { task.cancel() }
    for task in tasks { try await task.value }
    for question in questions { #expect(try await audit.reader.record(question.id).question == question) }
  }

  @Test("When the disk is full the asker is told, and what was acknowledged stays, in an intact chain")
  func full() async throws {
    let audit = try await AuditFixture()
    try await audit.store.write { transaction in
      let pages = try transaction.rows("pragma page_count").first?.integer(0) ?? 0
      _ = try transaction.rows("pragma max_page_count = \(pages + 12)")
    }
    let log = audit.log
    let results = await withTaskGroup(of: (Question, StorageError?).self) { group in
      for number in 0..<40 {
        group.addTask {
          let question = AuditFixture.question("\(number) " + String(repeating: "word ", count: 600))
          do {
            try await log.asked(question)
            return (question, nil)
          } catch {
            return (question, error as? StorageError ?? .other(path: "", detail: "\(error)"))
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let failures = results.compactMap(\.1)
    #expect(!failures.isEmpty)
    #expect(failures.allSatisfy { $0 == .full(path: audit.file) })
    let kept = try await Set(audit.reader.list(AuditFilter(limit: 100)).map(\.question.id))
    #expect(kept == Set(results.filter { $0.1 == nil }.map(\.0.id)))
    #expect(try await audit.reader.verify(.everything).breaks == [])

    try await audit.store.write { _ = try $0.rows("pragma max_page_count = 100000") }
    try await log.asked(AuditFixture.question("room again"))
    #expect(try await audit.reader.verify().isIntact)
  }

  @Test(
    "Nothing that someone types loses a record or changes in it",
    arguments: [
      "", "\0", "a\0b", "\u{1b}[2J\u{7}", "line\nline\r\n\ttab", "\u{202E}right to left",
      "\u{FEFF}\u{200B}\u{85}\u{2028}",
      "back\\slash \\u0041 \\", "\"quotes\" 'and' `ticks`", "e\u{301}é 🏳️‍🌈 日本語", "\u{E0001}\u{F8FF}\u{10FFFF}",
      "{\"json\": [1]}",
    ])
  func odd(_ text: String) async throws {
    let audit = try await AuditFixture()
    let question = AuditFixture.question(text, database: text, by: text)
    try await audit.answered(question, sql: text)
    let record = try await audit.reader.record(question.id)
    #expect(record.question == question)
    #expect(Array(record.question.text.unicodeScalars) == Array(text.unicodeScalars))
    #expect(record.sql == text)
    #expect(try await audit.reader.list(AuditFilter(principal: Principal(text), database: text)).count == 1)
    #expect(try await audit.reader.list(AuditFilter(words: text)).count <= 1)
    let stored = try await audit.store.read {
      try $0.rows("select principal || database || payload from audit_entry join audit_payload using (sequence)")
    }.compactMap { $0.text(0) }
    #expect(stored.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.properties.generalCategory != .format })
    #expect(try await audit.reader.verify(.everything).breaks == [])
  }

  @Test("Numbers that are none are kept")
  func notANumber() async throws {
    let audit = try await AuditFixture()
    let question = AuditFixture.question()
    try await audit.log.asked(question)
    try await audit.log.intended(
      question, sql: "select 1", plan: PlanEstimate(cost: .infinity, rows: 1), confidence: .nan,
      workings: AuditWorkings())
    let record = try await audit.reader.record(question.id)
    #expect(record.plan?.cost == .infinity)
    #expect(record.confidence?.isNaN == true)
  }

  @Test("SQL alone cannot change or remove what was recorded")
  func appendOnly() async throws {
    let audit = try await AuditFixture()
    try await audit.log.asked(AuditFixture.question())
    let statements: [StoreStatement] = [
      "update audit_entry set principal = 'bob'", "delete from audit_entry", "update audit_payload set payload = '{}'",
      "delete from audit_payload",
    ]
    for statement in statements {
      await #expect(throws: StorageError.self, "\(statement)") { try await audit.store.write { try $0.run(statement) } }
    }
    #expect(try await audit.reader.verify().entries == 1)
  }
}
