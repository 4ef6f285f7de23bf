internal import Presentation
internal import Reviewing
internal import Vocabulary

/// Shows one item of the queue to a reviewer.
enum ReviewItemPage {
  static func text(_ item: QueueItem, number: Int, of total: Int) -> String {
    let record = item.record
    let askers = item.askers.map(\.name).joined(separator: ", ")
    let times = item.timesAsked == 1 ? "asked by \(askers)" : "asked \(item.timesAsked) times by \(askers)"
    var lines = [
      "[\(number)/\(total)] \(record.question.id), \(times), \(minute(record.askedAt)), \(outcome(record))",
      "", indented(record.question.text), "",
    ]
    if let sql = record.sql ?? record.workings.judgements.last?.sql { lines += [indented(sql), ""] }
    if let proposed = item.standing.sql, item.standing.state == .waiting, proposed != record.sql {
      lines += ["proposed by \(item.standing.voices.map(\.name).joined(separator: ", "))", indented(proposed), ""]
    }
    lines += item.reasons.map { "  · \($0.sentence)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How the answer came about: evidence, candidates, refusals.
  static func more(_ record: AuditRecord) -> String {
    var lines: [String] = []
    lines += EvidencePage.lines(record.workings)
    if let model = record.workings.model { lines.append("model       \(model)") }
    for candidate in record.workings.candidates {
      lines.append("candidate   \(candidate.attempt): \(candidate.text.replacing("\n", with: " "))")
    }
    for judgement in record.workings.judgements where !judgement.isAccepted {
      lines.append("refused     \(judgement.sql.replacing("\n", with: " "))")
      lines += judgement.findings.map { "            \($0.layer.rawValue)/\($0.rule): \($0.message)" }
    }
    for review in record.reviews {
      lines.append(
        "review      \(review.verdict.rawValue) by \(review.reviewer.name)" + (review.reason.map { ": \($0)" } ?? ""))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func outcome(_ record: AuditRecord) -> String {
    var parts = [record.outcome.rawValue]
    if let rows = record.answered?.rows { parts.append(rows == 1 ? "1 row" : "\(rows) rows") }
    if let confidence = record.confidence { parts.append("confidence \(Int((confidence * 100).rounded())) %") }
    return parts.joined(separator: ", ")
  }

  /// `2026-11-24 10:05`, UTC.
  private static func minute(_ moment: Moment) -> String {
    String(moment.description.prefix(16)).replacing("T", with: " ")
  }

  private static func indented(_ text: String) -> String { "  " + text.replacing("\n", with: "\n  ") }
}
