import AgentTools
import ArgumentParser
import Foundation
import Vocabulary

/// `dragoman mcp`: the tools for an agent that starts this program.
struct MCPCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp", abstract: "Serve the Model Context Protocol on standard input and output.",
    discussion: """
      For agents that start their tools themselves: {"command": "dragoman", "args": ["mcp"]}. Others reach the same
      tools at /mcp of `dragoman serve`. Tools: ask, describe_schema, validate_sql, run_validated_sql (serve.run-sql).
      """)

  @OptionGroup var common: CommonOptions

  func run() async throws {
    try await Composition.with(common, needsModel: true) { composition in
      try await composition.checkRole()
      let tools = ToolBox(
        interpreter: composition.interpreter(), database: composition.database,
        runsSQL: composition.settings.isOn(.serveRunSQL), question: { composition.question($0, of: $1) })
      let server = ToolServer(tools, version: Dragoman.version)
      for await line in StandardInputLines.stream() where !line.isEmpty {
        if let reply = await server.reply(to: line.utf8, for: composition.principal) {
          // No message holds a line break: JSON escapes them.
          Terminal.line(reply)
        }
      }
    }
  }
}
