internal import Access
internal import AgentTools
internal import Hummingbird
internal import Presentation
internal import Vocabulary

/// The Model Context Protocol over HTTP (its streamable transport): one message a request, its answer as JSON.
struct AgentDesk: Sendable {
  let parts: HTTPDoor.Parts
  let gate: Gate
  let hangUps: HangUps

  func reply(_ request: Request, _ context: DoorContext, _ caller: Caller) async throws -> Response {
    let bytes = try await Members.bytes(request)
    var tools = ToolBox(
      interpreter: parts.interpreter, database: parts.database,
      runsSQL: parts.runsSQL && caller.scopes.contains(.run), question: parts.question)
    tools.shown = parts.shown
    let server = ToolServer(tools, version: parts.version)
    guard let message = JSONValue(bytes), message.members != nil else {
      // What is no message at all has its place in HTTP, too.
      return Reply(status: .badRequest, text: await server.reply(to: bytes, for: caller.principal) ?? "").response
    }
    let isCall = message["method"]?.text == "tools/call"
    let answer = try await hangUps.stopping(with: context.channel) {
      guard isCall else { return await server.reply(to: message, for: caller.principal) }
      return try await gate.pass { await server.reply(to: message, for: caller.principal) }
    }
    guard let answer else { return Response(status: .accepted) }
    return Reply(text: answer).response
  }
}
