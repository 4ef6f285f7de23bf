internal import Hummingbird
internal import Interpretation
internal import Vocabulary

/// Takes questions and SQL.
struct QueryDesk: Sendable {
  let parts: HTTPDoor.Parts
  let gate: Gate

  func query(_ request: Request) async throws -> Response {
    try await answer(request, .question) { interpreter, question in try await interpreter.ask(question) }
  }

  /// A person's own SQL, through the same gate and into the same log.
  func run(_ request: Request) async throws -> Response {
    try await answer(request, .sql) { interpreter, question in try await interpreter.run(question.text, for: question) }
  }

  private func answer(
    _ request: Request, _ subject: QueryRequest.Subject,
    _ work: @escaping @Sendable (Interpreter, Question) async throws -> Outcome
  ) async throws -> Response {
    let form = try ReplyForm(accept: request.headers[.accept])
    let wanted = try await QueryRequest.read(request, subject)
    let question = parts.question(wanted.text)
    guard wanted.database == nil || wanted.database == question.database else {
      throw HTTPServiceError.unknownDatabase(String((wanted.database ?? "").prefix(60)), known: question.database)
    }
    let interpreter = wanted.execute ? parts.interpreter : parts.planner
    let outcome = try await gate.pass { try await work(interpreter, question) }
    return OutcomeReply(outcome: outcome, isExecuted: wanted.execute).response(form)
  }
}
