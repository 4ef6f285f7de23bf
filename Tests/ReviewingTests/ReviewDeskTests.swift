import Auditing
import Testing
import Vocabulary

@testable import Reviewing

@Suite("The review desk", .timeLimit(.minutes(2)))
struct ReviewDeskTests {
  private static let open = Task { try await Bench("review_desk") }
  private var rita: Principal { Bench.rita }
  private var sam: Principal { Bench.sam }
  private let count = "[select count(*) from customers]"

  @Test("of several reviews the latest counts, and all are kept")
  func latest() async throws {
    let bench = try await Self.open.value
    let id = try await bench.ask("how many customers \(count)").question.id
    #expect(try await bench.desk.reject(id, because: " Wrong table. ", by: rita).state == .rejected)
    #expect(try await bench.desk.approve(id, by: rita).state == .approved)
    let standing = try await bench.desk.approve(id, by: sam)
    #expect(standing.voices == [rita, sam])
    let record = try await bench.premises.reader.record(id)
    #expect(record.reviews.map(\.verdict) == [.rejected, .approved, .approved])
    #expect(record.reviews.first?.reason == "Wrong table.")
    let pair = try #require(try await bench.desk.approvedPairs(database: "shop").first { $0.questionID == id })
    #expect(pair.sql == record.sql)
    #expect(pair.asker == Principal("anna"))
    #expect(!pair.isCorrected)
    #expect(try await bench.premises.reader.verify().isIntact)
  }

  @Test("a refusal can be right: approved, it teaches no statement")
  func refusal() async throws {
    let bench = try await Self.open.value
    let record = try await bench.ask("what is the weather [REFUSE]")
    #expect(record.outcome == .declined)
    #expect(try await bench.desk.approve(record.question.id, by: rita).state == .approved)
    #expect(try await !bench.desk.approvedPairs().contains { $0.questionID == record.question.id })
  }

  @Test("a correction passes the gate and shows its rows before it is kept, and is in the log like any question")
  func correction() async throws {
    let bench = try await Self.open.value
    let id = try await bench.ask("names of customers \(count)").question.id
    let sql = "select name from customers order by 1 ;\n"
    guard
      case .passed(let correction) = try await bench.desk.trial(
        sql, for: id, by: rita, through: bench.premises.interpreter)
    else {
      Issue.record("the correction was refused")
      return
    }
    #expect(correction.answer.table.rows == [["Ada"], ["Ben, Jr."]])
    #expect(try await bench.premises.reader.record(id).reviews.isEmpty)
    let tried = try await bench.premises.reader.record(correction.answer.question.id)
    #expect(tried.question.regarding == id)
    #expect(tried.question.principal == rita)
    #expect(try await bench.desk.keep(correction).sql == "select name from customers order by 1")
    let pair = try #require(try await bench.desk.approvedPairs().first { $0.questionID == id })
    #expect(pair.isCorrected)
    #expect(pair.sql == "select name from customers order by 1")
  }

  @Test("what the gate refuses cannot be kept")
  func refusedCorrection() async throws {
    let bench = try await Self.open.value
    let id = try await bench.ask("odd names \(count)").question.id
    guard
      case .refused(let refusal) = try await bench.desk.trial(
        "delete from customers", for: id, by: rita, through: bench.premises.interpreter)
    else {
      Issue.record("a statement that writes passed")
      return
    }
    #expect(!refusal.judgements.isEmpty)
    #expect(try await bench.premises.reader.record(id).reviews.isEmpty)
  }

  @Test("a question without an answer cannot be approved, and a rejection says why")
  func nothing() async throws {
    let bench = try await Self.open.value
    let question = Question(text: "unfinished", database: "shop", principal: Principal("anna"))
    try await bench.premises.log.asked(question)
    await #expect(throws: ReviewError.nothingToApprove(question.id, .unfinished)) {
      try await bench.desk.approve(question.id, by: rita)
    }
    await #expect(throws: ReviewError.noReason) {
      try await bench.desk.reject(question.id, because: " \n", by: rita)
    }
    await #expect(throws: ReviewError.longText(bytes: 2001, limit: 2000)) {
      try await bench.desk.reject(question.id, because: String(repeating: "x", count: 2001), by: rita)
    }
    let unknown = QuestionID()
    await #expect(throws: AuditError.unknownQuestion(unknown)) { try await bench.desk.approve(unknown, by: rita) }
    #expect(try await bench.premises.reader.record(question.id).reviews.isEmpty)
  }

  @Test("who is no reviewer may not review, and is heard all the same")
  func rights() async throws {
    let bench = try await Bench("review_rights", rules: ReviewRules(reviewers: ["rita"]))
    let id = try await bench.ask("how many customers \(count)").question.id
    for attempt in ["approve", "reject", "trial"] {
      await #expect(throws: ReviewError.mayNotReview(sam), "\(attempt)") {
        switch attempt {
        case "approve": try await bench.desk.approve(id, by: sam)
        case "reject": try await bench.desk.reject(id, because: "no", by: sam)
        default:
          _ = try await bench.desk.trial("select 1", for: id, by: sam, through: bench.premises.interpreter)
        }
      }
    }
    try await bench.desk.feedback(id, .down, comment: "too few", by: sam)
    let (record, standing) = try await bench.desk.standing(id)
    #expect(standing.state == .open)
    #expect(record.feedback.first?.comment == "too few")
    // Whoever is a reviewer no longer has no voice any more, not even for what they approved.
    #expect(try await bench.desk.approve(id, by: rita).state == .approved)
    let later = ReviewDesk(log: bench.premises.log, reader: bench.premises.reader, rules: .init(reviewers: ["sam"]))
    #expect(try await later.approvedPairs().isEmpty)
  }

  @Test("where two people are needed, one alone is not enough, and the second may approve the first's correction")
  func twoPeople() async throws {
    let bench = try await Bench("review_two", rules: ReviewRules(needsTwoPeople: true))
    let id = try await bench.ask("names \(count)").question.id
    guard
      case .passed(let correction) = try await bench.desk.trial(
        "select name from customers", for: id, by: rita, through: bench.premises.interpreter)
    else {
      Issue.record("the correction was refused")
      return
    }
    #expect(try await bench.desk.keep(correction).state == .waiting)
    #expect(try await bench.desk.approve(id, by: rita).state == .waiting)
    #expect(try await bench.desk.approvedPairs().isEmpty)
    #expect(try await bench.desk.queue().items.first?.reasons.first?.kind == .secondVoice)
    let standing = try await bench.desk.approve(id, by: sam)
    #expect(standing.state == .approved)
    #expect(standing.voices == [rita, sam])
    #expect(try await bench.desk.approvedPairs().map(\.sql) == ["select name from customers"])
    #expect(try await bench.desk.queue().items.isEmpty)
  }

  @Test("where one's own is not enough, an asker's approval waits for somebody else's")
  func own() async throws {
    let bench = try await Bench("review_own", rules: ReviewRules(allowsOwn: false))
    let id = try await bench.ask("how many \(count)", by: "rita").question.id
    #expect(try await bench.desk.approve(id, by: rita).state == .waiting)
    #expect(try await bench.desk.approve(id, by: sam).state == .approved)
    let other = try await bench.ask("how many now \(count)", by: "anna").question.id
    #expect(try await bench.desk.approve(other, by: rita).state == .approved)
  }
}
