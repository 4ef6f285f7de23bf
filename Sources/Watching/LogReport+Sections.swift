internal import Vocabulary

// What the cards say; each is left out when there is nothing to say.
extension LogReport {
  var sections: [ReportSection] {
    [use, accuracy, refusals, latency, cost, drift, models, people].compactMap { $0 }
  }

  private var labels: [String] { figures.period.labels }
  private var parts: [LogFigures.Part] { figures.parts }

  private var use: ReportSection? {
    let outcomes: [AuditRecord.Outcome] = [.answered, .declined, .failed, .unfinished]
    let plot = TimePlot(
      title: "Questions by outcome, by \(figures.period.grain.rawValue)", form: .bars, labels: labels,
      series: outcomes.map { outcome in
        .init(name: outcome.rawValue, values: parts.map { Double($0.outcomes[outcome] ?? 0) })
      })
    let told = outcomes.compactMap { outcome in
      figures.whole.outcomes[outcome].map { "\($0) \(outcome.rawValue)" }
    }
    return ReportSection(
      title: "Use",
      sentences: [
        told.isEmpty ? "Nobody asked." : told.joined(separator: ", ") + ". By \(figures.period.grain.rawValue):"
      ],
      plots: [(plot.svg, outcomes.map(\.rawValue))])
  }

  private var accuracy: ReportSection? {
    let whole = figures.whole
    guard whole.accuracy.trials > 0 || whole.thumbsUp + whole.thumbsDown > 0 else { return nil }
    let verdicts = AuditEntry.Reviewed.Verdict.allCases.map { "\(whole.verdicts[$0] ?? 0) \($0.rawValue)" }
    let plot = TimePlot(
      title: "Share approved as it was, with 95 % intervals", form: .lines, labels: labels,
      series: [
        .init(
          name: "% approved as it was",
          values: parts.map { $0.accuracy.trials == 0 ? nil : $0.accuracy.value * 100 },
          intervals: parts.map { part in
            guard part.accuracy.trials > 0 else { return nil }
            let interval = part.accuracy.interval
            return interval.lowerBound * 100...interval.upperBound * 100
          })
      ], most: 100)
    return ReportSection(
      title: "Accuracy by review",
      sentences: [
        "Right as it was: \(whole.accuracy.description); \(verdicts.joined(separator: ", ")).",
        "Reviewers look at doubtful answers first, so this is lower than the accuracy of all answers.",
        "From askers: \(whole.thumbsUp) thumbs up, \(whole.thumbsDown) down.",
      ], plots: whole.accuracy.trials > 0 ? [(plot.svg, ["approved as it was, in %"])] : [])
  }

  private var refusals: ReportSection? {
    let rules = Self.greatest(figures.rules, 12)
    let whole = figures.whole
    guard !rules.isEmpty || !figures.refusals.isEmpty || !figures.failures.isEmpty else { return nil }
    let plot = RowPlot(
      title: "Questions by the rule that refused a statement",
      rows: rules.map { .init(name: $0.name, value: Double($0.count), text: String($0.count)) })
    return ReportSection(
      title: "Refusals",
      sentences: [
        "\(figures.refusals[.unanswerable] ?? 0) could not be answered by the schema; for "
          + "\(figures.refusals[.invalid] ?? 0) every statement was refused; \(figures.repaired) were answered at the "
          + "second attempt. \(whole.outcomes[.failed] ?? 0) broke."
      ] + (rules.isEmpty ? [] : ["Statements refused, in questions by rule:"]),
      plots: rules.isEmpty ? [] : [(plot.svg, [])],
      tables: [
        .init(
          heads: ["what broke", "#questions"],
          rows: Self.greatest(figures.failures, 8).map { [$0.name, String($0.count)] })
      ])
  }

  private var latency: ReportSection? {
    guard figures.whole.milliseconds.count > 0 else { return nil }
    let plot = TimePlot(
      title: "Milliseconds a question", form: .lines, labels: labels,
      series: [
        .init(name: "median", values: parts.map { $0.milliseconds.quantile(0.5) }),
        .init(name: "95th percentile", values: parts.map { $0.milliseconds.quantile(0.95) }),
      ], unit: " ms")
    let rows = StageTimings.Stage.allCases.compactMap { stage -> [String]? in
      guard let times = figures.stages[stage], let median = times.quantile(0.5), let tail = times.quantile(0.95) else {
        return nil
      }
      return [stage.rawValue, String(times.count), Self.number(median), Self.number(tail)]
    }
    return ReportSection(
      title: "Latency", plots: [(plot.svg, ["median, in ms", "95th percentile"])],
      tables: [.init(heads: ["stage", "#questions", "#median ms", "#p95 ms"], rows: rows)])
  }

