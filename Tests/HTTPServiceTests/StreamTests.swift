import Curl
import DoorTestSupport
import Foundation
import Testing
import Vocabulary

@testable import HTTPService

@Suite("Streams, forms, repetitions and deadlines", .timeLimit(.minutes(2)))
struct StreamTests {
  private static let good = Task { try await LiveDoor(Premises("doors_http_stream")) }
  private static let slow = Task { try await LiveDoor(Premises("doors_http_stream_slow", model: "slow")) }

  /// The events of a stream: name and data.
  private static func events(_ text: String) throws -> [(name: String, data: [String: Any])] {
    try text.components(separatedBy: "\n\n").filter { !$0.isEmpty }.compactMap { part in
      let lines = part.split(separator: "\n")
      let name = try #require(lines.first { $0.hasPrefix("event: ") }).dropFirst(7)
      let data = try #require(lines.first { $0.hasPrefix("data: ") }).dropFirst(6)
      let json = try JSONSerialization.jsonObject(with: Data(data.utf8))
      return (String(name), json as? [String: Any] ?? ["row": json])
    }
  }

  @Test("a question's way comes as events, the model's words among them")
  func events() async throws {
    let door = try await Self.good.value
    let reply = try await door.post(
      "/v1/query", #"{"question": "which customers?"}"#, headers: ["Accept": "text/event-stream"])
    #expect(reply.status == 200)
    #expect(reply.head.header("Content-Type") == "text/event-stream")
    let events = try Self.events(reply.text)
    let names = events.map(\.name)
    #expect(names.first == "planned")
    #expect(names.suffix(4) == ["judged", "columns", "row", "done"])
    let tokens = events.filter { $0.name == "token" }.compactMap { $0.data["text"] as? String }
    #expect(tokens.joined() == "SELECT 'é' AS word")
    let relations = try #require(events[0].data["relations"] as? [[String: Any]])
    #expect(relations.contains { $0["name"] as? String == "sales.customers" })
    #expect(events.first { $0.name == "row" }?.data["row"] as? [String] == ["é"])
    let done = try #require(events.last?.data)
    #expect(done["outcome"] as? String == "answered")
    #expect(done["rows"] as? Int == 1)
  }

  @Test("a stream that breaks ends with the problem")
  func brokenStream() async throws {
    let dead = try await LiveDoor(Premises("doors_http_stream_dead", modelURL: "http://127.0.0.1:9"))
    let reply = try await dead.post(
      "/v1/query", #"{"question": "which word?"}"#, headers: ["Accept": "text/event-stream"])
    let last = try #require(try Self.events(reply.text).last)
    #expect(last.name == "error")
    #expect(last.data["code"] as? String == "DG010")
    #expect(last.data["requestId"] as? String == reply.head.header("X-Request-Id"))
  }

  @Test("rows come one object a line where that is asked for")
  func ndjson() async throws {
    let reply = try await Self.good.value.post(
      "/v1/run", #"{"sql": "select id, name from customers order by id"}"#, headers: ["Accept": "application/x-ndjson"])
    #expect(reply.text == "{\"id\":1,\"name\":\"Ada\"}\n{\"id\":2,\"name\":\"Ben, Jr.\"}\n")
  }

  @Test("a statement can be judged without being run")
  func validate() async throws {
    let door = try await Self.good.value
    let good = try await door.post("/v1/validate", #"{"sql": "select name from customers"}"#).json()
    #expect(good["accepted"] as? Bool == true)
    #expect((good["plan"] as? [String: Any])?["rows"] is Double)
    #expect(good["relations"] as? [String] == ["sales.customers"])
    let bad = try await door.post("/v1/validate", #"{"sql": "select nam from customers"}"#).json()
    #expect(bad["accepted"] as? Bool == false)
    let finding = try #require((bad["findings"] as? [[String: Any]])?.first)
    #expect(finding["rule"] as? String == "unknown-column")
    #expect(finding["position"] is Int)
  }

  @Test("a repetition under the same key gets the first reply, and is not asked again")
  func repetition() async throws {
    let door = try await Self.good.value
    let before = try await door.premises.reader.stats().questions
    let body = #"{"question": "which word, once?"}"#
    let first = try await door.post("/v1/query", body, headers: ["Idempotency-Key": "a-1"])
    let second = try await door.post("/v1/query", body, headers: ["Idempotency-Key": "a-1"])
    #expect(first.text == second.text)
    #expect(second.head.header("Idempotency-Replayed") == "true")
    #expect(try await door.premises.reader.stats().questions == before + 1)
    let other = try await door.post("/v1/query", #"{"question": "another"}"#, headers: ["Idempotency-Key": "a-1"])
    #expect(other.status == 422)
    #expect(try other.json()["code"] as? String == "DH015")
  }

  @Test("a deadline that passes is 504, and the question ends")
  func deadline() async throws {
    let door = try await Self.slow.value
    let reply = try await door.post("/v1/query", #"{"question": "which word?"}"#, headers: ["X-Timeout": "0.3"])
    #expect(reply.status == 504)
    #expect(try reply.json()["code"] as? String == "DH017")
    let record = try #require(try await door.premises.reader.list().first)
    #expect(record.outcome == .failed)
    let bad = try await door.post("/v1/query", #"{"question": "a"}"#, headers: ["X-Timeout": "soon"])
    #expect(try bad.json()["code"] as? String == "DH014")
  }

  @Test("a caller who hangs up stops the question", arguments: ["application/json", "text/event-stream"])
  func hangUp(form: String) async throws {
    let door = try await LiveDoor(Premises("doors_http_hang_up", model: "slow"))
    let asking = Task { try await door.post("/v1/query", #"{"question": "which word?"}"#, headers: ["Accept": form]) }
    while try await door.premises.reader.stats().questions == 0 { try await Task.sleep(for: .milliseconds(5)) }
    asking.cancel()
    _ = try? await asking.value
    // The model would take 30 s; the suite's limit says that it did not.
    while try await door.premises.reader.list().first?.outcome != .failed {
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  @Test("long replies are compressed for whoever takes that, streams of events never")
  func gzip() async throws {
    let door = try await Self.good.value
    let body = #"{"sql": "select n, 'the same words again' from many where n < 900"}"#
    let plain = try await door.post("/v1/run", body)
    #expect(plain.head.header("Content-Encoding") == nil)
    let packed = try await door.post("/v1/run", body, headers: ["Accept-Encoding": "gzip"])
    #expect(packed.head.header("Content-Encoding") == "gzip")
    let stream = try await door.post(
      "/v1/query", #"{"question": "a word"}"#, headers: ["Accept-Encoding": "gzip", "Accept": "text/event-stream"])
    #expect(stream.head.header("Content-Encoding") == nil)
  }
}
