import Evaluation
import Interpretation
import Vocabulary

/// Four runs over one suite of one database: neither, RAG, fine-tuned, both.
struct CompareRun {
  let plan: SuiteRun.Plan
  let settings: Settings
  /// Names of the two models on the shelf; chosen by the schema when `nil`.
  let general: String?
  let tuned: String?
  /// Where the report goes, and until then what is measured.
  let folder: String

  /// Measures what was not measured yet, arm after arm, and writes the report.
  func run() async throws -> ArmComparison {
    let database = try await snapshot().database
    let models = try await choose()
    var entries: [ArmComparison.Entry] = []
    var files: [RunFile] = []
    var columns = Suite.Columns.exact
    for arm in Arm.allCases {
      let run = try await SuiteRun(plan, settings.with(Self.overrides(arm, models)))
      guard run.suite.groups.count == 1 else { throw EvaluationError.severalDatabases }
      columns = run.suite.columns
      var progress = ProgressBar(arm.title, total: run.suite.items.count)
      let file = try run.file(folder + "/unfinished-\(arm.rawValue).jsonl")
      let results = try await run.run(into: file) { _, done in progress.show(done) }
      files.append(file)
      let score = Score(results, columns: run.suite.columns)
      Terminal.line("\(arm.title.padding(12))\(score.accuracy.description)")
      entries.append(.init(arm, Report(score, run.circumstances())))
      await run.close()
    }
    let comparison = ArmComparison(entries, columns: columns, command: SuiteRun.commandLine, database: database)
    try comparison.write(folder)
    // Only now everything is in the report.
    for file in files { file.remove() }
    return comparison
  }

  /// The general model, unless a server of the settings is that, and the one that was tuned on this database.
  private func choose() async throws -> (general: String?, tuned: String) {
    let shelf = try ModelShelf(folder: Places(settings).models)
    let tunedEntry: ModelShelf.Entry
    if let tuned {
      tunedEntry = try shelf.entry(named: tuned)
    } else {
      tunedEntry = try shelf.model(for: try await snapshot())
    }
    guard tunedEntry.manifest.tags != nil else { throw EvaluationError.noTunedModel }
    if let general { return (try shelf.entry(named: general).folder, tunedEntry.folder) }
    if settings.optional(.modelURL) != nil { return (nil, tunedEntry.folder) }
    guard let entry = shelf.general else { throw InterpretationError.noModel }
    return (entry.folder, tunedEntry.folder)
  }

  private func snapshot() async throws -> SchemaSnapshot {
    let run = try await SuiteRun(plan, settings)
    let snapshot = try await run.snapshot()
    await run.close()
    return snapshot
  }

  private static func overrides(_ arm: Arm, _ models: (general: String?, tuned: String)) -> [(Setting, String)] {
    var overrides: [(Setting, String)] = [
      (.retrievalLinks, arm.retrieves ? "yes" : "no"), (.retrievalValues, arm.retrieves ? "yes" : "no"),
    ]
    if let folder = arm.isTuned ? models.tuned : models.general {
      overrides += [(.modelURL, ""), (.modelFolder, folder)]
    }
    return overrides
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
