/// What is wrong with a message of the protocol, with JSON-RPC's own numbers.
struct RPCProblem: Error {
  let code: Int
  let message: String

  static let malformed = RPCProblem(code: -32700, message: "that is no JSON")
  static let invalid = RPCProblem(code: -32600, message: "that is no request of JSON-RPC 2.0")

  static func unknownMethod(_ method: String) -> RPCProblem {
    RPCProblem(code: -32601, message: "there is no method \(method.prefix(60))")
  }

  static func invalidParameters(_ why: String) -> RPCProblem { RPCProblem(code: -32602, message: why) }
}
