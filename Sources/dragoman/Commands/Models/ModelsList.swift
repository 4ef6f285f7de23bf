import ArgumentParser
import Foundation
import Interpretation
import Vocabulary

extension ModelsCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The embedded models; * answers for the database of the settings.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
      let settings = try Reporting.usage { try common.settings() }
      try await Reporting.work {
        let shelf = try ModelShelf(folder: Places(settings).models)
        if shelf.entries.isEmpty { return Terminal.line("no models in \(Places(settings).models)") }
        let schema = await ModelDeskTop.schema(settings)
        let current = try schema.map { try shelf.model(for: $0) }
        for entry in shelf.entries { Terminal.line(Self.line(entry, schema, isCurrent: entry == current)) }
        if schema == nil {
          Terminal.note("No database is reached, so it is not told which one answers (database.url).")
        }
      }
    }

    static func line(_ entry: ModelShelf.Entry, _ schema: SchemaSnapshot?, isCurrent: Bool) -> String {
      let manifest = entry.manifest
      let use = manifest.tags == nil ? "any schema" : "the schema it was tuned on"
      var text = (isCurrent ? "* " : "  ") + Terminal.bold(entry.name)
      text += "  for \(use), \(manifest.parameters / 1000) k parameters, profile \(manifest.profile)"
      if let schema, manifest.fits(schema), manifest.isStale(schema) {
        text += "  stale: the schema has changed since, tune anew"
      } else if let schema, !manifest.fits(schema) {
        text += "  of another schema"
      }
      for (suite, score) in manifest.scores.sorted(by: { $0.key < $1.key }) { text += "\n    \(suite): \(score)" }
      return text
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Everything about one model: manifest and card.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The model's name.") var name: String

    func run() async throws {
      let settings = try Reporting.usage { try common.settings() }
      try await Reporting.work {
        let entry = try ModelShelf(folder: Places(settings).models).entry(named: name)
        let manifest = entry.manifest
        Terminal.line(List.line(entry, await ModelDeskTop.schema(settings), isCurrent: false))
        Terminal.line("    sha256: \(manifest.sha256)")
        if let comparison = manifest.comparison {
          Terminal.line(
            "    beside \(comparison.incumbent): \(comparison.onlyThis) right only here, \(comparison.onlyIncumbent) only "
              + "there, of \(comparison.questions) (\(comparison.suite))")
        }
        for (key, value) in manifest.training.sorted(by: { $0.key < $1.key }) { Terminal.line("    \(key): \(value)") }
        if let card = FileManager.default.contents(atPath: entry.folder + "/README.md") {
          Terminal.line("\n" + String(decoding: card, as: UTF8.self))
        }
      }
    }
  }
}

/// What the commands about models need to know of the database.
enum ModelDeskTop {
  /// The schema of the settings' database; `nil` where there is none to reach.
  static func schema(_ settings: Settings) async -> SchemaSnapshot? {
    guard let url = settings.optional(.databaseURL) else { return nil }
    let database = Composition.database(settings, url: url)
    let schema = try? await database.view(for: Composition.principal(settings)).snapshot
    await database.close()
    return schema
  }

  static var now: String { Date().formatted(.iso8601) }
}
