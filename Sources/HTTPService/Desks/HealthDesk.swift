internal import Access
internal import Hummingbird
internal import Interpretation
internal import Presentation
internal import Vocabulary

/// Says whether the service is there and what it stands on.
struct HealthDesk: Sendable {
  let parts: HTTPDoor.Parts

  /// The process answers.
  static func live() -> Response { Reply(text: "{\"status\":\"live\"}\n").response }

  /// Whether a question could be answered now; asking also gets an embedded model started.
  func ready() async -> Response {
    var database = JSONObject()
    var model = JSONObject()
    var log = JSONObject()
    var problems: [Problem] = []
    do {
      let snapshot = try await parts.database.view(for: parts.local).snapshot
      database.add("state", "ready")
      do {
        let chosen = try await parts.models.model(for: snapshot)
        try await chosen.generator.server(deadline: .now + .seconds(3))
        model.add("state", "ready")
        model.add("name", chosen.name)
      } catch {
        problems.append(Self.note(error, in: &model))
      }
    } catch {
      problems.append(Self.note(error, in: &database))
      model.add("state", "unknown")
    }
    do {
      _ = try await parts.reviews.reader.lastPosition()
      log.add("state", "ready")
    } catch {
      problems.append(Self.note(error, in: &log))
    }
    var json = JSONObject()
    json.add("status", problems.isEmpty ? "ready" : "unready")
    json.add("database", database)
    json.add("model", model)
    json.add("auditLog", log)
    var reply = Reply.json(json, status: problems.isEmpty ? .ok : .serviceUnavailable)
    if !problems.isEmpty { reply.headers[.retryAfter] = "5" }
    return reply.response
  }

  /// The databases that may be asked, as the caller sees them.
  func databases(_ caller: Caller) async throws -> Response {
    let snapshot = try await parts.database.view(for: caller.principal).snapshot
    var database = JSONObject()
    database.add("name", parts.question("", caller.principal).database)
    database.add("role", snapshot.role)
    database.add("serverVersion", snapshot.serverVersion)
    database.add("relations", snapshot.relations.count)
    database.add("fingerprint", snapshot.fingerprint)
    var json = JSONObject()
    json.add("databases", [database])
    return Reply.json(json).response
  }

  /// One database's schema, as the caller sees it.
  func schema(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let parameters = try Parameters(request, known: ["matching"])
    let (name, known) = (context.parameters.get("name") ?? "", parts.question("", caller.principal).database)
    guard name == known else { throw HTTPServiceError.unknownDatabase(String(name.prefix(60)), known: known) }
    let snapshot = parts.shown(try await parts.database.view(for: caller.principal).snapshot)
    return Reply.json(SchemaJSON.object(snapshot, database: name, matching: parameters["matching"])).response
  }

  private static func note(_ error: any Error, in part: inout JSONObject) -> Problem {
    let problem = Problem(error)
    part.add("state", "unready")
    part.add("code", problem.code)
    part.add("message", problem.title)
    part.add("hint", problem.hint)
    return problem
  }
}