  private var cost: ReportSection? {
    guard figures.cost.count + figures.rows.count > 0 else { return nil }
    let plot = TimePlot(
      title: "Tokens", form: .bars, labels: labels,
      series: [
        .init(name: "prompt", values: parts.map { Double($0.promptTokens) }),
        .init(name: "completion", values: parts.map { Double($0.completionTokens) }),
      ])
    let tokens = figures.whole.promptTokens + figures.whole.completionTokens
    let rows = [("planner's cost", figures.cost), ("rows", figures.rows)].compactMap { name, values -> [String]? in
      guard let median = values.quantile(0.5), let tail = values.quantile(0.95), let most = values.quantile(1) else {
        return nil
      }
      return [name, Self.number(median), Self.number(tail), Self.number(most)]
    }
    return ReportSection(
      title: "Cost",
      sentences: [
        "\(tokens) tokens, \(figures.whole.promptTokens) of them read and \(figures.whole.completionTokens) written; "
          + "\(Axis.short(figures.bytes)) bytes of rows."
      ],
      plots: tokens > 0 ? [(plot.svg, ["tokens read", "tokens written"])] : [],
      tables: [.init(heads: ["a statement", "#median", "#p95", "#most"], rows: rows)])
  }

  private var drift: ReportSection? {
    guard !figures.schemas.isEmpty else { return nil }
    let answered = figures.whole.outcomes[.answered] ?? 0
    let plot = TimePlot(
      title: "The model's confidence, median", form: .lines, labels: labels,
      series: [.init(name: "%", values: parts.map { $0.confidence.quantile(0.5).map { $0 * 100 } })], most: 100)
    let schemas = figures.schemas.sorted { $0.value.first < $1.value.first }
    return ReportSection(
      title: "Drift",
      sentences: [
        "\(schemas.count == 1 ? "The schema stayed the same" : "The schema was seen in \(schemas.count) states"). "
          + "\(Self.share(figures.emptyAnswers, of: answered)) of the answers had no rows."
      ],
      plots: figures.whole.confidence.count > 0 ? [(plot.svg, ["median confidence, in %"])] : [],
      tables: [
        .init(
          heads: ["schema", "first asked", "#questions", "right by review"],
          rows: schemas.suffix(8).map { name, span in
            [String(name.prefix(12)), Self.minute(span.first), String(span.part.questions), Self.accuracy(span.part)]
          }),
        .init(
          heads: ["approved pair set aside", "why"],
          rows: figures.setAside.prefix(10).map { [$0.id.description, $0.reason] }),
      ])
  }

  private var models: ReportSection? {
    guard !figures.models.isEmpty else { return nil }
    let models = figures.models.sorted { $0.value.first < $1.value.first }
    let shown = Self.greatest(figures.models.mapValues(\.part.questions), 6).map(\.name)
    let plot = TimePlot(
      title: "Questions by model", form: .bars, labels: labels,
      series: shown.map { name in .init(name: name, values: parts.map { Double($0.models[name] ?? 0) }) })
    return ReportSection(
      title: "Models", plots: [(plot.svg, shown)],
      tables: [
        .init(
          heads: ["model and prompt", "first asked", "#questions", "#answered", "right by review", "#median ms"],
          rows: models.suffix(12).map { name, span in
            [
              ([name] + span.profiles.sorted()).joined(separator: ", "), String(Self.minute(span.first).prefix(10)),
              String(span.part.questions), Self.share(span.part.outcomes[.answered] ?? 0, of: span.part.questions),
              Self.accuracy(span.part), span.part.milliseconds.quantile(0.5).map(Self.number) ?? "–",
            ]
          })
      ])
  }

  private var people: ReportSection? {
    guard !figures.people.isEmpty else { return nil }
    return ReportSection(
      title: "Who, and what about",
      tables: [
        .init(
          heads: ["person", "#questions"], rows: Self.greatest(figures.people, 10).map { [$0.name, String($0.count)] }),
        .init(
          heads: ["table read", "#questions"],
          rows: Self.greatest(figures.relations, 10).map { [$0.name, String($0.count)] }),
      ])
  }

  private static func accuracy(_ part: LogFigures.Part) -> String {
    let accuracy = part.accuracy
    return accuracy.trials == 0
      ? "–" : "\(Proportion.percent(accuracy.value)) % (\(accuracy.successes)/\(accuracy.trials))"
  }

  private static func greatest(_ counts: [String: Int], _ limit: Int) -> [(name: String, count: Int)] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map { ($0.key, $0.value) }
  }
}
