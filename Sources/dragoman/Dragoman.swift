import ArgumentParser

/// The program: one command a verb.
@main
struct Dragoman: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "dragoman",
    abstract: "Ask a PostgreSQL database in plain words.",
    discussion: """
      Dragoman reads the database's catalog, has a fine-tuned model on this machine write the SQL, proves that the SQL \
      only reads, runs it read-only within limits, and keeps a record of everything.

        dragoman doctor                               is everything in place?
        dragoman ask "customers in Berlin"            one question, one table
        dragoman repl                                 questions and SQL, one after the other
        dragoman serve                                the same over HTTP, with pages to ask and review
        dragoman mcp                                  the same for agents

      The database and the model are named in dragoman.yaml, by DRAGOMAN_… variables or by --set; `dragoman config` \
      shows what is in force. Exit codes: 0 answered, 1 refused, 2 wrong usage, 3 something is broken.
      """,
    version: version,
    subcommands: [
      AskCommand.self, ReplCommand.self, ServeCommand.self, MCPCommand.self, KeysCommand.self, IntrospectCommand.self,
      DoctorCommand.self, HardenCommand.self, ValidateCommand.self, AuditCommand.self, ReviewCommand.self,
      EvaluateCommand.self,
      SynthesizeCommand.self, TuneCommand.self, ModelsCommand.self, ConfigCommand.self,
    ])

  /// The parser's own code for wrong usage is 64; ours is 2 for whatever was wrong in a call, as for its settings.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Terminal.note(fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
  }
}
