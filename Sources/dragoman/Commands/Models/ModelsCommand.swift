import ArgumentParser

/// `dragoman models`: the embedded models at hand, and which of them answers.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the embedded models, what each is for and what it reached; compare, promote, go back.",
    discussion: """
      dragoman models                                     what there is, which one answers, which one is stale
      dragoman models compare general shop-20261124 --suite questions.jsonl
      dragoman models promote shop-20261124 --suite questions.jsonl
      dragoman models rollback

      A promotion counts for the database of the settings, from the next question on, in a running service, too. A model \
      that is worse than the one that answers now is refused. docs/tuning.md tells the rules.
      """,
    subcommands: [List.self, Show.self, Compare.self, Promote.self, Rollback.self, Add.self],
    defaultSubcommand: List.self)
}
