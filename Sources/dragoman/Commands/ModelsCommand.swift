import ArgumentParser
import Interpretation
import Vocabulary

/// `dragoman models`: the embedded models at hand.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the embedded models, what each is for and what it reached.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let shelf = try ModelShelf(folder: Places(settings).models)
      if shelf.entries.isEmpty { Terminal.line("no models in \(Places(settings).models)") }
      for entry in shelf.entries {
        let manifest = entry.manifest
        let use = manifest.tags == nil ? "any schema" : "the schema it was tuned on"
        Terminal.line("\(Terminal.bold(manifest.name))  for \(use), \(manifest.parameters / 1000) k parameters, profile \(manifest.profile)")
        for (suite, score) in manifest.scores.sorted(by: { $0.key < $1.key }) { Terminal.line("  \(suite): \(score)") }
      }
    }
  }
}
