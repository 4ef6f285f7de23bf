internal import Presentation
internal import Vocabulary

/// Says how an answer came about, or why there is none.
enum WhyPage {
  static func text(_ outcome: Outcome) -> String {
    var lines = ["question    \(outcome.question.text)", "id          \(outcome.question.id)"]
    switch outcome {
    case .answered(let answer):
      lines.append("sql         \(answer.sql.replacing("\n", with: "\n            "))")
      lines.append("model       \(answer.model)")
      if let confidence = answer.confidence { lines.append("confidence  \(Int((confidence * 100).rounded())) %") }
      lines.append("judgement   accepted by every layer")
      lines.append("reads       \(answer.judgement.relations.map(\.sql).joined(separator: ", "))")
      if let plan = answer.judgement.plan {
        lines.append("plan        cost \(tenths(plan.cost)), about \(tenths(plan.rows)) rows")
      }
    case .refused(let refusal):
      lines.append("refused     \(refusal.message)")
      for judgement in refusal.judgements {
        lines.append("judgement   \(judgement.sql.replacing("\n", with: "\n            "))")
        lines += FindingPage.text(judgement).split(separator: "\n").map { "            \($0)" }
      }
    }
    lines.append("took        \(text(outcome.timings))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// `85.0 ms (introspection 1.2, generation 80.1, …)`.
  static func text(_ timings: StageTimings) -> String {
    let stages = timings.entries.map { "\($0.stage.rawValue) \(tenths($0.milliseconds))" }
    return "\(tenths(timings.totalMilliseconds)) ms (\(stages.joined(separator: ", ")))"
  }

  private static func tenths(_ value: Double) -> String {
    guard value.magnitude < 1e15 else { return "\(value)" }
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(abs(scaled % 10))"
  }
}

extension Outcome {
  var question: Question {
    switch self {
    case .answered(let answer): answer.question
    case .refused(let refusal): refusal.question
    }
  }

  /// The statement that ran, or the last one that was refused.
  var sql: String? {
    switch self {
    case .answered(let answer): answer.sql
    case .refused(let refusal): refusal.judgements.last?.sql
    }
  }

  var timings: StageTimings {
    switch self {
    case .answered(let answer): answer.timings
    case .refused(let refusal): refusal.timings
    }
  }
}
