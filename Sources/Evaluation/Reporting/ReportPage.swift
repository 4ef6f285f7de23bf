internal import Foundation
internal import Vocabulary

/// A report for people: Markdown and its plots.
struct ReportPage {
  private let report: Report
  private let score: Score

  init(_ report: Report) {
    self.report = report
    score = Score(report.results, columns: report.circumstances.columns)
  }

  /// The files of the report, by name.
  var files: [(name: String, text: String)] {
    get throws {
      var files = [("report.md", try Self.render("report.md", context))]
      for (name, plot) in plots { files.append((name, try plot.svg())) }
      return files
    }
  }

  static func render(_ name: String, _ context: [String: Any]) throws -> String {
    try Page.render(EmbeddedText.files["Pages/\(name).mustache"] ?? "", context)
  }

  private var plots: [(name: String, plot: BarPlot)] {
    [
      ("classes.svg", BarPlot("Accuracy by class of query", score.by(\.class))),
      ("databases.svg", BarPlot("Accuracy by database", score.by(\.db))),
      ("confidence.svg", BarPlot("Accuracy by the model's confidence", score.byConfidence)),
      (
        "failures.svg",
        BarPlot(
          "What went wrong",
          score.failures.map { ($0.verdict.rawValue, Proportion($0.count, of: score.results.count)) }, whiskers: false)
      ),
      ("latency.svg", BarPlot("Time a question", latencies, whiskers: false)),
    ].filter { $0.1.bars.count > 1 || $0.0 == "failures.svg" && !$0.1.bars.isEmpty }
  }

  /// Shares of the questions by time.
  private var latencies: [(name: String, accuracy: Proportion)] {
    let limits: [(String, Double)] = [
      ("to 50 ms", 50), ("to 100 ms", 100), ("to 200 ms", 200), ("to 300 ms", 300), ("to 500 ms", 500), ("to 1 s", 1e3),
      ("to 2 s", 2e3), ("to 5 s", 5e3), ("longer", .infinity),
    ]
    var lower = 0.0
    return limits.map { name, limit in
      let count = score.results.count { $0.milliseconds > lower && $0.milliseconds <= limit }
      lower = limit
      return (name, Proportion(count, of: score.results.count))
    }.filter { $0.1.successes > 0 }
  }

  private var context: [String: Any] {
    let circumstances = report.circumstances
    var context: [String: Any] = [
      "suite": circumstances.suite, "models": report.models.joined(separator: ", "),
      "accuracy": score.accuracy.description, "exact": score.accuracy(.exact).description,
      "subset": score.accuracy(.subset).description, "command": circumstances.command,
      "measuredAt": circumstances.measuredAt, "machine": circumstances.machine, "program": circumstances.program,
      "digest": String(circumstances.suiteDigest.prefix(16)), "parallel": circumstances.parallel,
      "questions": report.results.count, "goldFails": score.count(.goldFails),
      "hasGoldFailures": score.count(.goldFails) > 0,
      "median": Int(report.medianMilliseconds), "p95": Int(report.p95Milliseconds),
      "tables": [
        table("class", score.by(\.class)), table("difficulty", score.by(\.difficulty)),
        table("database", score.by(\.db)),
        table("confidence", score.byConfidence),
      ].compactMap { $0 },
      "failures": score.failures.map { failure in
        [
          "name": failure.verdict.rawValue, "count": failure.count,
          "examples": report.results.filter { $0.verdict == failure.verdict }.prefix(3).map(Self.example),
        ] as [String: Any]
      },
      "plots": plots.map { ["file": $0.name, "title": $0.plot.title] },
      "stages": stages,
    ]
    if let prompt = report.medianPromptTokens, let completion = report.medianCompletionTokens {
      context["tokens"] = ["prompt": prompt, "completion": completion]
    }
    if let comparison = report.comparison {
      context["comparison"] = ["against": report.against ?? "", "result": comparison.description]
    }
    return context
  }

  private func table(_ title: String, _ parts: [(name: String, accuracy: Proportion)]) -> [String: Any]? {
    guard parts.count > 1 else { return nil }
    return [
      "title": title,
      "rows": parts.map { ["name": Self.cell($0.name), "accuracy": $0.accuracy.description] },
    ]
  }

  private var stages: [[String: Any]] {
    var values: [String: [Double]] = [:]
    var order: [String] = []
    for entry in report.results.flatMap({ $0.timings?.entries ?? [] }) {
      if values[entry.stage.rawValue] == nil { order.append(entry.stage.rawValue) }
      values[entry.stage.rawValue, default: []].append(entry.milliseconds)
    }
    return order.map { name in
      func shown(_ share: Double) -> String { String(format: "%.1f", Score.quantile(values[name] ?? [], share)) }
      return ["name": name, "median": shown(0.5), "p95": shown(0.95)]
    }
  }

  private static func example(_ result: ItemResult) -> [String: String] {
    [
      "question": cell(result.question), "sql": code(result.sql ?? result.message ?? "–"),
      "gold": code(result.gold ?? "none"),
    ]
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing(#/\s+/#, with: " ")
  }

  private static func code(_ text: String) -> String {
    String(text.replacing("`", with: "'").replacing(#/\s+/#, with: " ").prefix(300))
  }
}
