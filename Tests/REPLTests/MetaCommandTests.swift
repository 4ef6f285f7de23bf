import Foundation
import Testing

@testable import REPL

@Suite("Commands")
struct MetaCommandTests {
  @Test("a command is read with its argument")
  func reading() throws {
    let described = try MetaCommand.read("  \\d  sales.orders  ")
    #expect(described.command == .describe)
    #expect(described.argument == "sales.orders")
    #expect(try MetaCommand.read("\\?").command == .help)
  }

  @Test("an unknown command is an error that says what may be meant")
  func unknown() {
    #expect(throws: ReplError.unknownCommand("timng")) { try MetaCommand.read("\\timng") }
    #expect(ReplError.unknownCommand("timng").hint == "Did you mean \\timing?")
    #expect(throws: ReplError.unknownCommand("")) { try MetaCommand.read("\\") }
  }

  @Test("a command that takes nothing is not given anything")
  func stray() {
    #expect(throws: ReplError.strayArgument("q", "now")) { try MetaCommand.read("\\q now") }
    #expect(throws: ReplError.strayArgument("x", "maybe")) { try MetaCommand.expanded.switched(false, by: "maybe") }
  }

  @Test("every command is on the help page and in the docs")
  func documented() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/repl.md")
    let docs = try String(contentsOf: file, encoding: .utf8)
    for command in MetaCommand.allCases {
      let usage = "\\\(command.name)" + (command.argument.map { " \($0)" } ?? "")
      #expect(docs.contains("| `\(usage.replacing("|", with: "\\|"))` |"), "\(usage) is not in docs/repl.md")
      #expect(MetaCommand.helpPage.contains("  \(usage) "), "\(usage) is not on the help page")
    }
  }
}
