internal import Hummingbird
internal import Interpretation
internal import Vocabulary

/// Says whether the service is there and what it stands on.
struct HealthDesk: Sendable {
  let parts: HTTPDoor.Parts

  /// The process answers.
  static func live() -> Response { OutcomeReply.response("{\"status\":\"live\"}\n", "application/json") }

  /// Whether a question could be answered now; asking also gets an embedded model started.
  func ready() async -> Response {
    var database = JSONObject()
    var model = JSONObject()
    var problem: Problem?
    do {
      let snapshot = try await parts.database.view(for: parts.question("").principal).snapshot
      database.add("state", "ready")
      do {
        let chosen = try await parts.models.model(for: snapshot)
        try await chosen.generator.server(deadline: .now + .seconds(3))
        model.add("state", "ready")
        model.add("name", chosen.name)
      } catch {
        problem = Self.note(error, in: &model)
      }
    } catch {
      problem = Self.note(error, in: &database)
      model.add("state", "unknown")
    }
    var json = JSONObject()
    json.add("status", problem == nil ? "ready" : "unready")
    json.add("database", json: database.json)
    json.add("model", json: model.json)
    var response = OutcomeReply.response(
      json.text, "application/json", status: problem == nil ? .ok : .serviceUnavailable)
    if problem != nil { response.headers[.retryAfter] = "5" }
    return response
  }

  /// The databases that may be asked, as the role sees them.
  func databases() async throws -> Response {
    let snapshot = try await parts.database.view(for: parts.question("").principal).snapshot
    var database = JSONObject()
    database.add("name", parts.question("").database)
    database.add("role", snapshot.role)
    database.add("serverVersion", snapshot.serverVersion)
    database.add("relations", snapshot.relations.count)
    database.add("fingerprint", snapshot.fingerprint)
    var json = JSONObject()
    json.add("databases", json: JSONObject.list([database.json]))
    return OutcomeReply.response(json.text, "application/json")
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
