internal import Auditing
internal import Hummingbird
internal import Presentation
internal import Vocabulary

/// Shows the audit log.
struct AuditCounter: Sendable {
  let reader: AuditReader
  let witness: AuditReader.Witness

  static let parameters = [
    "q", "principal", "database", "outcome", "relation", "model", "review", "since", "until", "limit", "cursor",
  ]

  /// Questions that match, newest first, a page at a time.
  func list(_ request: Request) async throws -> Response {
    let page = try await page(try Parameters(request, known: Self.parameters), standard: 50)
    var json = JSONObject()
    json.add("questions", page.records.map(RecordJSON.summary))
    json.add("nextCursor", page.next)
    return Reply.json(json).response
  }

  func record(_ context: DoorContext) async throws -> Response {
    Reply.json(RecordJSON.story(try await reader.record(try Parameters.question(context)))).response
  }

  /// Walks the whole chain.
  func verify() async throws -> Response {
    let verification = try await reader.verify(against: witness)
    var json = JSONObject()
    json.add("intact", verification.isIntact)
    json.add("entries", verification.entries)
    json.add("redacted", verification.redacted)
    json.add("checkpoints", verification.checkpoints)
    json.add("head", verification.head)
    json.add(
      "breaks",
      verification.breaks.map { one in
        var json = JSONObject()
        json.add("sequence", one.sequence)
        json.add("reason", one.reason)
        return json
      })
    return Reply.json(json).response
  }

  /// A page of records, and the cursor of the next one.
  func page(_ parameters: Parameters, standard: Int) async throws -> (records: [AuditRecord], next: String?) {
    let limit = try parameters.whole("limit", in: 1...500, else: standard)
    var filter = AuditFilter(
      since: try parameters.moment("since"), until: try parameters.moment("until"),
      principal: parameters["principal"].map { Principal($0) }, database: parameters["database"],
      outcome: try parameters.choice("outcome", of: AuditRecord.Outcome.self), words: parameters["q"],
      relation: parameters["relation"], model: parameters["model"],
      review: try parameters.choice("review", of: AuditEntry.Reviewed.Verdict.self), limit: limit + 1)
    let cursor = try parameters.given("cursor").map(Cursor.init)
    if let cursor {
      // Those of the same microsecond come again, and are dropped below.
      filter.until = min(filter.until ?? cursor.until, cursor.until)
      filter.limit += Cursor.mostAtOnce
    }
    var records = try await reader.list(filter)
    if let cursor, let place = records.prefix(Cursor.mostAtOnce).firstIndex(where: { $0.question.id == cursor.id }) {
      records.removeFirst(place + 1)
    }
    let page = Array(records.prefix(limit))
    return (page, records.count > limit ? page.last.map { Cursor(after: $0).text } : nil)
  }
}

/// Where a page ended.
private struct Cursor {
  let until: Moment
  let id: QuestionID

  /// Questions that may have been asked in one microsecond.
  static let mostAtOnce = 20

  init(after record: AuditRecord) {
    until = Moment(microseconds: record.askedAt.microseconds + 1)
    id = record.question.id
  }

  init(_ text: String) throws(HTTPServiceError) {
    let halves = text.dropFirst().split(separator: ".", maxSplits: 1)
    guard text.hasPrefix("c"), halves.count == 2, let time = Int64(halves[0]), let id = QuestionID(String(halves[1]))
    else {
      throw .badParameter("cursor", "it is the nextCursor of the page before")
    }
    until = Moment(microseconds: time)
    self.id = id
  }

  var text: String { "c\(until.microseconds).\(id)" }
}
