internal import Access
internal import Hummingbird
internal import Interpretation
internal import Presentation
internal import Vocabulary

/// Shows the models at hand and changes which one answers.
struct ModelCounter: Sendable {
  let parts: HTTPDoor.Parts

  func list(_ caller: Caller) async throws -> Response {
    var json = JSONObject()
    json.add("models", try await models(caller).map(\.object))
    return Reply.json(json).response
  }

  /// A model that is no better is promoted only `althoughWorse`.
  func promote(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let members = try await Members.read(request, known: ["althoughWorse"])
    guard let promotions = parts.promotions else { throw HTTPServiceError.noShelf }
    let name = context.parameters.get("name") ?? ""
    let decision = try await promotions.promote(
      name, try members.flag("althoughWorse", else: false), caller.principal)
    return reply(decision)
  }

  func rollBack(_ request: Request, _ caller: Caller) async throws -> Response {
    _ = try await Members.read(request, known: [])
    guard let promotions = parts.promotions else { throw HTTPServiceError.noShelf }
    return reply(try await promotions.rollBack(caller.principal))
  }

  private func reply(_ decision: HTTPDoor.Promotions.Decision) -> Response {
    var json = JSONObject()
    json.add("promoted", decision.isDone)
    json.add("message", decision.sentence)
    return Reply.json(json, status: decision.isDone ? .ok : .conflict).response
  }

  /// The models at hand, the one that answers marked.
  func models(_ caller: Caller) async throws -> [ShownModel] {
    let snapshot = try await parts.database.view(for: caller.principal).snapshot
    let current = try await parts.models.model(for: snapshot)
    let entries = await parts.models.entries()
    guard !entries.isEmpty else { return [ShownModel(name: current.name, isCurrent: true, fits: true)] }
    return entries.map { entry in
      ShownModel(
        name: entry.name, isCurrent: entry.folder == current.folder, fits: entry.manifest.fits(snapshot),
        isStale: entry.manifest.isStale(snapshot), manifest: entry.manifest)
    }
  }
}

/// A model as a caller may see it.
struct ShownModel: Sendable {
  var name: String
  var isCurrent: Bool
  /// Whether it can answer for the schema.
  var fits: Bool
  /// Whether the schema has changed since it was tuned.
  var isStale = false
  /// `nil` for a model of somebody else's server.
  var manifest: ModelManifest?

  var object: JSONObject {
    var json = JSONObject()
    json.add("name", name)
    json.add("current", isCurrent)
    json.add("fits", fits)
    json.add("stale", isStale)
    json.add("profile", manifest?.profile)
    json.add("parameters", manifest?.parameters)
    json.add("sha256", manifest?.sha256)
    json.add("tuned", manifest?.tags != nil)
    var scores = JSONObject()
    for (suite, score) in (manifest?.scores ?? [:]).sorted(by: { $0.key < $1.key }) { scores.add(suite, score) }
    json.add("scores", scores)
    return json
  }
}
