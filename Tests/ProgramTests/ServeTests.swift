import Curl
import DoorTestSupport
import Foundation
import ModelTestSupport
import Storage
import Testing

/// The service as a process: what it logs, what it reloads, what it traces.
@Suite(.timeLimit(.minutes(3))) struct ServeTests {
  private func program(_ name: String) async throws -> BuiltProgram {
    let premises = try await Premises(name)
    return try BuiltProgram([
      "--database", premises.connectionString, "--model-url", premises.modelURL, "--set", "database.name=shop",
      "--set", "audit.person=anna",
    ])
  }

  private func lines(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
  }

  @Test("each request is one JSON line, where that is asked for")
  func log() async throws {
    let service = try await RunningService(
      try await program("serve_log"), with: ["--set", "log.form=json", "--set", "serve.log-requests=yes"])
    let reply = try await service.post(
      "/v1/run", #"{"sql": "select 1"}"#, headers: [HTTPHeader("X-Request-Id", "00000000000000aa")])
    #expect(reply.status == 200)
    _ = try await service.post("/v1/nowhere", "{}")
    #expect(try await service.stop() == 0)
    let lines = try lines(service.said)
    #expect(lines.allSatisfy { $0["time"] is String && $0["level"] is String && $0["message"] is String })
    let requests = lines.filter { $0["message"] as? String == "request" }
    let run = try #require(requests.first)
    #expect(run["request"] as? String == reply.head.header("X-Request-Id"))
    #expect(run["principal"] as? String == "anna")
    #expect(run["route"] as? String == "POST /v1/run")
    #expect(run["status"] as? Int == 200)
    #expect(run["milliseconds"] is Int)
    #expect(requests.last?["status"] as? Int == 404)
    #expect(lines.last?["message"] as? String == "stopped")
  }

  @Test("SIGHUP takes over what can be changed, all of it or nothing")
  func reload() async throws {
    let program = try await program("serve_reload")
    let file = program.state + "/dragoman.yaml"
    func write(_ text: String) throws { try text.write(toFile: file, atomically: true, encoding: .utf8) }
    try write("serve:\n  run-sql: yes\n")
    let service = try await RunningService(program, with: ["--config", file])
    let body = #"{"sql": "select 1"}"#
    #expect(try await service.post("/v1/run", body).status == 200)

    try write("serve:\n  run-sql: no\nlimits:\n  rows: 7\n")
    service.hangUp()
    let said = try await service.says("these wait for a restart: limits.rows")
    #expect(said.contains("settings read again; changed: serve.run-sql"))
    #expect(try await service.post("/v1/run", body).status == 403)

    for bad in ["serve:\n  run-sql: yes\n  rate: often\n", "serve:\n  run-sql: yes\n  colour: red\n", "serve: [\n"] {
      let before = service.said.count
      try write(bad)
      service.hangUp()
      while !service.said.dropFirst(before).contains("stay as they were") {
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(try await service.post("/v1/run", body).status == 403)
    }
    #expect(try await service.stop() == 0)
    // What was in force is in the log: at the start, and after the one change that counted.
    let store = try await Store.open(at: program.state + "/audit.sqlite", .existing)
    let kinds = try await store.read { try $0.rows("select kind from audit_entry order by sequence") }
    #expect(kinds.count { $0.text(0) == "settings changed" } == 2)
  }

  @Test("a question's stages are spans of the caller's trace")
  func trace() async throws {
    let collector = try await RecordingCollector()
    let service = try await RunningService(
      try await program("serve_trace"), with: ["--set", "tracing.endpoint=\(collector.endpoint)"])
    let (trace, span) = (String(repeating: "a", count: 32), String(repeating: "b", count: 16))
    let reply = try await service.post(
      "/v1/query", #"{"question": "which word?"}"#, headers: [HTTPHeader("traceparent", "00-\(trace)-\(span)-01")])
    let json = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
    var spans: [RecordingCollector.Span] = []
    while !spans.contains(where: { $0.kind == 2 }) { spans += try await collector.next() }
    #expect(spans.allSatisfy { $0.trace == trace })
    let request = try #require(spans.first { $0.kind == 2 })
    #expect(request.name == "POST /v1/query" && request.parent == span)
    #expect(request.attributes["http.response.status_code"] == "200")
    let question = try #require(spans.first { $0.name == "question" })
    #expect(question.parent == request.id)
    #expect(question.attributes["dragoman.question.id"] == json["id"] as? String)
    #expect(question.attributes["dragoman.outcome"] == "answered")
    let stages = spans.filter { $0.parent == question.id }.map(\.name)
    for stage in ["introspection", "retrieval", "prompting", "generation", "validation", "auditing", "execution"] {
      #expect(stages.contains(stage), "\(stage)")
    }
    // Nothing of what was asked or found goes to the collector.
    #expect(!spans.contains { $0.attributes.values.contains { $0.contains("word") } })
    #expect(try await service.stop() == 0)
  }
}
