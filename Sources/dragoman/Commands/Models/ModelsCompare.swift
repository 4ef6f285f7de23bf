import ArgumentParser
import Evaluation
import Foundation
import Interpretation
import Vocabulary

extension ModelsCommand {
  struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Two models on the same questions, with a paired test.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var suite: SuiteOptions
    @Argument(help: "A model's name or folder.") var first: String
    @Argument(help: "Another one.") var second: String

    func run() async throws {
      let settings = try Reporting.usage { try common.settings() }
      try await Reporting.work {
        let shelf = try ModelShelf(folder: Places(settings).models)
        let arms = try [first, second].map { try Contest.entry($0, on: shelf) }
        let contest = try await Contest.run(arms[0], arms[1], suite.plan, settings)
        Terminal.write("\(arms[0].name)\n" + ScorePage.text(contest.first) + "\n")
        Terminal.write("\(arms[1].name)\n" + ScorePage.text(contest.second) + "\n")
        Terminal.line("\(arms[0].name) beside \(arms[1].name): \(contest.test.description)")
      }
    }
  }
}

/// Two models on one suite.
struct Contest {
  let first: Score
  let second: Score
  let test: McNemar

  /// A model on the shelf, or a folder elsewhere.
  static func entry(_ name: String, on shelf: ModelShelf) throws -> ModelShelf.Entry {
    if name.contains("/"), FileManager.default.fileExists(atPath: name + "/manifest.json") {
      return try ModelShelf.entry(folder: name)
    }
    return try shelf.entry(named: name)
  }

  /// Measures one model; `nil` is whichever the settings choose.
  static func score(
    _ entry: ModelShelf.Entry?, _ plan: SuiteRun.Plan, _ settings: Settings, unfinished: String? = nil
  ) async throws -> Score {
    let own = entry.map { settings.with([(.modelFolder, $0.folder), (.modelURL, "")]) } ?? settings
    let run = try await SuiteRun(plan, own)
    var progress = ProgressBar(entry?.name ?? "the model that answers now", total: run.suite.items.count)
    let results = try await run.run(unfinished: unfinished) { _, done in progress.show(done) }
    await run.close()
    return Score(results, columns: run.suite.columns)
  }

  static func run(
    _ first: ModelShelf.Entry, _ second: ModelShelf.Entry?, _ plan: SuiteRun.Plan, _ settings: Settings
  ) async throws -> Contest {
    let one = try await score(first, plan, settings)
    let other = try await score(second, plan, settings)
    return Contest(
      first: one, second: other, test: McNemar(one.results, other.results, columns: one.columns))
  }

  /// What a manifest keeps of it.
  func comparison(with incumbent: ModelShelf.Entry, suite: String) -> ModelManifest.Comparison {
    ModelManifest.Comparison(
      incumbent: incumbent.name, incumbentDigest: incumbent.manifest.sha256, suite: suite, questions: test.questions,
      onlyThis: test.onlyFirst, onlyIncumbent: test.onlySecond, probability: test.probability)
  }
}
