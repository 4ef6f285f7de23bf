import ArgumentParser
import Foundation
import REPL
import Vocabulary

/// `dragoman repl`: questions and SQL, one after the other.
struct ReplCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Type questions and SQL, one after the other.",
    discussion: """
      Plain words are a question; SQL ends with a semicolon and passes the same gate; \\? lists the commands.
      In a pipe there are no prompts, errors go to standard error, and the exit code is 3 when anything broke, else 1
      when anything was refused.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: ReplOptions

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    let (sessionOptions, scripts) = try Reporting.usage { (try options.session(settings), options.scripts) }
    let ending = try await Reporting.work {
      let root = ReplRoot(try await Composition(settings), common)
      do {
        try await root.composition.checkRole()
        let parts = try await root.parts()
        let startFile = options.noRc ? nil : Self.startFile
        let terminal = ReplTerminal(
          parts, sessionOptions, historyFile: Places(settings).state + "/history", startFile: startFile)
        for (name, value) in options.variables { await terminal.set(name, value) }
        if let output = options.output { try await terminal.redirect(output) }
        let ending = await terminal.run(scripts)
        await root.close()
        return ending
      } catch {
        await root.close()
        throw error
      }
    }
    if ending != .fine { throw ExitCode(ending.rawValue) }
  }

  /// `.dragomanrc` of the home folder, or what the environment names.
  private static var startFile: String {
    let environment = ProcessInfo.processInfo.environment
    return environment["DRAGOMANRC"] ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.dragomanrc"
  }
}
