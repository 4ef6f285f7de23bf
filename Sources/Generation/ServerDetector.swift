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
  private func signedDialect() async throws(GenerationError) -> ModelServerDialect? {
    let found = await withTaskGroup(of: (Int, Result<Bool, GenerationError>).self) { group in
      for (place, dialect) in ModelServerDialect.known.enumerated() {
        guard let signature = dialect.signature else { continue }
        group.addTask(executorPreference: globalConcurrentExecutor) {
          do throws(GenerationError) {
            return (place, .success(try await transport.value(at: signature) != nil))
          } catch {
            return (place, .failure(error))
          }
        }
      }
      var found: [(Int, Result<Bool, GenerationError>)] = []
      for await result in group { found.append(result) }
      return found.sorted { $0.0 < $1.0 }
    }
    for (place, result) in found {
      if try result.get() { return ModelServerDialect.known[place] }
    }
    return nil
  }
}
