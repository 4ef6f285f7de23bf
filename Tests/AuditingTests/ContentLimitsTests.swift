import Storage
import Testing
import Vocabulary

@testable import Auditing

@Suite struct ContentLimitsTests {
  private func record(_ limits: ContentLimits, sql: String, database: String = "shop") async throws -> (
    AuditRecord, String
  ) {
    let audit = try await AuditFixture(options: .init(limits: limits))
    let question = try await audit.answered(AuditFixture.question("Who is Anna?", database: database), sql: sql)
    #expect(try await audit.reader.verify().isIntact)
    let stored = try await audit.store.read { try $0.rows("select payload from audit_payload") }
    return (try await audit.reader.record(question.id), stored.compactMap { $0.text(0) }.joined())
  }

  @Test("Brief keeps question and statement, but neither the prompt nor what the model wrote")
  func brief() async throws {
    let (record, stored) = try await record(ContentLimits(standard: .brief), sql: "select 1")
    #expect(record.question.text == "Who is Anna?")
    #expect(record.sql == "select 1")
    #expect(record.workings.prompts.map(\.text) == [""])
    #expect(record.workings.prompts.first?.digest.isEmpty == false)
    #expect(record.workings.candidates.map(\.text) == [""])
    #expect(!stored.contains("schema\\n"))
  }

  @Test("Names keeps neither question nor statement nor value, and says all the rest")
  func names() async throws {
    let (record, stored) = try await record(
      ContentLimits(byDatabase: ["hr": .names]), sql: "select 'Anna'", database: "hr")
    #expect(!stored.contains("Anna"))
    #expect(record.outcome == .answered)
    #expect(record.plan?.cost == 12.5)
    #expect(record.workings.evidence?.columns.count == 1)
    #expect(record.answered?.rows == 2)
    let (other, _) = try await self.record(ContentLimits(byDatabase: ["hr": .names]), sql: "select 'Anna'")
    #expect(other.question.text == "Who is Anna?")
  }

  @Test("A statement that names a private column is kept without words; one that does not, without its prompt")
  func privateColumns() async throws {
    let limits = ContentLimits(privateColumns: [ColumnPattern("*.customer.name")])
    let (named, stored) = try await record(limits, sql: "select * from shop.customer where \"name\" = 'Anna'")
    #expect(!stored.contains("Anna"))
    #expect(named.question.text == "")
    let (met, rest) = try await record(limits, sql: "select count(*) from shop.customer")
    #expect(met.question.text == "Who is Anna?")
    #expect(met.sql == "select count(*) from shop.customer")
    #expect(!rest.contains("schema\\n"))
    let far = ContentLimits(privateColumns: [ColumnPattern("*.salary")])
    let (untouched, _) = try await record(far, sql: "select 'Anna'")
    #expect(untouched.question.text == "Who is Anna?")
    #expect(untouched.workings.prompts.first?.text.isEmpty == false)
  }
}
