internal import Presentation
internal import Vocabulary

/// Says how an answer came about, or why there is none.
enum WhyPage {
  /// - Parameter workings: what the audit log knows beyond the outcome: evidence, candidates.
  static func text(_ outcome: Outcome, _ workings: AuditWorkings? = nil) -> String {
    var lines = ["question    \(outcome.question.text)", "id          \(outcome.question.id)"]
    if let typed = outcome.question.typed { lines.insert("typed       \(typed)", at: 1) }
    if let chosen = workings?.chosen {
      lines.append("chosen      \(chosen.number) of \(chosen.questionID): \(chosen.description)")
    }
    for (number, choice) in outcome.choices.enumerated() {
      lines.append("choice      \(number + 1): \(choice.description)")
    }
    if let evidence = workings?.evidence {
      lines.append("found       \(evidence.relations.map(\.sql).joined(separator: ", "))")
      let columns = evidence.columns.prefix(12).map { "\($0.relation.name).\($0.column)" }
      if !columns.isEmpty { lines.append("columns     \(columns.joined(separator: ", "))") }
      if !evidence.mentions.isEmpty { lines.append("mentions    \(evidence.mentions.joined(separator: ", "))") }
    }
    for grammar in workings?.grammars ?? [] { lines.append("grammar     \(grammar)") }
    for candidate in workings?.candidates ?? [] {
      lines.append("candidate   \(candidate.attempt): \(candidate.text.replacing("\n", with: " "))")
    }
    for trial in workings?.trials ?? [] { lines.append("tried       \(trial.sentence.replacing("\n", with: " "))") }
    switch outcome {
    case .answered(let answer):
      lines.append("sql         \(indented(answer.sql))")
      lines.append("model       \(answer.model)")
      if let confidence = answer.confidence { lines.append("confidence  \(Int((confidence * 100).rounded())) %") }
      lines += judged(answer.judgement)
    case .refused(let refusal):
      lines.append("refused     \(refusal.message)")
      for judgement in refusal.judgements { lines += ["sql         \(indented(judgement.sql))"] + judged(judgement) }
    }
    lines.append("took        \(text(outcome.timings))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// A statement that was judged and not run.
  static func text(_ judgement: Judgement) -> String {
    (["sql         \(indented(judgement.sql))"] + judged(judgement)).joined(separator: "\n") + "\n"
  }

  /// `85.0 ms (introspection 1.2, generation 80.1, …)`.
  static func text(_ timings: StageTimings) -> String {
    let stages = timings.entries.map { "\($0.stage.rawValue) \(tenths($0.milliseconds))" }
    return "\(tenths(timings.totalMilliseconds)) ms (\(stages.joined(separator: ", ")))"
  }

  private static func judged(_ judgement: Judgement) -> [String] {
    guard judgement.isAccepted else {
      return ["judgement   refused"]
        + FindingPage.text(judgement).split(separator: "\n").map { "            \($0)" }
    }
    var lines = ["judgement   accepted by every layer"]
    if !judgement.relations.isEmpty {
      lines.append("reads       \(judgement.relations.map(\.sql).joined(separator: ", "))")
    }
    if let plan = judgement.plan {
      lines.append("plan        cost \(tenths(plan.cost)), about \(tenths(plan.rows)) rows")
    }
    return lines
  }

  private static func indented(_ text: String) -> String { text.replacing("\n", with: "\n            ") }

  private static func tenths(_ value: Double) -> String {
    guard value.magnitude < 1e15 else { return "\(value)" }
    let scaled = Int((value * 10).rounded())
    return "\(scaled / 10).\(abs(scaled % 10))"
  }
}
