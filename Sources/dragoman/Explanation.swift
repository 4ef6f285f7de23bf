import Presentation
import Vocabulary

/// Says for a person how an answer came about.
enum Explanation {
  static func of(_ answer: Answer) -> String {
    var lines = ["model: \(answer.model)"]
    if let confidence = answer.confidence { lines.append("confidence: \(percent(confidence))") }
    if let verified = answer.verified { lines.append(verified.sentence) }
    lines.append("reads: \(answer.judgement.relations.map(\.description).joined(separator: ", "))")
    if let plan = answer.judgement.plan {
      lines.append("plan: cost \(rounded(plan.cost)), about \(rounded(plan.rows)) rows")
    }
    lines.append(of(answer.timings))
    return lines.joined(separator: "\n")
  }

  static func of(_ judgement: Judgement) -> String {
    var text = "refused: \(judgement.sql)\n" + FindingPage.text(judgement)
    if text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// `introspection 1.2 ms · retrieval 0.3 ms · … · total 85.0 ms`.
  static func of(_ timings: StageTimings) -> String {
    let parts = timings.entries.map { "\($0.stage.rawValue) \(tenths($0.milliseconds)) ms" }
    return (parts + ["total \(tenths(timings.totalMilliseconds)) ms"]).joined(separator: " · ")
  }

  static func tenths(_ value: Double) -> String {
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(abs(scaled % 10))"
  }

  /// `0.83`.
  static func hundredths(_ value: Double) -> String {
    let scaled = Int((value * 100).rounded())
    return "\(scaled / 100).\(scaled % 100 < 10 ? "0" : "")\(scaled % 100)"
  }

  static func whole(_ value: Double) -> String { rounded(value) }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
  private static func rounded(_ value: Double) -> String { value < 1e15 ? String(Int(value.rounded())) : "\(value)" }
}
