import Evaluation
import Presentation
import Vocabulary

/// Shows a replay: then and now side by side.
enum ReplayPage {
  static func text(_ replay: Replay) -> String {
    let (then, now) = (replay.then, replay.now)
    var rows: [[String?]] = [
      ["asked", then.askedAt.description, now.askedAt.description],
      ["schema", fingerprint(then), fingerprint(now)],
      ["model", then.workings.model, now.workings.model],
      ["outcome", then.outcome.rawValue, now.outcome.rawValue],
      ["said", then.declined?.message ?? then.failed?.message, now.declined?.message ?? now.failed?.message],
      ["rows", then.answered.map { String($0.rows) }, now.answered.map { String($0.rows) }],
      ["cost", then.plan.map { Explanation.whole($0.cost) }, now.plan.map { Explanation.whole($0.cost) }],
      ["confidence", then.confidence.map(Explanation.hundredths), now.confidence.map(Explanation.hundredths)],
    ]
    for stage in StageTimings.Stage.allCases {
      rows.append(["\(stage.rawValue) ms", milliseconds(then, stage), milliseconds(now, stage)])
    }
    rows.append([
      "total ms", then.timings.map { Explanation.tenths($0.totalMilliseconds) },
      now.timings.map { Explanation.tenths($0.totalMilliseconds) },
    ])
    let table = ResultTable(
      columns: ["", "then", "now"].map { .init(name: $0, type: "text") },
      rows: rows.filter { $0[1] != nil || $0[2] != nil })
    var lines = ["question  \(then.question.text)", "", TableFormat.table.render(table)]
    switch (then.sql, now.sql) {
    case (let old?, let new?) where old == new: lines.append("sql       the same: \(old)")
    case (let old, let new):
      lines.append("sql then  \(old ?? "none")")
      lines.append("sql now   \(new ?? "none")")
    }
    lines.append("")
    lines += replay.sentences
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fingerprint(_ record: AuditRecord) -> String? {
    record.workings.schemaFingerprint.map { String($0.prefix(12)) }
  }

  private static func milliseconds(_ record: AuditRecord, _ stage: StageTimings.Stage) -> String? {
    record.timings?[stage].map(Explanation.tenths)
  }
}
