import DoorTestSupport
import Foundation
import Testing

@testable import HTTPService

@Suite("What is no proper HTTP", .timeLimit(.minutes(2)))
struct WireTests {
  private static let door = Task { try await LiveDoor(Premises("doors_http_wire")) }

  private static let question = #"{"question": "smuggled"}"#

  private static func post(_ headers: String, _ body: String) -> String {
    "POST /v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(headers)\r\n\(body)"
  }

  @Test(
    "it is turned away, reaches nothing, and the service goes on",
    arguments: [
      "what is this\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}", "GET / HTTP/9.9\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "GET /v1/databases HTTP/1.1\r\n\r\n", "GET /v1/databases HTTP/1.1\r\nHost: \r\n\r\n",
      "GET http://evil.example/v1/databases HTTP/1.1\r\nHost: evil.example\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nBad Header: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: \(String(repeating: "x", count: 70_000))\r\n\r\n",
      "GET /\(String(repeating: "a", count: 90_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n",
      post(
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + post("Content-Length: 24\r\n", question)),
      post("Content-Length: 24\r\nContent-Length: 3\r\n", question),
      post("Content-Length: -24\r\n", question), post("Content-Length: 24x\r\n", question),
      post("Transfer-Encoding: chunked\r\n", "zz\r\n\(question)\r\n0\r\n\r\n"),
      post("Transfer-Encoding: chunked, identity\r\n", "18\r\n\(question)\r\n0\r\n\r\n"),
      post("Transfer-Encoding: xchunked\r\n", "18\r\n\(question)\r\n0\r\n\r\n"),
      // What two servers in a row might read differently: signs, blanks before the colon, folded lines, odd chunks.
      post("Content-Length: +24\r\n", question), post("Content-Length : 24\r\n", question),
      post("Content-Length: 24, 3\r\n", question), post("X-Odd: a\u{0}b\r\nContent-Length: 24\r\n", question),
      post("Transfer-Encoding : chunked\r\n", "18\r\n\(question)\r\n0\r\n\r\n"),
      post("Transfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n", "18\r\n\(question)\r\n0\r\n\r\n"),
      post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "18\r\n\(question)\r\n0\r\n\r\n"),
      post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n\(question)\r\n0\r\n\r\n"),
      post("Transfer-Encoding: chunked\r\n", "18 \r\n\(question)\r\n0\r\n\r\n"),
      post("Transfer-Encoding: chunked\r\n", "-18\r\n\(question)\r\n0\r\n\r\n"),
    ])
  func turnedAway(request: String) async throws {
    let door = try await Self.door.value
    let answer = try await RawRequest.send(request, to: door.port)
    #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.0 4"), "\(answer.prefix(300))")
    #expect(try await door.get("/health/live").status == 200)
    #expect(try await door.premises.reader.stats().questions == 0)
  }

  @Test("who sends a request drop by drop is hung up on")
  func dribble() async throws {
    var options = HTTPDoor.Options()
    options.bodyPatience = .milliseconds(200)
    let door = try await LiveDoor(Premises("doors_http_dribble"), options: options)
    // Would take a quarter of an hour.
    let drops = try await RawRequest.dribble(Self.post("Content-Length: 50000\r\n", ""), to: door.port)
    #expect(drops < 50_000)
    #expect(try await door.get("/health/live").status == 200)
  }

  @Test("a caller may wait for leave to send the body, and have the answer compressed")
  func expectation() async throws {
    let door = try await LiveDoor(Premises("doors_http_expect"))
    let answer = try await RawRequest.send(
      Self.post(
        "Expect: 100-continue\r\nAccept-Encoding: gzip\r\nContent-Length: 24\r\nConnection: close\r\n", Self.question),
      to: door.port, silence: 60)
    #expect(answer.contains(" 200 OK"), "\(answer.prefix(200))")
    #expect(try await door.get("/health/live").status == 200)
  }
}
