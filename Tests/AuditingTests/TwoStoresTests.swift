import Digests
import Foundation
import Storage
import TestSupport
import Testing
import Vocabulary

@testable import Auditing

/// The same behaviour in SQLite and in PostgreSQL.
@Suite struct TwoStoresTests {
  @Test("Every statement is accepted", arguments: Dialect.allCases)
  func statements(_ dialect: Dialect) async throws {
    let audit = try await AuditFixture(dialect)
    let question = try await audit.answered(AuditFixture.question("Which giraffes?"))
    try await audit.log.reviewed(question, .init(verdict: .approved, sql: "select 1"), by: Principal("rita"))
    #expect(try await audit.reader.record(question.id).outcome == .answered)
    #expect(try await audit.reader.reviewed(database: "shop").count == 1)
    #expect(try await audit.reader.stats(database: "shop").approved == 1)
    #expect(try await audit.reader.stats(since: Moment(microseconds: 0)).answered == 1)
    try await audit.reader.rebuildSearch()
    let verification = try await audit.reader.verify(.everything)
    #expect(verification.breaks == [])
    #expect(verification.entries == 4)
  }

  @Test(
    "Two instances write one chain without gaps, and each sees the other's entries at once", arguments: Dialect.allCases
  )
  func twoInstances(_ dialect: Dialect) async throws {
    let audit = try await AuditFixture(dialect)
    let second = AuditLog(try await audit.reopen())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (writer, log) in [audit.log, second].enumerated() {
        for task in 0..<4 {
          group.addTask {
            for number in 0..<10 { try await log.asked(AuditFixture.question("\(writer) \(task) \(number)")) }
          }
        }
      }
      try await group.waitForAll()
    }
    let verification = try await audit.reader.verify(.everything)
    #expect(verification.breaks == [])
    #expect(verification.entries == 80)
    #expect(try await Set(audit.reader.list(AuditFilter(limit: 1000)).map(\.question.text)).count == 80)
  }

  @Test(
    "Words are found in question and SQL, by their beginning, whatever their case and accents",
    arguments: Dialect.allCases, [("CUSTO", 1), ("café münchen", 1), ("order_item", 1), ("nowhere", 0), ("the", 2)])
  func words(_ dialect: Dialect, _ search: (words: String, count: Int)) async throws {
    let audit = try await AuditFixture(dialect)
    try await audit.answered(
      AuditFixture.question("How many customers had the Café München?"), sql: "select sum(1) from shop.order_item")
    try await audit.log.asked(AuditFixture.question("What is the \0 weather?"))
    #expect(try await audit.reader.list(AuditFilter(words: search.words)).count == search.count)
  }

  @Test("SQL alone cannot change or remove what was recorded", arguments: Dialect.allCases)
  func appendOnly(_ dialect: Dialect) async throws {
    let audit = try await AuditFixture(dialect, options: .init(key: SigningKey(), checkpointEvery: 1))
    try await audit.log.asked(AuditFixture.question())
    let statements: [StoreStatement] = [
      "update audit_entry set principal = 'bob'", "delete from audit_entry", "update audit_payload set payload = '{}'",
      "delete from audit_payload", "update audit_checkpoint set digest = ''", "delete from audit_checkpoint",
    ]
    for statement in statements {
      await #expect(throws: (any Error).self, "\(statement)") {
        try await audit.store.write { try $0.run(statement) }
      }
    }
    #expect(try await audit.reader.verify().entries == 1)
  }

  @Test(
    "A backup made while others write restores into either kind of store, entry for entry", arguments: Dialect.allCases,
    Dialect.allCases)
  func backup(_ from: Dialect, _ to: Dialect) async throws {
    let audit = try await AuditFixture(from, options: .init(key: SigningKey(), checkpointEvery: 7))
    for number in 0..<5 { try await audit.answered(AuditFixture.question("Which are the \(number) best giraffes?")) }
    let first = try #require(try await audit.reader.list().last)
    try await audit.log.redact(Redaction(.question(first.question.id), because: "a wish", by: Principal("olga")))
    let head = try await audit.reader.verify().head
    let log = audit.log
    let writing = Task { for number in 0..<50 { try await log.asked(AuditFixture.question("later \(number)")) } }
    let file = audit.folder + "/copies.sqlite"
    try FileManager.default.createDirectory(atPath: audit.folder, withIntermediateDirectories: true)
    try await audit.store.backUp(to: file)
    try await writing.value
    await #expect(throws: StorageError.exists(path: file)) { try await audit.store.backUp(to: file) }

    let other = try await AuditFixture(to)
    try await other.store.restore(from: file)
    let verification = try await other.reader.verify(.everything)
    #expect(verification.breaks == [])
    #expect(verification.entries >= 16)
    #expect(verification.redacted == 3)
    #expect(try await other.reader.list(AuditFilter(words: "giraffes", limit: 100)).count == 4)
    #expect(try await other.store.read { try $0.rows("select 1 from audit_checkpoint") }.count >= 2)
    #expect(
      try await other.store.read { try $0.rows("select digest from audit_entry where sequence = 16") }.first?.text(0)
        == head)
    try await other.log.asked(AuditFixture.question("and on"))
    #expect(try await other.reader.verify().isIntact)
    await #expect(throws: StorageError.notEmpty(path: other.store.path)) { try await other.store.restore(from: file) }
  }

  @Test("Instances that start at the same moment on a fresh database all find their store")
  func simultaneous() async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: "audit_simultaneous")
    let connectionString = server.connectionString(database: "audit_simultaneous")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        group.addTask {
          let store = try await Store.open(postgresql: connectionString)
          try await AuditLog(store).asked(AuditFixture.question("from \(number)"))
        }
      }
      try await group.waitForAll()
    }
    let reader = AuditReader(try await Store.open(postgresql: connectionString))
    #expect(try await reader.verify().entries == 6)
  }
}
