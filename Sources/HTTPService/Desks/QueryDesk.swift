internal import Access
internal import Hummingbird
internal import Interpretation
internal import Presentation
internal import SafeExecution
internal import Tracing
internal import Vocabulary

/// Takes questions and SQL.
struct QueryDesk: Sendable {
  let parts: HTTPDoor.Parts
  let lasting: DeskKeeper.Lasting

  private var hangUps: HangUps { lasting.hangUps }
  private var conversations: ConversationDesk { ConversationDesk(parts: parts) }

  func query(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let wanted = try await QueryRequest.read(request, .question)
    let before = try await conversations.before(wanted, caller)
    return try await answer(wanted, .query, context, caller) { interpreter, asked, listener in
      var question = asked
      guard let before else { return try await traced(asked) { try await interpreter.ask(asked, telling: listener) } }
      question.conversation = before.question.conversation ?? before.question.id
      guard let number = wanted.choice else {
        question.previous = before.question.text
        question.previousSQL = before.answered == nil ? nil : before.sql
        let whole = question
        return try await traced(whole) { try await interpreter.ask(whole, telling: listener) }
      }
      (question.text, question.regarding) = (before.question.text, before.question.id)
      let taken = question
      return try await traced(taken) {
        try await interpreter.choose(number, of: before.workings.choices ?? [], for: taken)
      }
    }
  }

  /// A person's own SQL, through the same gate and into the same log.
  func run(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    guard parts.runsSQL else { throw HTTPServiceError.runningIsOff }
    let wanted = try await QueryRequest.read(request, .sql)
    return try await answer(wanted, .run, context, caller) { interpreter, question, _ in
      try await traced(question) { try await interpreter.run(question.text, for: question) }
    }
  }

  /// A span around a question, which leads from a trace to the audit log; the stages are its children.
  private func traced(
    _ question: Question, _ work: @Sendable () async throws -> Outcome
  ) async throws -> Outcome {
    try await withSpan("question") { span in
      span.attributes["dragoman.question.id"] = question.id.description
      let outcome = try await work()
      span.attributes["dragoman.outcome"] =
        switch outcome {
        case .answered: "answered"
        case .refused(let refusal): refusal.reason.rawValue
        }
      return outcome
    }
  }

  /// A statement's verdict; nothing runs, and nothing is recorded.
  func validate(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let members = try await Members.read(request, known: ["sql", "database"])
    let sql = try members.text("sql")
    try check(members.optionalText("database"))
    let patience = try QueryRequest.patience(request)
    let judgement = try await work(context, patience) {
      try await parts.database.view(for: caller.principal).judge(sql).judgement
    }
    return Reply.json(OutcomeJSON.object(judgement)).response
  }

  private func answer(
    _ wanted: QueryRequest, _ route: Route, _ context: DoorContext, _ caller: Caller,
    _ ask: @escaping @Sendable (Interpreter, Question, Milestone.Listener?) async throws -> Outcome
  ) async throws -> Response {
    try check(wanted.database)
    let interpreter = wanted.execute ? parts.interpreter : parts.planner
    let question = parts.question(wanted.text, caller.principal)
    if wanted.form == .events {
      return EventReply(context: context, hangUps: hangUps, isExecuted: wanted.execute).response { listener in
        try await work(context, wanted.patience) { try await counted(ask(interpreter, question, listener)) }
      }
    }
    @Sendable func reply() async throws -> Reply {
      try await work(context, wanted.patience) {
        let outcome = try await counted(ask(interpreter, question, nil))
        return OutcomeReply(outcome: outcome, isExecuted: wanted.execute).reply(wanted.form)
      }
    }
    guard let key = wanted.idempotencyKey else { return try await reply().response }
    return try await lasting.memory.once(
      .init(caller: caller.principal, route: route.rawValue + wanted.form.rawValue, key: key), body: wanted.bytes
    ) { try await reply() }.response
  }

  /// Works when its turn has come, until it is done, the caller hangs up or their patience is at an end.
  private func work<Value: Sendable>(
    _ context: DoorContext, _ patience: Duration?, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await hangUps.stopping(with: context.channel, after: patience) { try await lasting.gate.pass(body) }
  }

  private func counted(_ outcome: Outcome) -> Outcome {
    lasting.meter.count(outcome)
    return outcome
  }

  private func check(_ database: String?) throws(HTTPServiceError) {
    let known = parts.question("", parts.local).database
    guard let database, database != known else { return }
    throw .unknownDatabase(String(database.prefix(60)), known: known)
  }
}
