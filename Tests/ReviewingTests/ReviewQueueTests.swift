import Auditing
import Testing
import Vocabulary

@testable import Reviewing

@Suite("The review queue", .timeLimit(.minutes(2)))
struct ReviewQueueTests {
  private let fine = "[select count(*) from customers]"

  private func kinds(_ item: QueueItem) -> [ReviewReason.Kind] { item.reasons.map(\.kind) }

  @Test("what teaches most comes first, and each item says why")
  func order() async throws {
    let bench = try await Bench("queue_order")
    let empty = try await bench.ask("customers called Zoë [select name from customers where name = 'Zoë']")
    try await bench.ask("towns [select town from customers]")
    let refused = try await bench.ask("broken [select nothing from nowhere]")
    let hated = try await bench.ask("how many customers \(fine)")
    try await bench.desk.feedback(hated.question.id, .down, comment: "There are three.", by: Principal("ben"))
    let items = try await bench.desk.queue().items
    #expect(items.map(\.record.question.id).first == hated.question.id)
    #expect(items.count == 4)
    #expect(items.map(\.weight) == items.map(\.weight).sorted(by: >))
    let byID = Dictionary(uniqueKeysWithValues: items.map { ($0.record.question.id, $0) })
    #expect(try kinds(#require(byID[empty.question.id])).contains(.noRows))
    #expect(try kinds(#require(byID[refused.question.id])).contains(.refused))
    #expect(items[0].reasons[0].sentence == "Thumbs down by ben: There are three.")
    for item in items { #expect(item.reasons.allSatisfy { !$0.sentence.isEmpty }) }
  }

  @Test("a question that is asked often is one item, whatever its case, accents and marks")
  func frequent() async throws {
    let bench = try await Bench("queue_frequent")
    for (text, person) in [("Orders of Zoë?", "anna"), ("orders of zoe", "ben"), ("ORDERS  OF ZOË !", "anna")] {
      let question = Question(text: text, database: "shop", principal: Principal(person))
      try await bench.log(question, candidates: ["select 1", "select 1"], sql: "select 1", confidence: 0.99)
    }
    let items = try await bench.desk.queue().items
    #expect(items.count == 1)
    #expect(items.first?.timesAsked == 3)
    #expect(items.first?.askers.map(\.name) == ["anna", "ben"])
    #expect(items.first.map(kinds) == [.frequent])
    #expect(items.first?.reasons.first?.sentence == "Asked 3 times by 2 people.")
  }

  @Test("low confidence and candidates that disagree weigh, sure ones do not")
  func doubt() async throws {
    let bench = try await Bench("queue_doubt")
    func question(_ text: String) -> Question {
      Question(text: text, database: "shop", principal: Principal("anna"))
    }
    let sure = question("sure")
    let unsure = question("unsure")
    let torn = question("torn")
    try await bench.log(sure, candidates: ["select 1"], sql: "select 1", confidence: 0.95)
    try await bench.log(unsure, candidates: ["select 1"], sql: "select 1", confidence: 0.1)
    try await bench.log(torn, candidates: ["select 1", "select 2"], sql: "select 2", confidence: 0.9)
    let items = try await bench.desk.queue().items
    #expect(items.map(\.record.question.id) == [unsure.id, torn.id, sure.id])
    #expect(items.map(kinds) == [[.lowConfidence], [.disagreement], [.unreviewed]])
    #expect(items[0].reasons[0].sentence == "The model's confidence was 10 %.")
  }

  @Test("what is settled leaves the queue and comes back for a thumbs down or for another answer")
  func settled() async throws {
    let bench = try await Bench("queue_settled")
    let id = try await bench.ask("how many customers \(fine)").question.id
    try await bench.desk.approve(id, by: Bench.rita)
    #expect(try await bench.desk.queue().items.isEmpty)
    try await bench.ask("How many customers \(fine)")
    #expect(try await bench.desk.queue().items.isEmpty)
    try await bench.desk.feedback(id, .up, by: Principal("ben"))
    #expect(try await bench.desk.queue().items.isEmpty)
    try await bench.desk.feedback(id, .down, by: Principal("ben"))
    #expect(try await bench.desk.queue().items.first.map(kinds)?.first == .thumbsDown)
    try await bench.desk.approve(id, by: Bench.rita)
    #expect(try await bench.desk.queue().items.isEmpty)
    let question = Question(
      text: "how many customers \(fine)", database: "shop", principal: Principal("anna"))
    try await bench.log(question, candidates: ["select 3"], sql: "select 3", confidence: 0.9)
    let item = try #require(try await bench.desk.queue().items.first)
    #expect(item.record.question.id == question.id)
    #expect(kinds(item).first == .changedAnswer)
  }

  @Test("statements by hand, repetitions and what is under way are nothing to review")
  func others() async throws {
    let bench = try await Bench("queue_others")
    let hand = Premade.question("select 1")
    _ = try await bench.premises.interpreter.run("select count(*) from customers", for: hand)
    try await bench.premises.log.asked(Premade.question("under way"))
    var again = Premade.question("again \(fine)")
    again.regarding = hand.id
    _ = try await bench.premises.interpreter.ask(again)
    #expect(try await bench.desk.queue().items.isEmpty)
  }
}

enum Premade {
  static func question(_ text: String) -> Question {
    Question(text: text, database: "shop", principal: Principal("anna"))
  }
}

extension Bench {
  /// An answer as a model of several candidates would have given it.
  func log(_ question: Question, candidates: [String], sql: String, confidence: Double) async throws {
    var workings = AuditWorkings()
    workings.candidates = candidates.map { Candidate(text: $0, model: "small", finish: .stop) }
    let judgement = Judgement(sql: sql, findings: [])
    workings.judgements = [judgement]
    try await premises.log.asked(question)
    try await premises.log.intended(question, sql: sql, plan: nil, confidence: confidence, workings: workings)
    try await premises.log.answered(
      Answer(
        question: question, sql: sql, table: ResultTable(columns: [.init(name: "n", type: "int")], rows: [["1"]]),
        judgement: judgement, model: "small", confidence: confidence, timings: StageTimings()))
  }
}
