import Storage
import Testing
import Vocabulary

@testable import Auditing

@Suite struct AuditReaderTests {
  @Test("A question's entries fold to what a person wants to see")
  func fold() async throws {
    let audit = try await AuditFixture()
    let question = try await audit.answered(AuditFixture.question())
    let record = try await audit.reader.record(question.id)
    #expect(record.question == question)
    #expect(record.outcome == .answered)
    #expect(record.sql == "select count(*) from shop.customer")
    #expect(record.answered?.rows == 2)
    #expect(record.answered?.bytes == 2)
    #expect(record.plan == PlanEstimate(cost: 12.5, rows: 3))
    #expect(record.workings == AuditFixture.workings(question, sql: "select count(*) from shop.customer"))
    #expect(record.workings.model == "small")
    #expect(record.review == nil)
    #expect(record.askedAt <= (try #require(record.finishedAt)))
  }

  @Test("Refusals and failures are recorded with what led to them")
  func otherOutcomes() async throws {
    let audit = try await AuditFixture()
    let refused = AuditFixture.question("What is the weather?")
    try await audit.log.asked(refused)
    try await audit.log.declined(
      AuditFixture.refusal(refused), workings: AuditFixture.workings(refused, sql: "select weather"))
    let broken = AuditFixture.question()
    try await audit.log.asked(broken)
    try await audit.log.failed(
      broken, StorageError.full(path: "/x"), workings: AuditWorkings(), timings: StageTimings())
    let cancelled = AuditFixture.question()
    try await audit.log.asked(cancelled)
    try await audit.log.failed(cancelled, CancellationError(), workings: AuditWorkings(), timings: StageTimings())

    let declined = try await audit.reader.record(refused.id)
    #expect(declined.outcome == .declined)
    #expect(declined.declined?.reason == .unanswerable)
    #expect(declined.workings.candidates.map(\.text) == ["select weather"])
    let failed = try await audit.reader.record(broken.id)
    #expect(failed.outcome == .failed)
    #expect(failed.failed?.code == "DA005")
    #expect(failed.failed?.hint?.isEmpty == false)
    #expect(try await audit.reader.record(cancelled.id).failed?.code == "57014")
  }

  @Test("The list is newest first and heeds every filter")
  func filters() async throws {
    let audit = try await AuditFixture()
    for (number, name) in ["anna", "ben", "anna", "carla"].enumerated() {
      let question = AuditFixture.question("number \(number)", database: number < 3 ? "shop" : "museum", by: name)
      if number == 1 { try await audit.log.asked(question) } else { try await audit.answered(question) }
    }
    func texts(_ filter: AuditFilter) async throws -> [String] {
      try await audit.reader.list(filter).map { String($0.question.text.suffix(1)) }
    }
    #expect(try await texts(AuditFilter()) == ["3", "2", "1", "0"])
    #expect(try await texts(AuditFilter(limit: 2)) == ["3", "2"])
    #expect(try await texts(AuditFilter(principal: Principal("anna"))) == ["2", "0"])
    #expect(try await texts(AuditFilter(database: "museum")) == ["3"])
    #expect(try await texts(AuditFilter(outcome: .unfinished)) == ["1"])
    #expect(try await texts(AuditFilter(outcome: .answered, limit: 1)) == ["3"])
    #expect(try await texts(AuditFilter(outcome: .failed)) == [])
    let second = try await audit.reader.list()[2].askedAt
    #expect(try await texts(AuditFilter(since: second)) == ["3", "2", "1"])
    #expect(try await texts(AuditFilter(until: second)) == ["0"])
  }

  @Test(
    "Words are found in question and SQL, by their beginning, whatever their case and accents",
    arguments: [
      ("customers", 1), ("CUSTO", 1), ("cafe", 1), ("café münchen", 1), ("order_item", 1), ("customers nowhere", 0),
      ("how sum", 1), ("the", 2), ("\"", 2), ("cust*", 1), ("NEAR(", 0), ("a AND", 0), ("sql:sum", 0), ("stomer", 0),
    ])
  func words(_ words: String, _ count: Int) async throws {
    let audit = try await AuditFixture()
    try await audit.answered(
      AuditFixture.question("How many customers had the Café München?"), sql: "select sum(1) from shop.order_item")
    try await audit.log.asked(AuditFixture.question("What is the weather?"))
    #expect(try await audit.reader.list(AuditFilter(words: words)).count == count)
  }

  @Test("A store that had no search index yet finds its old entries after the upgrade")
  func upgrade() async throws {
    let audit = try await AuditFixture()
    let path = audit.folder + "/old.sqlite"
    let old = AuditLog(try await Store.open(at: path, migrations: [Migration.released[0]]))
    try await old.asked(AuditFixture.question("Which giraffes?"))
    let reader = AuditReader(try await Store.open(at: path))
    #expect(try await reader.list(AuditFilter(words: "giraffes")).count == 1)
    #expect(try await reader.verify(.everything).breaks == [])
  }

  @Test("A damaged search index is noticed and can be made anew")
  func searchIndex() async throws {
    let audit = try await AuditFixture()
    try await audit.answered(AuditFixture.question("Which giraffes?"))
    try await audit.reader.followWords()
    try await audit.store.write { try $0.run("insert into audit_search (audit_search) values ('delete-all')") }
    #expect(try await audit.reader.verify().isIntact)
    #expect(try await !audit.reader.verify(.everything).isIntact)
    try await audit.reader.rebuildSearch()
    #expect(try await audit.reader.verify(.everything).isIntact)
    #expect(try await audit.reader.list(AuditFilter(words: "giraffes")).count == 1)
  }

