internal import Access
internal import Auditing
internal import Hummingbird
internal import Presentation
internal import Reviewing
internal import Vocabulary

/// Takes what people think of answers.
struct ReviewCounter: Sendable {
  let parts: HTTPDoor.Parts
  let gate: Gate

  private var desk: ReviewDesk { parts.reviews }

  /// What waits, heaviest first.
  func queue(_ request: Request) async throws -> Response {
    let parameters = try Parameters(request, known: ["limit", "window"])
    let queue = try await desk.queue(
      AuditFilter(limit: try parameters.whole("window", in: 1...100_000, else: 5000)))
    var json = JSONObject()
    let shown = queue.first(try parameters.whole("limit", in: 1...500, else: 50))
    json.add("items", shown.items.map(Self.object))
    json.add("waiting", queue.items.count)
    return Reply.json(json).response
  }

  func approve(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    _ = try await Members.read(request, known: [])
    let id = try Parameters.question(context)
    return Self.reply(try await desk.approve(id, by: caller.principal), id)
  }

  func reject(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let members = try await Members.read(request, known: ["reason"])
    let id = try Parameters.question(context)
    return Self.reply(try await desk.reject(id, because: try members.text("reason"), by: caller.principal), id)
  }

  /// Runs a better statement, so that its rows can be seen; `keep` makes it the right answer.
  func correct(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let members = try await Members.read(request, known: ["sql", "keep"])
    let id = try Parameters.question(context)
    let (sql, keeps) = (try members.text("sql"), try members.flag("keep", else: false))
    let desk = desk
    let trial = try await gate.pass {
      try await desk.trial(sql, for: id, by: caller.principal, through: parts.interpreter)
    }
    switch trial {
    case .refused(let refusal): return OutcomeReply(outcome: .refused(refusal), isExecuted: true).reply(.json).response
    case .passed(let correction):
      var json = OutcomeJSON.object(.answered(correction.answer), isExecuted: true)
      if keeps { json.add("standing", Self.object(try await desk.keep(correction))) }
      return Reply.json(json).response
    }
  }

  func feedback(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let members = try await Members.read(request, known: ["thumb", "comment"])
    guard let thumb = AuditEntry.Feedback.Thumb(rawValue: try members.text("thumb")) else {
      throw HTTPServiceError.malformedBody("\"thumb\" is up or down")
    }
    let id = try Parameters.question(context)
    try await desk.feedback(id, thumb, comment: try members.optionalText("comment"), by: caller.principal)
    var json = JSONObject()
    json.add("id", id.description)
    json.add("thumb", thumb.rawValue)
    return Reply.json(json).response
  }

  private static func reply(_ standing: Standing, _ id: QuestionID) -> Response {
    var json = JSONObject()
    json.add("id", id.description)
    json.add("standing", object(standing))
    return Reply.json(json).response
  }

  static func object(_ standing: Standing) -> JSONObject {
    var json = JSONObject()
    json.add("state", standing.state.rawValue)
    json.add("sql", standing.sql)
    json.add("voices", standing.voices.map(\.name))
    json.add("reason", standing.reason)
    return json
  }

  private static func object(_ item: QueueItem) -> JSONObject {
    var json = RecordJSON.summary(item.record)
    json.add("standing", object(item.standing))
    json.add("weight", item.weight)
    json.add("timesAsked", item.timesAsked)
    json.add("askers", item.askers.map(\.name))
    json.add("reasons", item.reasons.map(\.sentence))
    return json
  }
}
