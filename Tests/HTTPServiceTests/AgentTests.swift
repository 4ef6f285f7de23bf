import DoorTestSupport
import Foundation
import Testing

@testable import HTTPService

@Suite("Agents over HTTP", .timeLimit(.minutes(2)))
struct AgentTests {
  private static let door = Task { try await LiveDoor(Premises("doors_http_agents")) }

  private func call(_ door: LiveDoor, _ message: String) async throws -> [String: Any] {
    let reply = try await door.post("/mcp", message, headers: ["Accept": "application/json, text/event-stream"])
    #expect(reply.status == (message.hasPrefix("{\"") ? 200 : 400), "\(reply.text)")
    return try reply.json()
  }

  private func use(_ tool: String, _ arguments: String) async throws -> (text: [String: Any], isError: Bool) {
    let json = try await call(
      try await Self.door.value,
      #"{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "\#(tool)", "arguments": \#(arguments)}}"#
    )
    #expect(json["id"] as? Int == 7)
    let result = try #require(json["result"] as? [String: Any], "\(json)")
    let text = try #require((result["content"] as? [[String: Any]])?.first?["text"] as? String)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return (object, result["isError"] as? Bool == true)
  }

  @Test("an agent is introduced and told of the tools")
  func introduction() async throws {
    let door = try await Self.door.value
    let hello = try await call(
      door,
      #"{"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}"#
    )
    let result = try #require(hello["result"] as? [String: Any])
    #expect(result["protocolVersion"] as? String == "2025-03-26")
    let done = try await door.post("/mcp", #"{"jsonrpc": "2.0", "method": "notifications/initialized"}"#)
    #expect(done.status == 202)
    let tools = try await call(door, #"{"jsonrpc": "2.0", "id": 2, "method": "tools/list"}"#)
    let names = ((tools["result"] as? [String: Any])?["tools"] as? [[String: Any]])?.compactMap {
      $0["name"] as? String
    }
    #expect(names == ["ask", "describe_schema", "validate_sql", "run_validated_sql"])
  }

  @Test("each tool does what it says, and a refusal is an error that the agent can read")
  func tools() async throws {
    let asked = try await use("ask", #"{"question": "which word?"}"#)
    #expect(asked.text["rows"] as? [[String]] == [["é"]])
    #expect(!asked.isError)
    let schema = try await use("describe_schema", #"{"matching": "customers"}"#)
    #expect((schema.text["relations"] as? [[String: Any]])?.count == 1)
    let judged = try await use("validate_sql", #"{"sql": "drop table sales.orders"}"#)
    #expect(judged.isError)
    #expect((judged.text["findings"] as? [[String: Any]])?.isEmpty == false)
    let ran = try await use("run_validated_sql", #"{"sql": "select count(*) as n from sales.orders"}"#)
    #expect(ran.text["rows"] as? [[Int]] == [[2]])
    let refused = try await use("run_validated_sql", #"{"sql": "delete from sales.orders"}"#)
    #expect(refused.isError)
  }

  @Test(
    "what is no message of the protocol is told so by its own numbers",
    arguments: [
      ("{", -32700), (#"{"id": 1}"#, -32600), (#"[]"#, -32600),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "dance"}"#, -32601),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "sing"}}"#, -32602),
      (#"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask"}}"#, -32602),
      (
        #"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": 7}}}"#,
        -32602
      ),
      (#"{"jsonrpc": "2.0", "id": {}, "method": "ping"}"#, -32600),
    ])
  func malformed(message: String, code: Int) async throws {
    let json = try await call(try await Self.door.value, message)
    #expect((json["error"] as? [String: Any])?["code"] as? Int == code, "\(json)")
  }

  @Test("whoever may not run SQL has no tool for it")
  func withoutRunning() async throws {
    let door = try await LiveDoor(Premises("doors_http_agents_ask")) { $0.runsSQL = false }
    let tools = try await call(door, #"{"jsonrpc": "2.0", "id": 2, "method": "tools/list"}"#)
    #expect(((tools["result"] as? [String: Any])?["tools"] as? [[String: Any]])?.count == 3)
    let json = try await call(
      door,
      #"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "run_validated_sql", "arguments": {"sql": "select 1"}}}"#
    )
    #expect((json["error"] as? [String: Any])?["code"] as? Int == -32602)
    #expect(try await door.post("/v1/run", #"{"sql": "select 1"}"#).status == 403)
  }
}
