import Foundation
import ModelTestSupport
import Testing

@testable import Curl

@Suite("HTTP client", .timeLimit(.minutes(1)))
struct HTTPClientTests {
  private let client = HTTPClient()
  private let server: FaultyServer

  init() async throws { server = try await .shared() }

  private func request(_ how: String, _ path: String = "/v1/models") -> HTTPRequest {
    HTTPRequest(.get, server.behaving(how) + path, deadline: .now + .seconds(20))
  }

  private func counts() async throws -> [String: Int] {
    let response = try await client.send(HTTPRequest(.get, server.url + "/counted"))
    return try JSONDecoder().decode([String: Int].self, from: Data(response.body))
  }

  @Test("a GET brings status, headers and body")
  func get() async throws {
    let response = try await client.send(request("good"))
    #expect(response.status == 200)
    #expect(response.head.header("content-LENGTH") == String(response.body.count))
    #expect(String(decoding: response.body, as: UTF8.self).contains("good-model"))
  }

  @Test("a POST sends its body and its headers")
  func post() async throws {
    var request = request("echo", "/v1/completions")
    request.method = .post
    request.body = Array(#"{"prompt": "é"}"#.utf8)
    request.headers = [HTTPHeader("X-Test", "yes")]
    let text = String(decoding: try await client.send(request).body, as: UTF8.self)
    #expect(text.contains("x-test"))
    #expect(text.contains("u00e9"))
    #expect(!text.contains("100-continue"))
  }

  @Test("a status of 404 is an answer")
  func notFound() async throws {
    #expect(try await client.send(request("good", "/nowhere")).status == 404)
  }

  @Test("a redirect is given back, not followed")
  func redirect() async throws {
    #expect(try await client.send(request("redirect")).status == 302)
  }

  @Test(
    "addresses other than http and https are refused",
    arguments: ["file:///etc/passwd", "gopher://h/", "", "http:/", "ftp://h/"])
  func otherProtocols(url: String) async throws {
    await #expect { try await client.send(HTTPRequest(.get, url)) } throws: { error in
      (error as? CurlError)?.code == "DG001"
    }
  }

  @Test("a header that would begin a new line is refused")
  func headerInjection() async throws {
    var request = request("good")
    request.headers = [HTTPHeader("X", "a\r\nY: b")]
    await #expect { try await client.send(request) } throws: { ($0 as? CurlError)?.code == "DG001" }
  }

  @Test("a port where nobody listens refuses")
  func refused() async throws {
    await #expect { try await client.send(HTTPRequest(.get, "http://127.0.0.1:1/")) } throws: { error in
      if case .refused = error as? CurlError { true } else { false }
    }
  }

  @Test("a slow answer ends at the deadline")
  func deadline() async throws {
    var request = request("slow")
    request.deadline = .now + .milliseconds(200)
    let start = ContinuousClock.now
    await #expect(throws: CurlError.timedOut(url: request.url, connecting: false)) { try await client.send(request) }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("a deadline that has passed is an error before anything is sent")
  func pastDeadline() async throws {
    var request = request("good")
    request.deadline = .now - .seconds(1)
    await #expect(throws: CurlError.timedOut(url: request.url, connecting: false)) { try await client.send(request) }
  }

  @Test("cancelling the task ends the transfer at once, and the server sees it")
  func cancellation() async throws {
    let before = try await counts()["aborted"] ?? 0
    let task = Task { [client] in
      for try await _ in try await client.stream(request("drip")) {}
    }
    try await Task.sleep(for: .milliseconds(200))
    let start = ContinuousClock.now
    task.cancel()
    let result = await task.result
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(throws: CurlError.cancelled) { try result.get() }
    for _ in 0..<100 where try await counts()["aborted"] == before { try await Task.sleep(for: .milliseconds(20)) }
    #expect(try await counts()["aborted"] ?? 0 > before)
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    let task = Task { [client] in
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await client.send(request("good"))
    }
    let result = await task.result
    #expect(throws: CurlError.cancelled) { try result.get() }
  }

  @Test("a body shorter than announced is an error, whole or streamed")
  func shortBody() async throws {
    for streams in [false, true] {
      await #expect {
        if streams {
          for try await _ in try await client.stream(request("short")) {}
        } else {
          _ = try await client.send(request("short"))
        }
      } throws: { error in
        if case .connectionLost(_, _, anyBytes: true) = error as? CurlError { true } else { false }
      }
    }
  }

  @Test("a connection closed without an answer is an error that says so")
  func hangup() async throws {
    await #expect { try await client.send(request("hangup")) } throws: { error in
      if case .connectionLost(_, _, anyBytes: false) = error as? CurlError { true } else { false }
    }
  }

  @Test("a body longer than the limit is an error")
  func cap() async throws {
    var request = request("big")
    request.maxResponseBytes = 1 << 20
    await #expect(throws: CurlError.tooLarge(limit: 1 << 20)) { try await client.send(request) }
  }

  @Test("a slow reader holds the sender back and still gets every byte")
  func backPressure() async throws {
    var request = request("big")
    request.maxResponseBytes = 100 << 20
    request.deadline = .now + .seconds(120)
    var (total, largest) = (0, 0)
    for try await chunk in try await client.stream(request) {
      if total == 0 { try await Task.sleep(for: .milliseconds(300)) }
      total += chunk.count
      largest = max(largest, chunk.count)
    }
    #expect(total == 64 << 20)
    // The buffer's mark plus one piece of libcurl's.
    #expect(largest <= 512 << 10)
  }

  @Test("a stream that is dropped ends its transfer")
  func dropped() async throws {
    let before = try await counts()["aborted"] ?? 0
    for try await _ in try await client.stream(request("drip")) { break }
    for _ in 0..<100 where try await counts()["aborted"] == before { try await Task.sleep(for: .milliseconds(20)) }
    #expect(try await counts()["aborted"] ?? 0 > before)
  }

  @Test("requests one after the other use one connection")
  func keepAlive() async throws {
    var connections: Set<String> = []
    for _ in 0..<50 {
      connections.insert(try await client.send(request("good")).head.header("X-Connection") ?? "")
    }
    #expect(connections.count == 1)
    #expect(connections != [""])
  }

  @Test("a hundred requests at once all come back")
  func manyAtOnce() async throws {
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { try await client.send(request("good")).status } }
      var statuses: [Int] = []
      for try await status in group { statuses.append(status) }
      return statuses
    }
    #expect(statuses == Array(repeating: 200, count: 100))
  }
}
