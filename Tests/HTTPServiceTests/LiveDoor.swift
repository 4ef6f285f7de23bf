import Curl
import DoorTestSupport
import Foundation
import Synchronization
import Testing

@testable import HTTPService

/// A service that really listens, and a client before it.
final class LiveDoor: Sendable {
  let premises: Premises
  let port: Int
  private let client = HTTPClient()
  private let serving: Task<Void, any Error>

  init(_ premises: Premises, options: HTTPDoor.Options = HTTPDoor.Options()) async throws {
    self.premises = premises
    let parts = HTTPDoor.Parts(
      interpreter: premises.interpreter, planner: premises.planner, database: premises.database,
      models: premises.models, question: { Premises.question($0) })
    var options = options
    options.port = 0
    let (ports, told) = AsyncStream<Int>.makeStream()
    let door = try HTTPDoor(parts, options: options) { told.yield($0) }
    serving = Task {
      defer { told.finish() }
      try await door.run()
    }
    var iterator = ports.makeAsyncIterator()
    port = try #require(await iterator.next())
  }

  deinit { serving.cancel() }

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

  private func send(_ request: HTTPRequest) async throws -> Reply {
    let response = try await client.send(request)
    return Reply(status: response.status, head: response.head, text: String(decoding: response.body, as: UTF8.self))
  }

  private static func list(_ headers: [String: String]) -> [HTTPHeader] { headers.map { HTTPHeader($0, $1) } }
}
