import DoorTestSupport
import Foundation
import Testing

@testable import HTTPService

@Suite("What breaks over HTTP", .timeLimit(.minutes(2)))
struct BreakageTests {
  private static let good = Task { try await LiveDoor(Premises("doors_http_breakage")) }

  private func expect(_ reply: LiveDoor.Reply, _ status: Int, _ code: String) throws {
    #expect(reply.status == status, "\(reply.text)")
    #expect(reply.head.header("Content-Type") == "application/problem+json")
    let json = try reply.json()
    #expect(json["code"] as? String == code)
    #expect(json["status"] as? Int == status)
    #expect((json["title"] as? String)?.isEmpty == false)
    #expect(json["requestId"] as? String == reply.head.header("X-Request-Id"))
  }

  @Test(
    "a body that cannot be read is a problem that says why",
    arguments: [
      ("", "no JSON"), ("{", "no JSON"), ("[]", "no object"), ("{}", "\"question\" is missing"),
      (#"{"question": 7}"#, "\"question\" is of the wrong type"), (#"{"question": null}"#, "\"question\""),
      (#"{"question": "a", "execut": true}"#, "did you mean \"execute\"?"),
      (#"{"question": "a", "execute": 1}"#, "\"execute\""),
      (#"{"sql": "select 1"}"#, "no member \"sql\""), ("{\"question\": \"\u{1}\"}", "no JSON"),
    ])
  func malformed(body: String, problem: String) async throws {
    let reply = try await Self.good.value.post("/v1/query", body)
    try expect(reply, 400, "DH003")
    #expect((try reply.json()["title"] as? String)?.contains(problem) == true, "\(reply.text)")
  }

  @Test("questions that are empty or too long are the asker's to mend")
  func questions() async throws {
    let door = try await Self.good.value
    try expect(try await door.post("/v1/query", #"{"question": " ?! "}"#), 400, "DQ001")
    let long = String(repeating: "long ", count: 1000)
    try expect(try await door.post("/v1/query", #"{"question": "\#(long)"}"#), 400, "DQ002")
  }

  @Test("a body beyond 64 KiB is not read")
  func large() async throws {
    let door = try await Self.good.value
    let body = #"{"question": "\#(String(repeating: "x", count: 70_000))"}"#
    try expect(try await door.post("/v1/query", body), 413, "DH004")
    #expect(try await door.get("/health/live").status == 200)
  }

  @Test("another type of body, another form of answer, another path or method, another database are told apart")
  func mismatches() async throws {
    let door = try await Self.good.value
    let body = #"{"question": "which word?"}"#
    try expect(try await door.post("/v1/query", body, headers: ["Content-Type": "text/plain"]), 415, "DH005")
    try expect(try await door.post("/v1/query", body, headers: ["Accept": "text/html"]), 406, "DH006")
    try expect(try await door.post("/v1/qery", body), 404, "DH008")
    let wrong = try await door.get("/v1/query")
    try expect(wrong, 405, "DH009")
    #expect(wrong.head.header("Allow") == "POST")
    try expect(try await door.post("/v1/query", #"{"question": "a", "database": "bank"}"#), 404, "DH010")
  }

  @Test("a request for another host is not served, so that no page can have its name point here")
  func foreignHosts() async throws {
    let door = try await Self.good.value
    try expect(try await door.get("/v1/databases", headers: ["Host": "evil.example"]), 421, "DH007")
    #expect(try await door.get("/v1/databases", headers: ["Host": "localhost:\(door.port)"]).status == 200)
  }

  @Test("responses carry strict headers and the caller's identifier when it is a harmless one")
  func headers() async throws {
    let door = try await Self.good.value
    let reply = try await door.get("/health/live", headers: ["X-Request-Id": "build-7_a"])
    #expect(reply.head.header("X-Request-Id") == "build-7_a")
    #expect(reply.head.header("Cache-Control") == "no-store")
    #expect(reply.head.header("X-Content-Type-Options") == "nosniff")
    #expect(reply.head.header("Access-Control-Allow-Origin") == nil)
    let fresh = try await door.get("/health/live", headers: ["X-Request-Id": "a b<script>"])
    #expect(fresh.head.header("X-Request-Id")?.utf8.count == 16)
  }

  @Test("a model server that is not there is 502, one without capacity 503, and readiness says so")
  func model() async throws {
    let dead = try await LiveDoor(Premises("doors_http_dead", modelURL: "http://127.0.0.1:9"))
    try expect(try await dead.post("/v1/query", #"{"question": "which word?"}"#), 502, "DG010")
    let ready = try await dead.get("/health/ready")
    #expect(ready.status == 503)
    #expect(ready.head.header("Retry-After") != nil)
    let json = try ready.json()
    #expect((json["database"] as? [String: Any])?["state"] as? String == "ready")
    #expect((json["model"] as? [String: Any])?["code"] as? String == "DG010")
    // SQL needs no model.
    #expect(try await dead.post("/v1/run", #"{"sql": "select 1"}"#).status == 200)
    let busy = try await LiveDoor(Premises("doors_http_busy", model: "busy"))
    let reply = try await busy.post("/v1/query", #"{"question": "which word?"}"#)
    try expect(reply, 503, "DG012")
    #expect(reply.head.header("Retry-After") != nil)
  }

  @Test("a database that is not there is 503, and nothing secret is told")
  func database() async throws {
    let gone = try await LiveDoor(
      Premises("doors_http_gone", connectionString: "host=127.0.0.1 port=9 dbname=x user=y password=hush"))
    let reply = try await gone.post("/v1/query", #"{"question": "which word?"}"#)
    try expect(reply, 503, "DP001")
    #expect(reply.head.header("Retry-After") != nil)
    #expect(!reply.text.contains("hush"))
    #expect(try await gone.get("/health/ready").status == 503)
    #expect(try await gone.get("/health/live").status == 200)
  }

  @Test("who comes when all places are taken is told to come again")
  func overload() async throws {
    let door = try await LiveDoor(
      Premises("doors_http_slow", model: "slow"), options: .init(concurrency: 1, queue: 0))
    let first = Task { try await door.post("/v1/query", #"{"question": "which word?"}"#) }
    // The question has its place when it is in the log.
    while try await door.premises.reader.stats().questions == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let reply = try await door.post("/v1/run", #"{"sql": "select 1"}"#)
    try expect(reply, 503, "DH011")
    #expect(reply.head.header("Retry-After") != nil)
    first.cancel()
  }
}
