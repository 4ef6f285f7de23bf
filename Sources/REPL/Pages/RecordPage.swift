internal import Presentation
internal import Vocabulary

/// What the audit log holds, for the person at the prompt.
enum RecordPage {
  /// One question with all that became of it.
  static func text(_ record: AuditRecord) -> String {
    var lines = [
      "question    \(record.question.text)", "id          \(record.question.id)",
      "asked       \(record.askedAt) by \(record.question.principal.name)",
      "outcome     \(record.outcome.rawValue)" + (record.answered.map { ", \($0.rows) rows" } ?? ""),
    ]
    if let typed = record.typed { lines.insert("typed       \(typed)", at: 1) }
    if let chosen = record.workings.chosen {
      lines.append("chosen      \(chosen.number) of \(chosen.questionID): \(chosen.description)")
    }
    for (number, choice) in (record.workings.choices ?? []).enumerated() {
      lines.append("choice      \(number + 1): \(choice.description)")
    }
    if let sql = record.sql { lines.append("sql         \(sql.replacing("\n", with: "\n            "))") }
    if let failed = record.failed { lines.append("failed      \(failed.code): \(failed.message)") }
    if let declined = record.declined { lines.append("declined    \(declined.message)") }
    if let confidence = record.confidence { lines.append("confidence  \(Int((confidence * 100).rounded())) %") }
    return lines.joined(separator: "\n") + "\n" + ReviewItemPage.more(record)
  }

  /// The questions asked last, newest first.
  static func list(_ records: [AuditRecord]) -> String {
    let columns = [("id", "text"), ("asked", "text"), ("outcome", "text"), ("review", "text"), ("question", "text")]
    let rows: [[String?]] = records.map { record in
      let text = record.question.text
      return [
        record.question.id.description, record.askedAt.description, record.outcome.rawValue,
        record.review?.verdict.rawValue, text.count > 80 ? text.prefix(79) + "…" : text,
      ]
    }
    return TableStyle().render(ResultTable(columns: columns.map { .init(name: $0.0, type: $0.1) }, rows: rows))
  }
}
