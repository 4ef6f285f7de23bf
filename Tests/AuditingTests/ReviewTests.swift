import Testing
import Vocabulary

@testable import Auditing

@Suite struct ReviewTests {
  private let rita = Principal("rita")

  @Test("Of several reviews the latest counts, and all are kept")
  func latest() async throws {
    let audit = try await AuditFixture()
    let question = try await audit.answered(AuditFixture.question(), sql: "select 1")
    try await audit.log.review(question.id, .reject(reason: "Wrong table."), by: rita)
    #expect(try await audit.reader.approvedPairs().isEmpty)
    try await audit.log.review(question.id, .approve, by: rita)
    #expect(try await audit.reader.approvedPairs().map(\.sql) == ["select 1"])
    try await audit.log.review(question.id, .correct(sql: "select 2"), by: Principal("sam"))
    let pair = try #require(try await audit.reader.approvedPairs().first)
    #expect(pair.sql == "select 2")
    #expect(pair.question == question.text)
    #expect(pair.reviewer == Principal("sam"))
    #expect(pair.database == "shop")
    let record = try await audit.reader.record(question.id)
    #expect(record.reviews.map(\.verdict) == [.rejected, .approved, .corrected])
    #expect(record.reviews.first?.reason == "Wrong table.")
    #expect(record.sql == "select 1")
    #expect(try await audit.reader.verify().isIntact)
  }

  @Test("A refusal can be approved but teaches no statement; corrected, it does")
  func refusals() async throws {
    let audit = try await AuditFixture()
    let question = AuditFixture.question("What is the weather?")
    try await audit.log.asked(question)
    try await audit.log.declined(AuditFixture.refusal(question), workings: AuditWorkings())
    try await audit.log.review(question.id, .approve, by: rita)
    #expect(try await audit.reader.approvedPairs().isEmpty)
    try await audit.log.review(question.id, .correct(sql: "select weather"), by: rita)
    #expect(try await audit.reader.approvedPairs().map(\.sql) == ["select weather"])
  }

  @Test("A question without an outcome cannot be approved")
  func unfinished() async throws {
    let audit = try await AuditFixture()
    let question = AuditFixture.question()
    try await audit.log.asked(question)
    await #expect(throws: AuditError.nothingToApprove(question.id, .unfinished)) {
      try await audit.log.review(question.id, .approve, by: rita)
    }
    #expect(try await audit.reader.record(question.id).reviews.isEmpty)
  }

  @Test("Pairs can be had for one database, and reviewed SQL is found by its words")
  func databases() async throws {
    let audit = try await AuditFixture()
    for name in ["shop", "museum"] {
      let question = try await audit.answered(AuditFixture.question(database: name))
      try await audit.log.review(question.id, .correct(sql: "select giraffe from \(name)"), by: rita)
    }
    #expect(try await audit.reader.approvedPairs().count == 2)
    #expect(try await audit.reader.approvedPairs(database: "museum").map(\.sql) == ["select giraffe from museum"])
    #expect(try await audit.reader.list(AuditFilter(words: "giraffe")).count == 2)
  }
}
