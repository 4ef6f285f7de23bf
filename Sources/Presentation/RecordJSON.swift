package import Vocabulary

/// What the audit log knows of a question, as JSON.
package enum RecordJSON {
  /// A line of a list.
  package static func summary(_ record: AuditRecord) -> JSONObject {
    var json = JSONObject()
    json.add("id", record.question.id.description)
    json.add("question", record.question.text)
    json.add("conversation", (record.question.conversation ?? record.question.id).description)
    json.add("database", record.question.database)
    json.add("principal", record.question.principal.name)
    json.add("askedAt", record.askedAt.description)
    json.add("outcome", record.outcome.rawValue)
    json.add("sql", record.sql)
    json.add("rows", record.answered?.rows)
    json.add("confidence", record.confidence)
    json.add("model", record.workings.model)
    json.add("review", record.review?.verdict.rawValue)
    json.add("milliseconds", record.timings?.totalMilliseconds)
    return json
  }

  /// The whole story.
  package static func story(_ record: AuditRecord) -> JSONObject {
    var json = summary(record)
    if let typed = record.typed { json.add("typed", typed) }
    json.add("finishedAt", record.finishedAt?.description)
    json.add("regarding", record.question.regarding?.description)
    json.add("role", record.workings.role)
    json.add("schemaFingerprint", record.workings.schemaFingerprint)
    json.add("drift", record.workings.drift.map(drift))
    json.add("modelIsStale", record.workings.modelIsStale == true)
    json.add("standsInFor", record.workings.standsIn.map(standIn))
    json.add("modelDigest", record.workings.modelDigest)
    json.add("relations", record.relations.map(\.description))
    json.add("plan", record.plan.map(OutcomeJSON.object))
    json.add("evidence", record.workings.evidence.map(evidence))
    json.add("prompts", record.workings.prompts.map(prompt))
    json.add("candidates", record.workings.candidates.map(candidate))
    json.add("judgements", record.workings.judgements.map(OutcomeJSON.object))
    json.add("trials", (record.workings.trials ?? []).map(trial))
    json.add("choices", (record.workings.choices ?? []).map(OutcomeJSON.object))
    if let chosen = record.workings.chosen { json.add("chosen", object(chosen)) }
    json.add("message", record.declined?.message ?? record.failed?.message)
    json.add("code", record.failed?.code)
    json.add("hint", record.declined?.hint ?? record.failed?.hint)
    json.add("notices", record.answered?.notices ?? [])
    json.add("timings", record.timings.map(OutcomeJSON.object))
    json.add("reviews", record.reviews.map(review))
    json.add("feedback", record.feedback.map(feedback))
    json.add("unreadable", json: JSONObject.list(record.unreadable.map { String($0) }))
    json.add("redacted", json: JSONObject.list(record.redacted.map { String($0.sequence) }))
    return json
  }

  private static func drift(_ drift: AuditWorkings.Drift) -> JSONObject {
    var json = JSONObject()
    json.add("sqlState", drift.sqlState)
    json.add("schemaFingerprintBefore", drift.before)
    return json
  }

  private static func standIn(_ standIn: AuditWorkings.StandIn) -> JSONObject {
    var json = JSONObject()
    json.add("model", standIn.model)
    json.add("unknown", standIn.unknown)
    return json
  }

  private static func trial(_ trial: AuditWorkings.Trial) -> JSONObject {
    var json = JSONObject()
    json.add("sql", trial.sql)
    json.add("cost", trial.cost)
    json.add("rows", trial.rows)
    json.add("digest", trial.digest)
    json.add("milliseconds", trial.milliseconds)
    json.add("failure", trial.failure)
    return json
  }

  private static func object(_ chosen: Chosen) -> JSONObject {
    var json = JSONObject()
    json.add("questionID", chosen.questionID.description)
    json.add("number", chosen.number)
    json.add("description", chosen.description)
    return json
  }

  private static func evidence(_ note: AuditWorkings.EvidenceNote) -> JSONObject {
    var json = JSONObject()
    json.add("relations", note.relations.map(\.description))
    json.add("columns", note.columns.map(\.description))
    json.add("mentions", note.mentions)
    json.add("reasons", note.reasons ?? [])
    return json
  }

  private static func prompt(_ note: AuditWorkings.PromptNote) -> JSONObject {
    var json = JSONObject()
    json.add("template", note.template)
    json.add("digest", note.digest)
    json.add("text", note.text)
    json.add("grammar", note.grammar)
    return json
  }

  private static func candidate(_ candidate: Candidate) -> JSONObject {
    var json = JSONObject()
    json.add("text", candidate.text)
    json.add("attempt", candidate.attempt)
    json.add("model", candidate.model)
    if let isRuled = candidate.isRuled { json.add("isRuled", isRuled) }
    return json
  }

  private static func review(_ review: AuditRecord.Review) -> JSONObject {
    var json = JSONObject()
    json.add("reviewer", review.reviewer.name)
    json.add("reviewedAt", review.reviewedAt.description)
    json.add("verdict", review.verdict.rawValue)
    json.add("sql", review.sql)
    json.add("reason", review.reason)
    return json
  }

  private static func feedback(_ feedback: AuditRecord.Feedback) -> JSONObject {
    var json = JSONObject()
    json.add("principal", feedback.principal.name)
    json.add("givenAt", feedback.givenAt.description)
    json.add("thumb", feedback.thumb.rawValue)
    json.add("comment", feedback.comment)
    return json
  }
}
