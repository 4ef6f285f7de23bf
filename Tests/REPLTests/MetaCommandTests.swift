import Foundation
import Testing

@testable import REPL

@Suite("Commands")
struct MetaCommandTests {
  @Test("a command is known by its name, its longer name, and with a plus")
  func names() throws {
    #expect(try MetaCommand.named("d").command == .describe)
    #expect(try MetaCommand.named("quit").command == .quit)
    let more = try MetaCommand.named("dt+")
    #expect(more.command == .tables && more.wantsMore)
    #expect(try MetaCommand.named("dS+").command == .describe)
    #expect(try MetaCommand.named("l+").command == .databases)
    #expect(try MetaCommand.named("z").command == .privileges)
  }

  @Test("an unknown command is an error that says what may be meant")
  func unknown() {
    #expect(throws: ReplError.unknownCommand("timng")) { try MetaCommand.named("timng") }
    #expect(ReplError.unknownCommand("timng").hint == "Did you mean \\timing?")
    #expect(throws: ReplError.unknownCommand("")) { try MetaCommand.named("") }
    #expect(throws: ReplError.notHere("sf")) { try MetaCommand.named("sf") }
  }

  @Test("every command is on the help page and in the docs")
  func documented() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/repl.md")
    let docs = try String(contentsOf: file, encoding: .utf8)
    for command in MetaCommand.allCases {
      let usage = command.usage
      #expect(docs.contains("| `\(usage.replacing("|", with: "\\|"))` |"), "\(usage) is not in docs/repl.md")
      #expect(MetaCommand.helpPage.contains("  \(usage) "), "\(usage) is not on the help page")
    }
  }
}
