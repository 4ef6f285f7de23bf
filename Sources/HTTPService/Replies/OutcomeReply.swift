internal import Hummingbird
internal import Presentation
internal import Vocabulary

/// An outcome as JSON, CSV or one object a row.
struct OutcomeReply {
  let outcome: Outcome
  let isExecuted: Bool

  func reply(_ form: ReplyForm) -> Reply {
    switch (outcome, form) {
    case (.answered(let answer), .csv):
      rows(answer, CSV.render(answer.table), "text/csv; charset=utf-8; header=present")
    case (.answered(let answer), .ndjson): rows(answer, JSONTable.renderLines(answer.table), form.rawValue)
    // There are no rows, and who saves what comes must not take the reason for some.
    case (.refused, .csv), (.refused, .ndjson): .json(object, status: .unprocessableContent)
    case (_, .json), (_, .events): .json(object)
    }
  }

  private var object: JSONObject { OutcomeJSON.object(outcome, isExecuted: isExecuted) }

  private func rows(_ answer: Answer, _ text: String, _ type: String) -> Reply {
    var reply = Reply(type: type, text: text)
    reply.headers[.questionID] = answer.question.id.description
    if let truncation = answer.table.truncation { reply.headers[.truncation] = truncation.rawValue }
    return reply
  }
}
