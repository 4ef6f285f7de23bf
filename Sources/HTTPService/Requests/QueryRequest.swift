internal import Hummingbird
internal import Vocabulary

/// What a question or a statement is sent with.
struct QueryRequest: Sendable {
  /// The member that holds the text: a question, or SQL.
  enum Subject: String { case question, sql }

  let text: String
  /// The question before it in the same conversation.
  let after: QuestionID?
  /// The conversation that it goes on, at its latest question.
  let conversation: QuestionID?
  /// Which of that question's choices is taken; then there is no text.
  let choice: Int?
  let database: String?
  let execute: Bool
  let form: ReplyForm
  /// How long the caller waits.
  let patience: Duration?
  let idempotencyKey: String?
  /// The body, to tell a repetition from another request under the same key.
  let bytes: [UInt8]

  /// Reads a request whole.
  static func read(_ request: Request, _ subject: Subject) async throws -> QueryRequest {
    let form = try ReplyForm(accept: request.headers[.accept])
    let known =
      [subject.rawValue, "database", "execute"] + (subject == .question ? ["after", "conversation", "choice"] : [])
    let members = try await Members.read(request, known: known)
    let choice = try members.optionalWhole("choice")
    let after = try question("after", members)
    let conversation = try question("conversation", members)
    if after != nil, conversation != nil {
      throw HTTPServiceError.malformedBody(
        "\"after\" and \"conversation\" do not go together: either says where to go on")
    }
    if choice != nil, after == nil { throw HTTPServiceError.malformedBody("\"after\" is missing") }
    let text = choice == nil ? try members.text(subject.rawValue) : try members.optionalText(subject.rawValue) ?? ""
    return QueryRequest(
      text: text, after: after, conversation: conversation, choice: choice,
      database: try members.optionalText("database"),
      execute: try members.flag("execute", else: true), form: form, patience: try patience(request),
      idempotencyKey: try idempotencyKey(request), bytes: members.bytes)
  }

  private static func question(_ name: String, _ members: Members) throws(HTTPServiceError) -> QuestionID? {
    guard let text = try members.optionalText(name) else { return nil }
    guard let id = QuestionID(text) else { throw .malformedBody("\"\(name)\" is no question's id") }
    return id
  }

  /// `X-Timeout`: seconds, with a fraction if need be.
  static func patience(_ request: Request) throws(HTTPServiceError) -> Duration? {
    guard let text = request.headers[.timeout] else { return nil }
    guard let seconds = Double(text.trimmed), seconds > 0, seconds <= 3600 else {
      throw .badHeader("X-Timeout", "seconds, above 0 and up to 3600")
    }
    return .milliseconds(max(1, Int(seconds * 1000)))
  }

  private static func idempotencyKey(_ request: Request) throws(HTTPServiceError) -> String? {
    guard let key = request.headers[.idempotencyKey] else { return nil }
    guard (1...200).contains(key.utf8.count) else { throw .badHeader("Idempotency-Key", "1 to 200 bytes") }
    return key
  }
}
