import Auditing
import DoorTestSupport
import Interpretation
import Storage
import Testing
import Vocabulary

@testable import Reviewing

@Suite("Approved pairs at question time", .timeLimit(.minutes(2)))
struct VerifiedAnswerTests {
  private let rita = Bench.rita

  private func interpreter(_ bench: Bench, desk: ReviewDesk? = nil) -> Interpreter {
    let premises = bench.premises
    return Interpreter(
      database: premises.database, models: premises.models, log: premises.log,
      knowledge: Knowledge(pairs: (desk ?? bench.desk).pairs, glossary: nil))
  }

  /// Keeps a statement as the right answer to a question; the stand-in for a model knows none.
  private func teach(_ bench: Bench, _ question: String, _ sql: String) async throws -> QuestionID {
    let id = try await bench.ask(question).question.id
    guard
      case .passed(let correction) = try await bench.desk.trial(
        sql, for: id, by: rita, through: bench.premises.interpreter)
    else { throw ReviewError.noReason }
    try await bench.desk.keep(correction)
    return id
  }

  private func ask(
    _ interpreter: Interpreter, _ bench: Bench, _ text: String
  ) async throws -> (outcome: Outcome, record: AuditRecord) {
    let question = Question(text: text, database: "shop", principal: Principal("anna"))
    let outcome = try await interpreter.ask(question)
    return (outcome, try await bench.premises.reader.record(question.id))
  }

  @Test("a question that matches is answered from the pair, with who stands for it, in answer and log")
  func verified() async throws {
    let bench = try await Bench("verified_answer")
    let interpreter = interpreter(bench)
    #expect(try await ask(interpreter, bench, "How many customers are from Köln?").record.outcome == .declined)
    let id = try await teach(
      bench, "How many customers are from Köln?", "select count(*) from customers where town = 'Köln'")
    let (outcome, record) = try await ask(interpreter, bench, "how many customers are from the KÖLN")
    guard case .answered(let answer) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(answer.table.rows == [["1"]])
    #expect(answer.verified?.questionID == id && answer.verified?.reviewers == [rita])
    #expect(answer.notices.first?.hasPrefix("Verified by rita on 20") == true)
    #expect(record.workings.verified == answer.verified)
    #expect(record.workings.prompts.isEmpty && record.workings.candidates.isEmpty)
    #expect(record.workings.evidence?.examples == [id])
    #expect(record.workings.judgements.last?.plan != nil)
    // A rejection takes it back at once.
    try await bench.desk.reject(id, because: "no", by: rita)
    #expect(try await ask(interpreter, bench, "how many customers are from the KÖLN").record.outcome == .declined)
  }

  @Test("a review of another process counts from the next question on")
  func otherProcess() async throws {
    let bench = try await Bench("verified_elsewhere")
    let interpreter = interpreter(bench)
    #expect(try await ask(interpreter, bench, "all the paid ones").record.outcome == .declined)
    // A second desk over the same log stands for the other process.
    let id = try await bench.ask("all the paid ones").question.id
    let other = ReviewDesk(log: bench.premises.log, reader: bench.premises.reader, rules: ReviewRules())
    guard
      case .passed(let correction) = try await other.trial(
        "select id from orders where paid", for: id, by: Bench.sam, through: bench.premises.interpreter)
    else {
      Issue.record("refused")
      return
    }
    try await other.keep(correction)
    #expect(try await ask(interpreter, bench, "all the paid ones").record.workings.verified?.questionID == id)
  }

  @Test("a renamed column sets the pair aside, by name, and the model is asked instead")
  func drift() async throws {
    let bench = try await Bench("verified_drift")
    let interpreter = interpreter(bench)
    let id = try await teach(bench, "towns of customers", "select town from customers")
    #expect(try await ask(interpreter, bench, "towns of customers").record.workings.verified?.questionID == id)
    try await bench.change("alter table sales.customers rename town to city", in: "verified_drift")
    let after = try await ask(interpreter, bench, "towns of customers").record
    #expect(after.workings.verified == nil)
    #expect(after.workings.evidence?.setAside == [id])
    #expect(after.workings.prompts.count == 1)
  }

  @Test("approved pairs stand in the prompt of a profile that takes examples")
  func examples() async throws {
    let bench = try await Bench("verified_examples")
    let id = try await teach(bench, "towns of customers that paid", "select town from customers")
    let interpreter = try Interpreter(
      database: bench.premises.database, models: bench.premises.chatModels("generic-chat-2"), log: bench.premises.log,
      knowledge: Knowledge(pairs: bench.desk.pairs, glossary: nil))
    let record = try await ask(interpreter, bench, "names of customers that paid").record
    let prompt = try #require(record.workings.prompts.first?.text)
    #expect(prompt.contains("Question: \"towns of customers that paid\"\nselect town from customers\n"))
    #expect(record.workings.evidence?.examples == [id])
    #expect(record.workings.evidence?.reasons?.contains { $0.contains("the approved question \(id)") } == true)
  }
}
