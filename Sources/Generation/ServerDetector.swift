internal import Curl
internal import Foundation

/// Finds out what kind of model server answers at an address, and which model it has.
struct ServerDetector: Sendable {
  let transport: ModelTransport

  func detect() async throws(GenerationError) -> ModelServer {
    let endpoint = transport.endpoint
    var dialect = endpoint.dialect
    if dialect == nil { dialect = try await signedDialect() }
    let found = dialect ?? .plain
    var model = endpoint.model
    if model == nil, found.requiresModel {
      model = try await models().first
      guard model != nil else { throw .noModel(url: endpoint.url) }
    }
    var maxCount = found.acceptsCount ? Int.max : 1
    if let limit = found.countLimit, let number = try await transport.value(at: limit)?.whole {
      maxCount = max(1, number)
    }
    return ModelServer(endpoint: endpoint, dialect: found, model: model, maxCount: maxCount)
  }

  /// The names of the models that the server lists.
  func models() async throws(GenerationError) -> [String] {
    let list = try await transport.value(at: .init(page: "/v1/models", path: ["data"]))
    return (list?.list ?? []).compactMap { $0.value(at: ["id"])?.text }
  }

  /// The first known dialect whose signature the server shows; the pages are asked for all at once.
  ///
  /// Each task gives a struct: with pairs of a number and a `Result`, optimised builds by Swift 6.3 trapped in `known[number]`.
  private func signedDialect() async throws(GenerationError) -> ModelServerDialect? {
    let sightings = await withTaskGroup(of: Sighting.self, returning: [Sighting].self) { group in
      for (place, dialect) in ModelServerDialect.known.enumerated() {
        guard let signature = dialect.signature else { continue }
        group.addTask(executorPreference: globalConcurrentExecutor) {
          await sighting(of: dialect, signature, at: place)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for sighting in sightings.sorted(by: { $0.place < $1.place }) {
      if let failure = sighting.failure { throw failure }
      if sighting.isShown { return sighting.dialect }
    }
    return nil
  }

  /// What one dialect's page showed; `place` is the dialect's among those known.
  private struct Sighting: Sendable {
    let dialect: ModelServerDialect
    let place: Int
    var isShown = false
    var failure: GenerationError?
  }

  private func sighting(of dialect: ModelServerDialect, _ signature: ModelServerDialect.Place, at place: Int) async
    -> Sighting
  {
    var sighting = Sighting(dialect: dialect, place: place)
    do throws(GenerationError) {
      sighting.isShown = try await transport.value(at: signature) != nil
    } catch {
      sighting.failure = error
    }
    return sighting
  }
}
