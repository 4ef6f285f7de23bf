import ModelTestSupport
import Testing
import Threads

@testable import Curl

/// The same client in the hands of a worker, which drives its transfers itself.
@Suite("HTTP client on a worker", .timeLimit(.minutes(1)))
struct WorkerClientTests {
  private let client = HTTPClient()
  private let server: FaultyServer

  init() async throws { server = try await .shared() }

  private func send(_ how: String, _ path: String = "/v1/models", within limit: Duration = .seconds(20))
    -> Task<HTTPResponse, any Error>
  {
    let request = HTTPRequest(.get, server.behaving(how) + path, deadline: .now + limit)
    return Crew.shared.task { [client] in try await client.send(request) }
  }

  @Test("answers and refusals come as they do elsewhere")
  func answers() async throws {
    let response = try await send("good").value
    #expect(response.status == 200)
    #expect(String(decoding: response.body, as: UTF8.self).contains("good-model"))
    #expect(try await send("good", "/nowhere").value.status == 404)
  }

  @Test("a server that is silent is given up at the deadline")
  func deadline() async throws {
    await #expect { try await send("slow", within: .milliseconds(200)).value } throws: { error in
      if case .timedOut = error as? CurlError { true } else { false }
    }
  }

  @Test("cancelling ends the transfer, and the client serves on")
  func cancelled() async throws {
    let task = send("slow")
    task.cancel()
    await #expect(throws: CurlError.cancelled) { try await task.value }
    #expect(try await send("good").value.status == 200)
  }

  @Test("cancelling ends a transfer that waits for its answer")
  func cancelledLate() async throws {
    let task = send("slow")
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    await #expect(throws: CurlError.cancelled) { try await task.value }
  }

  @Test("requests one after the other use one connection")
  func keptAlive() async throws {
    var connections: Set<String> = []
    for _ in 0..<5 { connections.insert(try await send("good").value.head.header("X-Connection") ?? "") }
    #expect(connections.count == 1)
    #expect(connections != [""])
  }

  @Test("an address that nothing can be sent to is refused")
  func badAddress() async throws {
    let task = Crew.shared.task { [client] in try await client.send(HTTPRequest(.get, "file:///etc/passwd")) }
    await #expect { try await task.value } throws: { ($0 as? CurlError)?.code == "DG001" }
  }
}
