internal import Presentation
package import Vocabulary

/// Speaks the Model Context Protocol: one JSON-RPC message in, at most one out. It keeps nothing between messages, so
/// that any instance can answer any of them.
package struct ToolServer: Sendable {
  /// Newest first.
  package static let versions = ["2025-06-18", "2025-03-26", "2024-11-05"]

  private let tools: ToolBox
  private let version: String

  /// - Parameter version: the program's.
  package init(_ tools: ToolBox, version: String) {
    self.tools = tools
    self.version = version
  }

  /// Answers one message; `nil` where none is wanted.
  package func reply(to message: some Sequence<UInt8>, for caller: Principal) async -> String? {
    guard let message = JSONValue(message) else { return Self.failure(.malformed, id: .null) }
    return await reply(to: message, for: caller)
  }

  /// The same for a message that was read already.
  package func reply(to message: JSONValue, for caller: Principal) async -> String? {
    let id = message["id"]
    guard message["jsonrpc"]?.text == "2.0", Self.isIdentifier(id) else {
      return Self.failure(.invalid, id: .null)
    }
    guard let method = message["method"]?.text else {
      // An answer to a question of ours; we ask none.
      return message["result"] != nil || message["error"] != nil ? nil : Self.failure(.invalid, id: id ?? .null)
    }
    // A notification wants no answer, whatever it says.
    guard let id else { return nil }
    do {
      var json = JSONObject()
      json.add("jsonrpc", "2.0")
      json.add("id", json: id.json)
      json.add("result", json: try await result(of: method, message["params"] ?? .object([:]), for: caller))
      return json.json
    } catch let problem as RPCProblem {
      return Self.failure(problem, id: id)
    } catch {
      return Self.failure(RPCProblem(code: -32603, message: "something broke"), id: id)
    }
  }

  private func result(of method: String, _ parameters: JSONValue, for caller: Principal) async throws -> String {
    switch method {
    case "initialize": return introduction(parameters).json
    case "ping": return "{}"
    case "tools/list":
      var json = JSONObject()
      json.add("tools", json: tools.descriptions.json)
      return json.json
    case "tools/call":
      guard let name = parameters["name"]?.text else { throw RPCProblem.invalidParameters("\"name\" is missing") }
      guard let arguments = (parameters["arguments"] ?? .object([:])).members else {
        throw RPCProblem.invalidParameters("\"arguments\" is no object")
      }
      return try await call(name, arguments, for: caller)
    default: throw RPCProblem.unknownMethod(method)
    }
  }

  private func introduction(_ parameters: JSONValue) -> JSONObject {
    let wanted = parameters["protocolVersion"]?.text ?? ""
    var server = JSONObject()
    server.add("name", "dragoman")
    server.add("title", "Dragoman")
    server.add("version", version)
    var json = JSONObject()
    json.add("protocolVersion", Self.versions.contains(wanted) ? wanted : Self.versions[0])
    json.add("capabilities", json: #"{"tools":{"listChanged":false}}"#)
    json.add("serverInfo", server)
    json.add("instructions", EmbeddedText.files["instructions.md"])
    return json
  }

  /// What broke on the way is for the agent to read, too.
  private func call(_ name: String, _ arguments: [String: JSONValue], for caller: Principal) async throws -> String {
    var result: ToolBox.Result
    do {
      result = try await tools.use(name, arguments, for: caller)
    } catch let error as any Breakage {
      var json = JSONObject()
      json.add("code", error.code)
      json.add("message", error.message)
      json.add("hint", error.hint)
      result = ToolBox.Result(json: json.json, isError: true)
    }
    var content = JSONObject()
    content.add("type", "text")
    content.add("text", result.json)
    var json = JSONObject()
    json.add("content", [content])
    json.add("structuredContent", json: result.json)
    json.add("isError", result.isError)
    return json.json
  }

  private static func failure(_ problem: RPCProblem, id: JSONValue) -> String {
    var error = JSONObject()
    error.add("code", problem.code)
    error.add("message", problem.message)
    var json = JSONObject()
    json.add("jsonrpc", "2.0")
    json.add("id", json: id.json)
    json.add("error", error)
    return json.json
  }

  private static func isIdentifier(_ id: JSONValue?) -> Bool {
    switch id {
    case nil, .text, .number: true
    default: false
    }
  }
}
