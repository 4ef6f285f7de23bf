import Auditing
import Foundation
import Presentation
import Reviewing
import Vocabulary

/// Writes records of the audit log for people.
enum AuditPage {
  /// - Parameter isShort: whether long questions (statements by hand, mostly) are cut for people's eyes.
  static func table(_ records: [AuditRecord], isShort: Bool = false) -> ResultTable {
    let columns = [
      ("id", "text"), ("asked", "text"), ("who", "text"), ("outcome", "text"), ("rows", "bigint"), ("cost", "bigint"),
      ("confidence", "double precision"), ("review", "text"), ("question", "text"),
    ].map { ResultTable.Column(name: $0.0, type: $0.1) }
    return ResultTable(columns: columns, rows: records.map { row($0, isShort: isShort) })
  }

  private static func row(_ record: AuditRecord, isShort: Bool) -> [String?] {
    let question = record.question.text
    return [
      record.question.id.description, record.askedAt.description, record.question.principal.name,
      record.outcome.rawValue, record.answered.map { String($0.rows) }, record.plan.map { Explanation.whole($0.cost) },
      record.confidence.map { Explanation.hundredths($0) }, record.review?.verdict.rawValue,
      isShort && question.count > 80 ? question.prefix(79) + "…" : question,
    ]
  }

  /// One record on a line, for whoever watches the log grow.
  static func line(_ record: AuditRecord) -> String {
    let time = record.finishedAt ?? record.askedAt
    var text = "\(time)  \(record.question.id)  \(record.question.principal.name)  \(record.outcome.rawValue)"
    if let review = record.review { text += ", \(review.verdict.rawValue)" }
    return text + "  \(record.question.text.split(whereSeparator: \.isNewline).joined(separator: " "))"
  }

  static func page(_ record: AuditRecord, _ standing: Standing) -> String {
    var lines = [
      "question    \(record.question.text)",
      "id          \(record.question.id)",
      "asked       \(record.askedAt) by \(record.question.principal.name), database \(record.question.database)",
      "outcome     \(record.outcome.rawValue)\(record.finishedAt.map { ", \($0)" } ?? "")",
    ]
    if let sql = record.sql { lines.append("sql         \(sql)") }
    if let plan = record.plan { lines.append("plan        cost \(Int(plan.cost)), about \(Int(plan.rows)) rows") }
    if let answered = record.answered { lines.append("rows        \(answered.rows), \(answered.bytes) bytes") }
    if let declined = record.declined { lines.append("declined    \(declined.message)") }
    if let failed = record.failed { lines.append("failed      \(failed.code) \(failed.message)") }
    if let model = record.workings.model { lines.append("model       \(model)") }
    if let role = record.workings.role { lines.append("ran as      \(role)") }
    if let confidence = record.confidence { lines.append("confidence  \(Explanation.tenths(confidence * 100)) %") }
    lines += EvidencePage.lines(record.workings)
    for prompt in record.workings.prompts {
      lines.append(
        "prompt      \(prompt.template), about \(prompt.tokenEstimate) tokens, sha256 \(prompt.digest.prefix(16))")
      lines.append("            \(prompt.text.replacing("\n", with: "\n            "))")
    }
    for candidate in record.workings.candidates {
      lines.append("candidate   \(candidate.attempt): \(candidate.text.replacing("\n", with: " "))")
    }
    for judgement in record.workings.judgements where !judgement.isAccepted {
      lines.append(Explanation.of(judgement))
    }
    for complaint in record.workings.complaints ?? [] {
      lines.append("server      \(complaint.sqlState) \(complaint.message)")
    }
    if let timings = record.timings { lines.append("took        \(Explanation.of(timings))") }
    for review in record.reviews {
      lines.append(
        "review      \(review.verdict.rawValue) by \(review.reviewer.name), \(review.reviewedAt)"
          + (review.reason.map { ": \($0)" } ?? "")
          + (review.verdict == .corrected ? "\n            \(review.sql ?? "")" : ""))
    }
    for feedback in record.feedback {
      lines.append(
        "feedback    thumbs \(feedback.thumb.rawValue) by \(feedback.principal.name), \(feedback.givenAt)"
          + (feedback.comment.map { ": \($0)" } ?? ""))
    }
    if let typed = record.typed { lines.append("typed       \(typed)") }
    if let chosen = record.workings.chosen {
      lines.append("chosen      \(chosen.number) of \(chosen.questionID): \(chosen.description)")
    }
    if let regarding = record.question.regarding { lines.append("regarding   \(regarding)") }
    if standing.state != .open {
      lines.append("standing    \(standing.state.rawValue)\(standing.reason.map { ": \($0)" } ?? "")")
    }
    if !record.unreadable.isEmpty { lines.append("unreadable  entries \(record.unreadable)") }
    return lines.joined(separator: "\n") + "\n"
  }

  static func json(_ value: some Encodable) throws -> String { try encoded(value, [.prettyPrinted]) }

  /// On one line.
  static func jsonLine(_ value: some Encodable) throws -> String { try encoded(value, []) }

  private static func encoded(_ value: some Encodable, _ form: JSONEncoder.OutputFormatting) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = form.union([.sortedKeys, .withoutEscapingSlashes])
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  static func line(_ verification: ChainVerification) -> String {
    guard verification.isIntact else {
      return "The chain is broken.\n" + verification.breaks.map { "  \($0)" }.joined(separator: "\n")
    }
    var line = "The chain of \(verification.entries) entries is whole; its head is \(verification.head)."
    if verification.checkpoints > 0 { line += "\n\(verification.checkpoints) signed checkpoints agree with it." }
    if verification.redacted > 0 {
      line += "\n\(verification.redacted) payloads were redacted, each by an entry that says why."
    }
    return line
  }

  static func page(_ stats: AuditStats) -> String {
    """
    questions   \(stats.questions) by \(stats.people) people over \(stats.databases) databases
    answered    \(stats.answered)
    declined    \(stats.declined)
    failed      \(stats.failed)
    unfinished  \(stats.unfinished)
    reviewed    \(stats.approved) approved, \(stats.corrected) corrected, \(stats.rejected) rejected

    """
  }
}
