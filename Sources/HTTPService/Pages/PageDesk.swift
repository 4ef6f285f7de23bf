internal import Access
internal import Auditing
internal import Hummingbird
internal import Interpretation
internal import Reviewing
internal import Vocabulary

/// The pages for people. What they show comes from the same places as the API's answers.
struct PageDesk: Sendable {
  let parts: HTTPDoor.Parts
  let audit: AuditCounter
  let models: ModelCounter
  private let text = PageText()

  init(parts: HTTPDoor.Parts, audit: AuditCounter, models: ModelCounter) {
    self.parts = parts
    self.audit = audit
    self.models = models
  }

  func ask(_ caller: Caller) async throws -> Response {
    let snapshot = try await parts.database.view(for: caller.principal).snapshot
    let examples = try await examples(caller)
    var context = frame("Ask", .askPage, caller)
    context["relations"] = snapshot.relations.count
    context["role"] = snapshot.role
    context["hasCharts"] = Asset.chart != nil
    context["hasExamples"] = !examples.isEmpty
    context["examples"] = examples
    return text.response("ask", context)
  }

  /// What this person asked lately, and had answered.
  private func examples(_ caller: Caller) async throws -> [String] {
    let records = try await parts.reviews.reader.list(
      AuditFilter(principal: caller.principal, outcome: .answered, limit: 30))
    var seen: Set<String> = []
    let texts = records.filter { !$0.workings.candidates.isEmpty && $0.question.regarding == nil }.map(\.question.text)
    return Array(texts.filter { !$0.isEmpty && $0.count < 90 && seen.insert($0).inserted }.prefix(6))
  }

  func review(_ caller: Caller) async throws -> Response {
    let queue = try await parts.reviews.queue().first(200)
    var context = frame("Review", .reviewPage, caller, kind: "wide")
    context["mayReview"] = parts.reviews.rules.mayReview(caller.principal)
    context["items"] = queue.items.map { item in
      [
        "id": item.record.question.id.description, "question": item.record.question.text,
        "why": item.reasons.first?.sentence ?? "",
      ]
    }
    return text.response("review", context)
  }

  func audit(_ request: Request, _ caller: Caller) async throws -> Response {
    let parameters = try Parameters(request, known: AuditCounter.parameters, isForm: true)
    let page = try await audit.page(parameters, standard: 50)
    var context = frame("Audit", .auditPage, caller, kind: "wide")
    for name in ["q", "principal", "relation"] { context[name] = parameters[name] ?? "" }
    context["outcomes"] = AuditRecord.Outcome.allCases.map { outcome in
      ["name": outcome.rawValue, "chosen": parameters["outcome"] == outcome.rawValue] as [String: Any]
    }
    context["records"] = page.records.map(RecordPage.line)
    if let next = page.next {
      let kept = ["q", "principal", "relation", "outcome"].compactMap { name in
        parameters[name].map { "\(name)=\(Self.escaped($0))" }
      }
      context["next"] = "/audit?" + (kept + ["cursor=\(next)"]).joined(separator: "&")
    }
    return text.response("audit", context)
  }

  func record(_ context: DoorContext, _ caller: Caller) async throws -> Response {
    let record = try await audit.reader.record(try Parameters.question(context))
    return text.response(
      "record",
      frame("A question", .auditPage, caller).merging(RecordPage.story(record)) { $1 })
  }

  func models(_ caller: Caller) async throws -> Response {
    let shown = try await models.models(caller)
    var context = frame("Models", .modelsPage, caller)
    context["hasShelf"] = parts.promotions != nil
    context["hasComparison"] = try await comparison(for: caller) != nil
    context["models"] = shown.map { ModelPage.card($0, canPromote: parts.promotions != nil) }
    return text.response("models", context)
  }

  /// RAG, fine-tuning, both or neither: what `dragoman evaluate --compare` found for the caller's database.
  func comparison(_ caller: Caller) async throws -> Response {
    guard let page = try await comparison(for: caller) else {
      throw HTTPServiceError.unknownPath(Route.comparisonPage.path)
    }
    return page.response
  }

  private func comparison(for caller: Caller) async throws -> ComparisonFile? {
    guard let folder = parts.reportsFolder else { return nil }
    return ComparisonFile.newest(in: folder, of: try await parts.database.view(for: caller.principal).snapshot.database)
  }

  func schema(_ request: Request, _ caller: Caller) async throws -> Response {
    _ = try Parameters(request, known: [])
    let snapshot = parts.shown(try await parts.database.view(for: caller.principal).snapshot)
    var context = frame("Schema", .schemaPage, caller)
    context["role"] = snapshot.role
    context["count"] = snapshot.relations.count
    context["hidden"] = parts.deniedRelations.isEmpty ? nil : parts.deniedRelations.joined(separator: ", ")
    context["relations"] = snapshot.relations.map { SchemaPage.card($0, snapshot) }
    return text.response("schema", context)
  }

  func signIn(next: String, problem: String?) -> Response {
    var context: [String: Any] = ["title": "Sign in", "kind": "narrow", "next": next]
    context["problem"] = problem
    return text.response("sign-in", context)
  }

  func turnedAway(_ error: AccessError) -> Response {
    text.response(
      "turned-away",
      ["title": "Not here", "message": error.message, "hint": error.hint ?? "", "canSignOut": true])
  }

  /// What the layout of every page shows.
  private func frame(
    _ title: String, _ route: Route, _ caller: Caller, kind: String = "plain"
  ) -> [String: Any] {
    let all: [(String, Route)] = [
      ("Ask", .askPage), ("Review", .reviewPage), ("Audit", .auditPage), ("Models", .modelsPage),
      ("Schema", .schemaPage),
    ]
    let open = all.filter { _, page in
      if case .holders(let scope) = page.entry { caller.scopes.contains(scope) } else { true }
    }
    let pages = open.map { name, page in
      ["name": name, "href": page.path, "current": page == route] as [String: Any]
    }
    return [
      "title": title, "kind": kind, "nav": ["pages": pages] as [String: Any], "person": caller.principal.name,
      "database": parts.question("", caller.principal).database, "canSignOut": parts.asksForProof,
    ]
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      let hex = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + hex
    }.joined()
  }
}
