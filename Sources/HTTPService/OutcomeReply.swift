internal import Hummingbird
internal import Presentation
internal import Vocabulary

/// An outcome as JSON or CSV.
struct OutcomeReply {
  let outcome: Outcome
  let isExecuted: Bool

  func response(_ form: ReplyForm) -> Response {
    switch (outcome, form) {
    case (.answered(let answer), .json): Self.response(json(answer), "application/json")
    case (.answered(let answer), .csv): csv(answer)
    case (.refused(let refusal), .json): Self.response(json(refusal), "application/json")
    // There are no rows, and who saves what comes must not take the reason for some.
    case (.refused(let refusal), .csv): Self.response(json(refusal), "application/json", status: .unprocessableContent)
    }
  }

  private func csv(_ answer: Answer) -> Response {
    var response = Self.response(CSV.render(answer.table), "text/csv; charset=utf-8; header=present")
    response.headers[.questionID] = answer.question.id.description
    if let truncation = answer.table.truncation { response.headers[.truncation] = truncation.rawValue }
    return response
  }

  private func json(_ answer: Answer) -> String {
    var json = Self.opening(answer.question, outcome: "answered")
    json.add("sql", answer.sql)
    json.add("executed", isExecuted)
    json.add(membersOf: JSONTable.render(answer.table))
    json.add("confidence", answer.confidence)
    if let verified = answer.verified { json.add("verified", json: Self.json(verified)) }
    json.add("notices", answer.notices)
    json.add("model", answer.model)
    json.add("timings", json: Self.json(answer.timings))
    return json.text
  }

  private func json(_ refusal: Refusal) -> String {
    var json = Self.opening(refusal.question, outcome: "refused")
    json.add("reason", refusal.reason.rawValue)
    json.add("message", refusal.message)
    json.add("hint", refusal.hint)
    json.add("findings", json: JSONObject.list((refusal.judgements.last?.findings ?? []).map(Self.json)))
    json.add("timings", json: Self.json(refusal.timings))
    return json.text
  }

  private static func opening(_ question: Question, outcome: String) -> JSONObject {
    var json = JSONObject()
    json.add("id", question.id.description)
    json.add("question", question.text)
    json.add("database", question.database)
    json.add("outcome", outcome)
    return json
  }

  private static func json(_ verified: Verified) -> String {
    var json = JSONObject()
    json.add("questionID", verified.questionID.description)
    json.add("question", verified.question)
    json.add("reviewers", verified.reviewers.map(\.name))
    json.add("reviewedAt", verified.reviewedAt.description)
    return json.json
  }

  private static func json(_ finding: Finding) -> String {
    var json = JSONObject()
    json.add("layer", finding.layer.rawValue)
    json.add("rule", finding.rule)
    json.add("message", finding.message)
    json.add("hint", finding.hint)
    json.add("position", finding.position)
    json.add("sqlState", finding.sqlState)
    return json.json
  }

  /// Milliseconds a stage, and in all.
  private static func json(_ timings: StageTimings) -> String {
    var json = JSONObject()
    for entry in timings.entries { json.add(entry.stage.rawValue, rounded(entry.milliseconds)) }
    json.add("total", rounded(timings.totalMilliseconds))
    return json.json
  }

  private static func rounded(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }

  static func response(_ text: String, _ type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
