import Foundation
import GRDB
import Storage
import Testing
import Vocabulary

@testable import Auditing

@Suite struct RedactionTests {
  private let olga = Principal("olga")

  @Test("What is redacted is gone, who did it and why stays, and the chain is whole", arguments: Dialect.allCases)
  func one(_ dialect: Dialect) async throws {
    let audit = try await AuditFixture(dialect)
    let secret = try await audit.answered(AuditFixture.question("What does the xylophonist earn?"))
    let other = try await audit.answered(AuditFixture.question("Which giraffes?"))
    let count = try await audit.log.redact(Redaction(.question(secret.id), because: "a person's wish", by: olga))
    #expect(count == 3)

    let record = try await audit.reader.record(secret.id)
    #expect(record.question.text == "")
    #expect(record.question.principal == secret.principal)
    #expect(record.outcome == .answered)
    #expect(record.sql == nil)
    #expect(record.redacted.map(\.kind) == [.asked, .intended, .answered])
    #expect(record.unreadable == [])
    #expect(try await audit.reader.list(AuditFilter(words: "xylophonist")).isEmpty)
    #expect(try await audit.reader.list(AuditFilter(words: "giraffes")).map(\.question) == [other])

    let verification = try await audit.reader.verify(.everything)
    #expect(verification.breaks == [])
    #expect(verification.entries == 7)
    #expect(verification.redacted == 3)
    let said = try await audit.store.read {
      try $0.rows(
        "select principal, payload from audit_entry join audit_payload using (sequence) where kind = 'redacted'")
    }
    #expect(said.map { $0.text(0) } == ["olga"])
    #expect(said.first?.text(1)?.contains("a person's wish") == true)
    // Doing it again finds nothing to do, and what says so cannot itself be redacted.
    #expect(try await audit.log.redact(Redaction(.question(secret.id), because: "again", by: olga)) == 0)
  }

  @Test("No byte of the file, its log or its free pages holds a redacted text any more")
  func bytes() async throws {
    let audit = try await AuditFixture()
    for number in 0..<30 { try await audit.answered(AuditFixture.question("filler \(number)")) }
    let secret = try await audit.answered(
      AuditFixture.question("What does the xylophonist earn?"), sql: "select wage from zanzibar")
    for number in 0..<30 { try await audit.answered(AuditFixture.question("more \(number)")) }
    func holds(_ word: String) throws -> Bool {
      try ["", "-wal"].contains { suffix in
        let data = FileManager.default.contents(atPath: audit.file + suffix) ?? Data()
        return data.range(of: Data(word.utf8)) != nil
      }
    }
    #expect(try holds("xylophonist") && holds("zanzibar"))
    try await audit.log.redact(Redaction(.question(secret.id), because: "a wish", by: olga))
    #expect(try !holds("xylophonist"))
    #expect(try !holds("xylophon"))
    #expect(try !holds("zanzibar"))
    #expect(try holds("filler 7"))
  }

  @Test("Retention redacts what is older, of one database or of all, in one go", arguments: Dialect.allCases)
  func retention(_ dialect: Dialect) async throws {
    let audit = try await AuditFixture(dialect)
    for number in 0..<4 {
      try await audit.answered(AuditFixture.question("old \(number)", database: number < 3 ? "shop" : "hr"))
    }
    let now = AuditClock.now()
    try await audit.answered(AuditFixture.question("young"))
    #expect(try await audit.log.redact(Redaction(.before(now, database: "hr"), because: "retention", by: olga)) == 3)
    #expect(try await audit.log.redact(Redaction(.before(now, database: nil), because: "retention", by: olga)) == 9)
    #expect(try await audit.reader.list(AuditFilter(words: "old")).isEmpty)
    #expect(try await audit.reader.list(AuditFilter(words: "young")).count == 1)
    #expect(try await audit.reader.verify(.everything).breaks == [])
    #expect(try await audit.reader.verify().redacted == 12)
  }

  @Test("A column's pattern redacts the questions that came near it")
  func column() async throws {
    let audit = try await AuditFixture()
    let near = try await audit.answered(AuditFixture.question("near"))
    let far = AuditFixture.question("far")
    try await audit.log.asked(far)
    try await audit.log.declined(AuditFixture.refusal(far), workings: AuditWorkings())
    let rule = Redaction.Rule.column(ColumnPattern("*.customer.na*"), database: nil)
    #expect(try await audit.log.redact(Redaction(rule, because: "names are private", by: olga)) == 3)
    #expect(try await audit.reader.record(near.id).redacted.count == 3)
    #expect(try await audit.reader.record(far.id).redacted.isEmpty)
  }

  @Test("A payload that is gone without a redaction, or noted as redacted without one, is found")
  func pretended() async throws {
    let audit = try await AuditFixture()
    let question = try await audit.answered(AuditFixture.question())
    try await audit.answered(AuditFixture.question())
    try await audit.log.redact(Redaction(.question(question.id), because: "a wish", by: olga))
    let vandal = try audit.vandal()
    try await vandal.write {
      try $0.execute(sql: "insert into audit_redaction values (4, 7); delete from audit_payload where sequence = 4")
    }
    #expect(
      try await audit.reader.verify().breaks == [
        .init(sequence: 4, reason: "is noted as redacted, but no entry says so, or its payload is still there"),
        .init(sequence: 4, reason: "has lost its payload"),
      ])
    try await vandal.write { try $0.execute(sql: "delete from audit_redaction where sequence in (4, 2)") }
    #expect(try await audit.reader.verify().breaks.map(\.sequence) == [2, 4])
  }

  @Test(
    "A pattern names columns",
    arguments: [
      ("shop.customer.name", true), ("*.name", true), ("shop.*", true), ("*customer*", true), ("*", true),
      ("SHOP.Customer.Name", true), ("shop.customer", false), ("*.nam", false), ("name", false), ("", false),
    ])
  func pattern(_ text: String, _ isMatch: Bool) {
    #expect(ColumnPattern(text).matches(ColumnName(RelationName("shop", "customer"), "name")) == isMatch)
  }
}
