import ArgumentParser
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

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    let ending = try await Reporting.work {
      let composition = try await Composition(settings)
      do {
        try await composition.checkRole()
        let ending = try await converse(composition)
        await composition.close()
        return ending
      } catch {
        await composition.close()
        throw error
      }
    }
    if ending != .fine { throw ExitCode(ending.rawValue) }
  }
  private func converse(_ composition: Composition) async throws -> ReplEnding {
    let settings = composition.settings
    // Also what tells at once that the database cannot be reached.
    let snapshot = try await composition.view().snapshot
    let parts = ReplSession.Parts(
      interpreter: composition.interpreter(), database: composition.database, reviews: composition.reviews,
      name: settings.optional(.databaseName) ?? snapshot.database, question: { composition.question($0) })
    let session = ReplSession(parts, isColoured: ReplTerminal.isColoured)
    return await ReplTerminal(session, historyFile: Places(settings).state + "/history").run()
  }
}
