import Digests
import Foundation
import Storage
import Testing
import Vocabulary

@testable import Auditing

/// Stores as released versions wrote them (`Fixtures`).
@Suite struct OlderStoreTests {
  @Test(
    "A store of each released version opens with its chain whole, is found, read, redacted, and grows",
    arguments: [("0.1.0", "82197d8efc4dee70c6a0a770a65eeb4aba4bba6e867dcc8b81427d3ab90ffbbc")])
  func open(_ version: String, _ head: String) async throws {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/store-\(version).sqlite")
    let folder = NSTemporaryDirectory() + "dragoman-older-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: fixture.path, toPath: folder + "/audit.sqlite")
    let store = try await Store.open(at: folder + "/audit.sqlite", .existing)
    let reader = AuditReader(store)
    let log = AuditLog(store)

    let before = try await reader.verify(.everything)
    #expect(before.breaks == [])
    #expect(before.entries == 10)
    #expect(before.head == head)
    let records = try await reader.list()
    #expect(records.map(\.outcome) == [.answered, .declined, .declined, .declined])
    #expect(records.allSatisfy { $0.unreadable.isEmpty && $0.question.principal == Principal("anna") })
    #expect(records.compactMap(\.review).map(\.reason) == ["No weather."])
    let found = try #require(try await reader.list(AuditFilter(words: "weather")).first)

    try await log.redact(Redaction(.question(found.question.id), because: "a wish", by: Principal("olga")))
    try await log.asked(AuditFixture.question("And today?"))
    let after = try await reader.verify(.everything)
    #expect(after.breaks == [])
    #expect(after.redacted == 2)
    #expect(try await reader.list(AuditFilter(words: "weather")).isEmpty)
  }

  @Test(
    "A log that was written at each earlier structure is whole, found, read, redacted and grows after the upgrade",
    arguments: Dialect.allCases, 1..<Migration.released.count)
  func upgrade(_ dialect: Dialect, _ number: Int) async throws {
    let old = try await AuditFixture(dialect, migrations: Array(Migration.released.prefix(number)))
    let question = try await old.answered(AuditFixture.question("Which giraffes?"))
    try await old.log.reviewed(question, .init(verdict: .approved, sql: "select 1"), by: Principal("rita"))
    let unanswered = AuditFixture.question("What is the weather?")
    try await old.log.asked(unanswered)

    let store = try await old.reopen()
    let (reader, log) = (AuditReader(store), AuditLog(store, options: .init(key: SigningKey(), checkpointEvery: 1)))
    let before = try await reader.verify(.everything)
    #expect(before.breaks == [] && before.entries == 5)
    #expect(try await reader.record(question.id).review?.verdict == .approved)
    #expect(try await reader.list(AuditFilter(words: "giraffes")).map(\.question) == [question])
    try await log.asked(AuditFixture.question("And the okapi?"))
    try await log.redact(Redaction(.question(unanswered.id), because: "a wish", by: Principal("olga")))
    #expect(try await reader.list(AuditFilter(words: "okapi")).count == 1)
    #expect(try await reader.list(AuditFilter(words: "weather")).isEmpty)
    let after = try await reader.verify(.everything)
    #expect(after.breaks == [] && after.entries == 7 && after.redacted == 1)
  }
}
