import Curl
import DoorTestSupport
import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import HTTPService

/// A service that really listens, and a client before it.
final class LiveDoor: Sendable {
  let premises: Premises
  let port: Int
  private let client = HTTPClient()
  private let door: HTTPDoor
  private let serving: Task<Void, any Error>

  init(
    _ premises: Premises, options: HTTPDoor.Options = HTTPDoor.Options(),
    _ change: (inout HTTPDoor.Parts) -> Void = { _ in }
  ) async throws {
    self.premises = premises
    var parts = Self.parts(premises)
    change(&parts)
    var options = options
    options.port = 0
    let (ports, told) = AsyncStream<Int>.makeStream()
    let door = try HTTPDoor(parts, options: options) { told.yield($0) }
    self.door = door
    serving = Task {
      defer { told.finish() }
      try await door.run()
    }
    var iterator = ports.makeAsyncIterator()
    port = try #require(await iterator.next())
  }

  deinit { serving.cancel() }

  static func parts(_ premises: Premises) -> HTTPDoor.Parts {
    HTTPDoor.Parts(
      interpreter: premises.interpreter, planner: premises.planner, database: premises.database,
      models: premises.models, reviews: premises.reviews, log: premises.log, store: premises.store,
      local: Principal("anna"),
      question: { Question(text: $0, database: "shop", principal: $1) })
  }

  func change(_ parts: HTTPDoor.Parts, _ options: HTTPDoor.Options) async { await door.change(parts, options) }

  struct Reply {
    let status: Int
    let head: HTTPResponseHead
    let text: String

    func json() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
    }
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
    try await send(.init(.get, "http://127.0.0.1:\(port)\(path)", headers: Self.list(headers)))
  }

  func post(_ path: String, _ body: String, headers: [String: String] = [:]) async throws -> Reply {
    let headers = ["Content-Type": "application/json"].merging(headers) { $1 }
    return try await send(
      .init(.post, "http://127.0.0.1:\(port)\(path)", headers: Self.list(headers), body: Array(body.utf8)))
  }

  /// Sends a question and hangs up as soon as told.
  func stream(_ path: String, _ body: String, headers: [String: String]) async throws -> HTTPStream {
    let headers = ["Content-Type": "application/json"].merging(headers) { $1 }
    return try await client.stream(
      .init(.post, "http://127.0.0.1:\(port)\(path)", headers: Self.list(headers), body: Array(body.utf8)))
  }

  private func send(_ request: HTTPRequest) async throws -> Reply {
    let response = try await client.send(request)
    return Reply(status: response.status, head: response.head, text: String(decoding: response.body, as: UTF8.self))
  }

  private static func list(_ headers: [String: String]) -> [HTTPHeader] { headers.map { HTTPHeader($0, $1) } }
}
