import DoorTestSupport
import Foundation
import Generation
import Prompting
import Testing
import Vocabulary

@testable import Interpretation

@Suite struct `Confidence` {
  private static let curve = Calibration.Curve(
    intercept: -2,
    weights: ["logProbability": 0.5, "agreement": 1, "coverage": 3, "faults": -1, "unknown to this program": 9])
  private static let calibration = Calibration(sha256: "a", right: curve)

  private static func signs(
    _ probability: Double = 0.5, agreement: Double = 1, candidates: Int = 5, coverage: Double = 1, faults: Int = 0
  ) -> ConfidenceSigns {
    ConfidenceSigns(
      probability: probability, candidates: candidates, agreement: agreement, coverage: coverage, faults: faults)
  }

  @Test func `is a probability that follows the signs`() {
    let usual = Self.curve.probability(Self.signs())
    #expect(abs(usual - 1 / (1 + exp(-(-2 + 0.5 * log(0.5) + 1 + 3)))) < 1e-12)
    #expect(Self.curve.probability(Self.signs(0.9)) > usual)
    for worse in [
      Self.signs(0.1), Self.signs(agreement: 0.2), Self.signs(coverage: 0.5), Self.signs(faults: 1), Self.signs(0),
    ] {
      let probability = Self.curve.probability(worse)
      #expect(probability < usual && probability > 0)
    }
    // One candidate alone agrees with itself.
    #expect(Self.curve.probability(Self.signs(agreement: 0.2, candidates: 1)) == usual)
  }

  @Test func `counts for the very model that it was fitted for`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func manifest(_ sha256: String) -> ModelManifest {
      ModelManifest(
        name: "m", file: "m.gguf", sha256: sha256, profile: "dragoman-tuned-2", context: 2048, parameters: 1, tags: nil,
        training: [:], scores: [:])
    }
    #expect(Calibration.beside(manifest("a"), folder: folder.path) == nil)
    let text = """
      {"sha256": "a", "answers": 48, "fitted": "2026-11-24", "answerable": {"intercept": -2, "weights": {"coverage": 3}}}
      """
    try text.write(to: folder.appending(path: "calibration.json"), atomically: true, encoding: .utf8)
    #expect(Calibration.beside(manifest("a"), folder: folder.path)?.answerable?.weights == ["coverage": 3])
    #expect(Calibration.beside(manifest("b"), folder: folder.path) == nil)
  }

  @Test func `of a little asks back with what the words leave open`() {
    let (store, customer) = (RelationName("shop", "store"), RelationName("shop", "customer"))
    var evidence = Evidence(
      relations: [], columns: [],
      mentions: [
        Mention(
          range: 8..<12, text: "Oslo",
          content: .value([
            .init(column: ColumnName(store, "city"), value: "Oslo"),
            .init(column: ColumnName(customer, "city"), value: "Oslo"),
          ]))
      ],
      words: [
        .init(range: 0..<4, relations: [], columns: [ColumnName(store, "name"), ColumnName(customer, "name")]),
        .init(range: 13..<18, relations: [], columns: [ColumnName(store, "churn")]),
      ])
    evidence.unexplained = ["vibes", "a", "b", "c", "d"]
    let doubts = Doubts("name in Oslo churn vibes", evidence)
    #expect(
      doubts.questions == [
        "By \"Oslo\", do you mean store.city or customer.city?",
        "By \"name\", do you mean store.name or customer.name?",
      ])
    #expect(doubts.missing == ["vibes", "a", "b", "c"])
    var account = Account()
    account.evidence = evidence
    account.confidence = 0.123
    #expect(
      Sentences.refusal(.unsure, "name in Oslo churn vibes", account)
        == "The answer that was found is too unlikely to be right (confidence 12 %). "
        + "Nothing here is called \"vibes\" or \"a\" or \"b\" or \"c\".")
  }

  @Test func `below what is wanted is asked back, with the signs in the log`() async throws {
    let premises = try await Premises("asked_back", model: "told")
    let question = Question(
      text: "vibes of customers [select count(*) from customers]", database: "shop", principal: Principal("anna"))
    guard case .answered(let answer) = try await premises.interpreter.ask(question) else {
      Issue.record("not answered")
      return
    }
    let confidence = try #require(answer.confidence)
    #expect(answer.signs?.probability == confidence)
    #expect(try await premises.reader.record(question.id).workings.signs == answer.signs)
    for (limit, isAsked) in [(confidence + 0.01, true), (confidence - 0.01, false)] {
      let again = Question(text: question.text, database: "shop", principal: Principal("anna"))
      let outcome = try await premises.interpreter.with(.init(askBelow: limit)).ask(again)
      let record = try await premises.reader.record(again.id)
      #expect((record.outcome == .declined) == isAsked)
      guard case .refused(let refusal) = outcome else { continue }
      #expect(refusal.reason == .unsure && record.declined?.reason == .unsure)
      #expect(refusal.message.contains("Nothing here is called \"vibes\""))
      // Nothing was about to run.
      #expect(record.sql == nil)
    }
  }

  @Test func `a question whose words mean nothing here is refused unjudged, and the words are named`() async throws {
    let premises = try await Premises("refusing", model: "told")
    let asked = Premises.question("which horoscope suits goldfish [select count(*) from customers]")
    // Whose answers nobody measured is not held back.
    let answered = try await premises.interpreter.with(.init(refuseBelow: 0.7)).ask(asked)
    guard case .answered = answered else {
      Issue.record("\(answered)")
      return
    }
    let again = Premises.question(asked.text)
    let curve = Calibration.Curve(intercept: -2, weights: ["coverage": 4])
    let models = ModelDesk(
      .server(ModelEndpoint(url: premises.modelURL, retries: 0), try .named("generic-chat-1")),
      calibration: Calibration(sha256: "", answerable: curve))
    let careful = Interpreter(
      database: premises.database, models: models, log: premises.log, options: .init(refuseBelow: 0.7))
    guard case .refused(let refusal) = try await careful.ask(again) else {
      Issue.record("answered")
      return
    }
    #expect(refusal.reason == .unanswerable && refusal.message.contains("\"horoscope\""))
    let record = try await premises.reader.record(again.id)
    #expect(record.workings.judgements.isEmpty && record.sql == nil)
  }
}
