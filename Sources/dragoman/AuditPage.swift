import Auditing
import Foundation
import Vocabulary

/// Writes records of the audit log for people.
enum AuditPage {
  static func table(_ records: [AuditRecord]) -> ResultTable {
    let columns = ["id", "asked", "who", "outcome", "review", "question"].map {
      ResultTable.Column(name: $0, type: "text")
    }
    let rows: [[String?]] = records.map { record in
      [
        record.question.id.description, record.askedAt.description, record.question.principal.name,
        record.outcome.rawValue, record.review?.verdict.rawValue, record.question.text,
      ]
    }
    return ResultTable(columns: columns, rows: rows)
  }

  static func page(_ record: AuditRecord) -> String {
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
    if let confidence = record.confidence { lines.append("confidence  \(Explanation.tenths(confidence * 100)) %") }
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
    if let timings = record.timings { lines.append("took        \(Explanation.of(timings))") }
    for review in record.reviews {
      lines.append(
        "review      \(review.verdict.rawValue) by \(review.reviewer.name), \(review.reviewedAt)"
          + (review.reason.map { ": \($0)" } ?? "")
          + (review.verdict == .corrected ? "\n            \(review.sql ?? "")" : ""))
    }
    if !record.unreadable.isEmpty { lines.append("unreadable  entries \(record.unreadable)") }
    return lines.joined(separator: "\n") + "\n"
  }

  static func json(_ record: AuditRecord) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self) + "\n"
  }

  static func line(_ verification: ChainVerification) -> String {
    guard verification.isIntact else {
      return "The chain is broken.\n" + verification.breaks.map { "  \($0)" }.joined(separator: "\n")
    }
    return "The chain of \(verification.entries) entries is whole; its head is \(verification.head)."
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
