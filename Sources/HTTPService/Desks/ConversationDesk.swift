internal import Access
internal import Auditing
internal import Hummingbird
internal import Presentation
internal import Vocabulary

/// Finds what a question goes on from, and shows whole conversations. What it knows is in the audit log, so that all
/// instances on one store know it.
struct ConversationDesk: Sendable {
  let parts: HTTPDoor.Parts

  /// Questions that are looked back upon for one that can be leant on.
  private static let reach = 20

  /// The question that a request goes on from; one of somebody else's is as unknown as none.
  func before(_ wanted: QueryRequest, _ caller: Caller) async throws -> AuditRecord? {
    if let after = wanted.after { return try check(try await parts.reviews.reader.record(after), after, caller) }
    guard let id = wanted.conversation else { return nil }
    let page = try await page(id, before: nil, limit: Self.reach, caller)
    // One that nobody could make sense of is nothing to lean on.
    return page.records.first { $0.declined?.reason != .incomplete && !$0.question.text.isEmpty } ?? page.records.first
  }

  /// A conversation's questions, newest first, a page at a time.
  func list(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let parameters = try Parameters(request, known: ["limit", "cursor"])
    let limit = try parameters.whole("limit", in: 1...500, else: 50)
    let before = try parameters.given("cursor").map { text throws(HTTPServiceError) in
      guard text.hasPrefix("c"), let position = Int(text.dropFirst()), position > 0 else {
        throw .badParameter("cursor", "it is the nextCursor of the page before")
      }
      return position
    }
    let id = try Parameters.question(context)
    let page = try await page(id, before: before, limit: limit, caller)
    var json = JSONObject()
    json.add("id", id.description)
    json.add("database", parts.question("", caller.principal).database)
    json.add("questions", page.records.map(RecordJSON.summary))
    json.add("nextCursor", page.next.map { "c\($0)" })
    return Reply.json(json).response
  }

  private func page(
    _ id: QuestionID, before: Int?, limit: Int, _ caller: Caller
  ) async throws -> AuditReader.ConversationPage {
    // Whose the first question is, theirs is the conversation.
    _ = try check(try await parts.reviews.reader.record(id), id, caller)
    let page = try await parts.reviews.reader.conversation(id, before: before, limit: limit)
    guard before != nil || !page.records.isEmpty else { throw AuditError.unknownQuestion(id) }
    return page
  }

  private func check(_ record: AuditRecord, _ id: QuestionID, _ caller: Caller) throws -> AuditRecord {
    let own = parts.question("", caller.principal)
    guard record.question.principal == own.principal, record.question.database == own.database else {
      throw AuditError.unknownQuestion(id)
    }
    return record
  }
}
