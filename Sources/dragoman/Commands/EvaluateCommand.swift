import ArgumentParser
import Evaluation
import Foundation
import Interpretation
import Vocabulary

/// `dragoman evaluate`: execution accuracy on a suite of questions with gold queries.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure execution accuracy on questions whose right SQL is known.",
    discussion: """
      dragoman evaluate --suite demo/questions/development.jsonl --report report.json

      A suite is JSON lines {id, question, gold: [SQL, …]}; any gold query's rows are right. Rows are compared as \
      multisets (in order where the gold query orders), columns in any order, numbers up to rounding noise. A question \
      without gold must be declined.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("The suite: JSON lines.", valueName: "file"))
  var suite: String

  @Option(help: ArgumentHelp("Where to write the figures and every result as JSON.", valueName: "file"))
  var report: String?

  @Option(help: ArgumentHelp("Keep the accuracy in the model's manifest under this name.", valueName: "name"))
  var record: String?

  @Flag(help: "Print the questions that were not right.")
  var misses = false

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let composition = try await Composition(settings)
      let suite = try Suite(contentsOf: suite)
      let connection = try await composition.database.connection()
      let evaluator = Evaluator(
        interpreter: composition.interpreter(), connection: connection, database: composition.databaseName)
      var progress = ProgressBar("evaluating", total: suite.items.count)
      var done = 0
      let score = try await evaluator.run(suite) { result in
        done += 1
        progress.show(done)
        if misses, result.verdict != .right {
          Terminal.line("\(result.id) \(result.verdict.rawValue): \(result.question)\n    \(result.sql ?? "–")")
        }
      }
      Terminal.write(Self.page(score))
      if let record { try await keep(score, as: record, composition) }
      await connection.close()
      await composition.close()
      if let report { try Self.write(score, to: report) }
    }
  }

  private func keep(_ score: Score, as name: String, _ composition: Composition) async throws {
    let model = try await composition.models.model(for: try await composition.database.view().snapshot)
    guard let folder = model.folder else { return Terminal.note("the model has no folder of ours: nothing recorded") }
    var manifest = try ModelShelf.entry(folder: folder).manifest
    manifest.scores[name] = score.accuracy.description
    try ModelShelf.write(manifest, folder: folder)
  }

  static func page(_ score: Score) -> String {
    var text = "execution accuracy  \(score.accuracy.description)\n"
    for verdict in ItemResult.Verdict.allCases where score.count(verdict) > 0 {
      text += "  \(verdict.rawValue) \(score.count(verdict))\n"
    }
    for (title, field) in [("difficulty", \ItemResult.difficulty), ("class", \ItemResult.class)] {
      let parts = score.by(field).map { "\($0.name) \($0.accuracy.successes)/\($0.accuracy.trials)" }
      text += "by \(title)  \(parts.joined(separator: ", "))\n"
    }
    text += "time a question  median \(Explanation.tenths(score.milliseconds(quantile: 0.5))) ms, "
    return text + "95th percentile \(Explanation.tenths(score.milliseconds(quantile: 0.95))) ms\n"
  }

  private struct Report: Encodable {
    var accuracy: Proportion
    var medianMilliseconds: Double
    var results: [ItemResult]
  }

  private static func write(_ score: Score, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let report = Report(
      accuracy: score.accuracy, medianMilliseconds: score.milliseconds(quantile: 0.5), results: score.results)
    guard FileManager.default.createFile(atPath: path, contents: try encoder.encode(report)) else {
      throw TextFile.Unreadable(path: path)
    }
  }
}
