internal import Mustache
package import Vocabulary

/// The audit log of a period as one page that needs nothing beside it.
package struct LogReport: Sendable {
  let figures: LogFigures
  private let madeAt: Moment
  private let version: String

  package init(_ figures: LogFigures, madeAt: Moment, version: String) {
    self.figures = figures
    self.madeAt = madeAt
    self.version = version
  }

  package func html() throws -> String {
    guard let text = EmbeddedText.files["Pages/report.html.mustache"] else {
      preconditionFailure("Pages/report.html.mustache is not embedded")
    }
    return try MustacheTemplate(string: text).render(context)
  }

  private var context: [String: Any] {
    var context: [String: Any] = [
      "since": Self.minute(figures.period.since), "until": Self.minute(figures.period.until),
      "madeAt": Self.minute(madeAt), "version": version, "tiles": tiles,
      "sections": sections.map(\.context),
    ]
    if !figures.databases.isEmpty { context["databases"] = figures.databases.sorted().joined(separator: ", ") }
    return context
  }

  private var tiles: [[String: String]] {
    let whole = figures.whole
    return [
      ("questions", String(whole.questions)), ("people", String(figures.people.count)),
      ("answered", Self.share(whole.outcomes[.answered] ?? 0, of: whole.questions)),
      ("right by review", whole.accuracy.trials == 0 ? "–" : Proportion.percent(whole.accuracy.value) + " %"),
      ("median ms", whole.milliseconds.quantile(0.5).map(Self.number) ?? "–"),
      ("95th percentile ms", whole.milliseconds.quantile(0.95).map(Self.number) ?? "–"),
    ].map { ["name": $0.0, "value": $0.1] }
  }

  /// `2026-11-24 10:05`.
  static func minute(_ moment: Moment) -> String {
    String(moment.description.prefix(16)).replacing("T", with: " ")
  }

  static func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "–" : Proportion.percent(Double(part) / Double(whole)) + " %"
  }

  /// Whole from 10 on, else with one decimal.
  static func number(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    if abs(value) >= 10 { return String(Int(value.rounded())) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}
