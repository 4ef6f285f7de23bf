package import Vocabulary

/// Outcomes, judgements and their parts as JSON, with the same members at every door.
package enum OutcomeJSON {
  /// An answer with its rows, or a refusal with what was found.
  package static func object(_ outcome: Outcome, isExecuted: Bool) -> JSONObject {
    var json: JSONObject
    switch outcome {
    case .answered(let answer):
      json = opening(answer.question, outcome: "answered")
      json.add("sql", answer.sql)
      json.add("executed", isExecuted)
      json.add(membersOf: JSONTable.render(answer.table))
      addRest(of: answer, to: &json)
    case .refused(let refusal):
      json = opening(refusal.question, outcome: "refused")
      json.add("reason", refusal.reason.rawValue)
      json.add("message", refusal.message)
      json.add("hint", refusal.hint)
      json.add("findings", (refusal.judgements.last?.findings ?? []).map(object))
      json.add("choices", refusal.choices.map(object))
      json.add("timings", object(refusal.timings))
    }
    return json
  }

  /// An answer without its columns and rows: what ends a stream that told them already.
  package static func ending(_ outcome: Outcome, isExecuted: Bool) -> JSONObject {
    guard case .answered(let answer) = outcome else { return object(outcome, isExecuted: isExecuted) }
    var json = opening(answer.question, outcome: "answered")
    json.add("sql", answer.sql)
    json.add("executed", isExecuted)
    json.add("rows", answer.table.rows.count)
    json.add("truncation", answer.table.truncation?.rawValue)
    addRest(of: answer, to: &json)
    return json
  }

  /// What the validator concluded.
  package static func object(_ judgement: Judgement) -> JSONObject {
    var json = JSONObject()
    json.add("sql", judgement.sql)
    json.add("accepted", judgement.isAccepted)
    json.add("findings", judgement.findings.map(object))
    json.add("relations", judgement.relations.map(\.description))
    json.add("plan", judgement.plan.map(object))
    return json
  }

  /// One finding.
  package static func object(_ finding: Finding) -> JSONObject {
    var json = JSONObject()
    json.add("layer", finding.layer.rawValue)
    json.add("rule", finding.rule)
    json.add("message", finding.message)
    json.add("hint", finding.hint)
    json.add("position", finding.position)
    json.add("sqlState", finding.sqlState)
    return json
  }

  /// One of several statements that a question may mean.
  package static func object(_ choice: Choice) -> JSONObject {
    var json = JSONObject()
    json.add("description", choice.description)
    json.add("sql", choice.sql)
    json.add("confidence", choice.confidence)
    return json
  }

  /// Milliseconds a stage, and in all.
  package static func object(_ timings: StageTimings) -> JSONObject {
    var json = JSONObject()
    for entry in timings.entries { json.add(entry.stage.rawValue, rounded(entry.milliseconds)) }
    json.add("total", rounded(timings.totalMilliseconds))
    return json
  }

  /// The planner's numbers.
  package static func object(_ plan: PlanEstimate) -> JSONObject {
    var json = JSONObject()
    json.add("cost", plan.cost)
    json.add("rows", plan.rows)
    return json
  }

  private static func object(_ verified: Verified) -> JSONObject {
    var json = JSONObject()
    json.add("questionID", verified.questionID.description)
    json.add("question", verified.question)
    json.add("reviewers", verified.reviewers.map(\.name))
    json.add("reviewedAt", verified.reviewedAt.description)
    return json
  }

  private static func addRest(of answer: Answer, to json: inout JSONObject) {
    json.add("confidence", answer.confidence)
    if let verified = answer.verified { json.add("verified", object(verified)) }
    json.add("notices", answer.notices)
    json.add("choices", answer.choices.map(object))
    json.add("model", answer.model)
    json.add("relations", answer.judgement.relations.map(\.description))
    json.add("plan", answer.judgement.plan.map(object))
    json.add("timings", object(answer.timings))
  }

  private static func opening(_ question: Question, outcome: String) -> JSONObject {
    var json = JSONObject()
    json.add("id", question.id.description)
    json.add("question", question.text)
    if let typed = question.typed { json.add("typed", typed) }
    json.add("conversation", (question.conversation ?? question.id).description)
    json.add("database", question.database)
    json.add("outcome", outcome)
    return json
  }

  private static func rounded(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }
}
