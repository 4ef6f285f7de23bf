internal import Vocabulary

/// A question of the audit log, as its pages show it.
enum RecordPage {
  /// A line of the list.
  static func line(_ record: AuditRecord) -> [String: Any] {
    [
      "id": record.question.id.description, "askedAt": minute(record.askedAt),
      "principal": record.question.principal.name,
      "question": record.question.text.isEmpty ? "(not kept)" : String(record.question.text.prefix(200)),
      "outcome": record.outcome.rawValue, "rows": record.answered.map { String($0.rows) } ?? "",
      "milliseconds": record.timings.map { String(Int($0.totalMilliseconds.rounded())) } ?? "",
      "review": record.review?.verdict.rawValue ?? "",
    ]
  }

  /// Everything, in the order in which it happened.
  static func story(_ record: AuditRecord) -> [String: Any] {
    var context = line(record)
    context["question"] = record.question.text.isEmpty ? "(not kept)" : record.question.text
    context["database"] = record.question.database
    context["role"] = record.workings.role
    context["message"] = record.declined?.message ?? record.failed?.message
    context["code"] = record.failed?.code
    context["sql"] = record.sql
    context["plan"] = record.plan.map { ["rows": Int($0.rows), "cost": Int($0.cost)] }
    context["answered"] = record.answered.map { String($0.rows) }
    context["confidence"] = record.confidence.map { "\(Int(($0 * 100).rounded())) %" }
    context["evidence"] = record.workings.evidence.map { note in
      ["relations": note.relations.map(\.description), "mentions": note.mentions]
    }
    context["prompts"] = record.workings.prompts.map { prompt in
      ["template": prompt.template, "tokens": prompt.tokenEstimate, "text": prompt.text] as [String: Any]
    }
    context["candidates"] = record.workings.candidates.map { candidate in
      ["model": candidate.model, "attempt": candidate.attempt, "text": candidate.text] as [String: Any]
    }
    context["judgements"] = record.workings.judgements.map { judgement in
      [
        "verdict": judgement.isAccepted ? "Accepted" : "Refused", "sql": judgement.sql,
        "findings": judgement.findings.map { ["message": $0.message, "rule": $0.rule] },
      ] as [String: Any]
    }
    let timings = (record.timings?.entries ?? []).map { entry in
      ["stage": entry.stage.rawValue, "milliseconds": tenths(entry.milliseconds)]
    }
    context["timings"] = timings
    context["hasTimings"] = !timings.isEmpty
    let voices = voices(record)
    context["voices"] = voices
    context["hasVoices"] = !voices.isEmpty
    return context
  }

  private static func voices(_ record: AuditRecord) -> [[String: Any]] {
    let reviews = record.reviews.map { review in
      var voice: [String: Any] = [
        "who": review.reviewer.name, "what": review.verdict.rawValue + (review.reason.map { " it: \($0)" } ?? " it"),
        "when": minute(review.reviewedAt),
      ]
      if review.verdict == .corrected { voice["sql"] = review.sql }
      return voice
    }
    return reviews
      + record.feedback.map { feedback in
        [
          "who": feedback.principal.name,
          "what": "thumbs \(feedback.thumb.rawValue)" + (feedback.comment.map { ": \($0)" } ?? ""),
          "when": minute(feedback.givenAt),
        ]
      }
  }

  static func minute(_ moment: Moment) -> String { String(moment.description.prefix(16)).replacing("T", with: " ") }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