  @Test("Words are found at once, whether an append has indexed them or the search has to, and leave with a redaction")
  func wordsFollow() async throws {
    let audit = try await AuditFixture()
    func end() async throws -> Int64? {
      try await audit.store.read { try $0.rows("select sequence from audit_search_end") }.first?.integer(0)
    }
    let log = audit.log
    try await log.asked(AuditFixture.question("Which zebras?"))
    #expect(try await end() == 0)
    let early = AuditFixture.question("Which giraffes?")
    try await log.asked(early)
    try await log.redact(Redaction(.question(early.id), because: "a wish", by: Principal("olga")))
    #expect(try await audit.reader.list(AuditFilter(words: "giraffes")).isEmpty)
    #expect(try await audit.reader.list(AuditFilter(words: "zebras")).count == 1)
    #expect(try await end() == 3)
    for number in 0..<300 { try await log.asked(AuditFixture.question("Which \(number) lions?")) }
    #expect(try await end() == 256)
    let late = AuditFixture.question("Which okapi?")
    try await log.asked(late)
    #expect(try await audit.reader.list(AuditFilter(words: "okapi")).count == 1)
    #expect(try await end() == 304)
    try await log.redact(Redaction(.question(late.id), because: "a wish", by: Principal("olga")))
    #expect(try await audit.reader.list(AuditFilter(words: "okapi")).isEmpty)
    let verification = try await audit.reader.verify(.everything)
    #expect(verification.breaks == [] && verification.redacted == 2)
  }

  @Test("A question that nobody asked is an error that says so")
  func unknown() async throws {
    let audit = try await AuditFixture()
    let id = QuestionID()
    await #expect(throws: AuditError.unknownQuestion(id)) { try await audit.reader.record(id) }
  }

  @Test("The log in numbers counts each question once, by outcome and by latest review")
  func stats() async throws {
    let audit = try await AuditFixture()
    #expect(try await audit.reader.stats() == AuditStats())
    let first = try await audit.answered(AuditFixture.question())
    try await audit.answered(AuditFixture.question(by: "ben"))
    try await audit.log.asked(AuditFixture.question(database: "museum"))
    let refused = AuditFixture.question()
    try await audit.log.asked(refused)
    try await audit.log.declined(AuditFixture.refusal(refused), workings: AuditWorkings())
    let rita = Principal("rita")
    try await audit.log.reviewed(first, .init(verdict: .approved, sql: "select 1"), by: rita)
    try await audit.log.reviewed(first, .init(verdict: .rejected, reason: "No."), by: rita)
    let stats = try await audit.reader.stats()
    #expect([stats.questions, stats.answered, stats.declined, stats.failed, stats.unfinished] == [4, 2, 1, 0, 1])
    #expect([stats.approved, stats.corrected, stats.rejected] == [0, 0, 1])
    #expect([stats.people, stats.databases] == [2, 2])
    #expect(try #require(stats.first) < (try #require(stats.last)))
    #expect(try await audit.reader.stats(database: "museum").questions == 1)
    #expect(try await audit.reader.stats(until: stats.first).questions == 0)
  }

  @Test("Questions are found by the relation that they read, the model, the cost and the review, over many pages")
  func whole() async throws {
    let audit = try await AuditFixture()
    let first = try await audit.answered(AuditFixture.question("first"), sql: "select 1 from shop.customer")
    for number in 0..<450 { try await audit.log.asked(AuditFixture.question("filler \(number)")) }
    func texts(_ filter: AuditFilter) async throws -> [String] {
      try await audit.reader.list(filter).map(\.question.text)
    }
    #expect(try await texts(AuditFilter(relation: "customer")) == ["first"])
    #expect(try await texts(AuditFilter(relation: "Shop.Customer")) == ["first"])
    #expect(try await texts(AuditFilter(relation: "orders")) == [])
    #expect(try await texts(AuditFilter(model: "small")) == ["first"])
    #expect(try await texts(AuditFilter(model: "large")) == [])
    #expect(try await texts(AuditFilter(cost: 12...13)) == ["first"])
    #expect(try await texts(AuditFilter(cost: 0...12)) == [])
    #expect(try await texts(AuditFilter(review: .approved)) == [])
    try await audit.log.reviewed(first, .init(verdict: .approved, sql: "select 1"), by: Principal("rita"))
    #expect(try await texts(AuditFilter(review: .approved)) == ["first"])
    #expect(try await audit.reader.list(AuditFilter(words: "filler", limit: 1000)).count == 450)
    #expect(AuditFilter(words: "FIRST", relation: "customer").covers(try await audit.reader.record(first.id)))
    #expect(!AuditFilter(words: "filler").covers(try await audit.reader.record(first.id)))
  }

  @Test("What happens after a position is told once, with the whole question")
  func changes() async throws {
    let audit = try await AuditFixture()
    let first = try await audit.answered(AuditFixture.question("first"))
    let position = try await audit.reader.lastPosition()
    #expect(try await audit.reader.changed(after: position).records == [])
    try await audit.answered(AuditFixture.question("second"))
    try await audit.log.feedback(first, .init(thumb: .down, comment: "too few"), by: Principal("ben"))
    let (records, end) = try await audit.reader.changed(after: position)
    #expect(records.map(\.question.text) == ["second", "first"])
    #expect(records.last?.feedback.map(\.comment) == ["too few"])
    #expect(try await audit.reader.changed(after: end).records.isEmpty)
    #expect(try await audit.reader.verify().isIntact)
  }
}
