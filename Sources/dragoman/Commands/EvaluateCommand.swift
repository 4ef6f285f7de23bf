import ArgumentParser
import Evaluation
import Interpretation
import Vocabulary

/// `dragoman evaluate`: execution accuracy on a suite of questions with gold queries.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure execution accuracy on questions whose right SQL is known.",
    discussion: """
      dragoman evaluate --suite demo/questions/development.jsonl --report report/
      dragoman evaluate --suite demo/questions/development.jsonl --compare --report comparison/
      dragoman evaluate --suite spider/dev.json --database-url-template 'host=/run/postgresql dbname={db} user=reader'

      A suite is JSON lines {id, question, gold: [SQL, …], db}, Spider's dev.json, BIRD's mini_dev_postgresql.json or a \
      CSV file of sql-eval. Any gold query's rows are right, compared as multisets (in order where the gold query \
      orders), columns in any order, numbers up to rounding noise. A question without gold must be declined. A run that \
      was killed goes on when it is called again. docs/evaluation.md tells the rules.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var suite: SuiteOptions

  @Option(help: ArgumentHelp("Where to write: a folder (Markdown, plots, JSON) or a .json file.", valueName: "path"))
  var report: String?

  @Option(help: ArgumentHelp("An earlier report over the same suite: a paired test.", valueName: "report"))
  var against: String?

  @Option(help: ArgumentHelp("Keep the accuracy in the model's manifest under this name.", valueName: "name"))
  var record: String?

  @Flag(help: "Neither, RAG, fine-tuned and both, side by side, in the folder that --report names.")
  var compare = false

  @Option(
    help: ArgumentHelp("With --compare: the general model; the settings' server or the shelf's.", valueName: "name"))
  var general: String?

  @Option(help: ArgumentHelp("With --compare: the tuned model; the one that fits the schema.", valueName: "name"))
  var tuned: String?

  @Option(
    help: ArgumentHelp(
      "In place of a report: every answer that the model draws (model.candidates of them), with what speaks for it.",
      valueName: "file.jsonl"))
  var candidates: String?

  @Flag(help: "Print the questions that were not right.")
  var misses = false

  func validate() throws {
    if compare, report == nil || report?.hasSuffix(".json") == true {
      throw ValidationError("--compare writes a folder: name it with --report.")
    }
    if compare, against != nil || record != nil || misses {
      throw ValidationError("--against, --record and --misses are about one run, and --compare makes four.")
    }
    if candidates != nil, compare || report != nil || against != nil || record != nil || misses {
      throw ValidationError("--candidates writes no report: leave out the other options.")
    }
    if !compare, general != nil || tuned != nil { throw ValidationError("--general and --tuned belong to --compare.") }
  }

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    if compare, let report {
      return try await Reporting.work {
        let run = CompareRun(plan: suite.plan, settings: settings, general: general, tuned: tuned, folder: report)
        for sentence in try await run.run().advice { Terminal.line(sentence) }
        Terminal.note("report: \(report)")
      }
    }
    if let candidates {
      return try await Reporting.work {
        let run = try await SuiteRun(suite.plan, settings)
        var progress = ProgressBar("drawing", total: run.suite.items.count)
        try await run.candidates(into: TextSink(candidates)) { progress.show($0) }
        await run.close()
      }
    }
    try await Reporting.work {
      let earlier = try against.map { try Report.read($0) }
      let run = try await SuiteRun(suite.plan, settings)
      var progress = ProgressBar("evaluating", total: run.suite.items.count)
      let unfinished = report.map { $0.hasSuffix(".json") ? $0 + ".unfinished" : $0 + "/unfinished.jsonl" }
      let results = try await run.run(unfinished: unfinished) { result, done in
        progress.show(done)
        if misses, !result.isRight(run.suite.columns) {
          Terminal.line("\(result.id) \(result.verdict.rawValue): \(result.question)\n    \(result.sql ?? "–")")
        }
      }
      let score = Score(results, columns: run.suite.columns)
      let comparison = try earlier.map { try Self.compare(results, with: $0, against ?? "", run.suite.columns) }
      Terminal.write(ScorePage.text(score))
      if let comparison { Terminal.line("against \(against ?? "")  \(comparison.description)") }
      if let record { try await keep(score, as: record, run) }
      await run.close()
      if let report {
        try Report(score, run.circumstances(), comparison: comparison, against: against).write(report)
        Terminal.note("report: \(report)")
      }
    }
  }

  private static func compare(
    _ results: [ItemResult], with earlier: Report, _ name: String, _ columns: Suite.Columns
  ) throws -> McNemar {
    let test = McNemar(results, earlier.results, columns: columns)
    guard test.questions > 0 else { throw EvaluationError.strangers(name) }
    return test
  }

  private func keep(_ score: Score, as name: String, _ run: SuiteRun) async throws {
    guard let folder = try await run.modelFolder() else {
      return Terminal.note("the model has no folder of ours: nothing recorded")
    }
    var manifest = try ModelShelf.entry(folder: folder).manifest
    manifest.scores[name] = score.accuracy.description
    try ModelShelf.write(manifest, folder: folder)
  }
}

/// Which suite, where its databases are, and how it is asked.
struct SuiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The suite: a file, or a folder with questions.jsonl or dev.json.", valueName: "path"))
  var suite: String

  @Option(
    help: ArgumentHelp(
      "Connection string with {db}, for suites of several databases.", valueName: "url"))
  var databaseUrlTemplate: String?

  @Option(
    help: ArgumentHelp(
      "The same for databases of the same schemas with other rows: an answer must be right on both.", valueName: "url"))
  var secondDatabaseUrlTemplate: String?

  @Option(help: "exact, or subset: further columns are no fault. Left out: as the suite's authors count.")
  var columns: Suite.Columns?

  @Option(help: "Questions under way at the same time; times are fair at 1.")
  var parallel = 1

  @Flag(help: "Put each question's hint (BIRD's evidence, sql-eval's instructions) behind it.")
  var hints = false

  @Option(help: "Only the first so many questions.")
  var limit: Int?

  var plan: SuiteRun.Plan {
    SuiteRun.Plan(
      suitePath: suite, urlTemplate: databaseUrlTemplate, secondTemplate: secondDatabaseUrlTemplate, columns: columns,
      parallel: max(1, min(16, parallel)), hints: hints, limit: limit)
  }
}

extension Suite.Columns: ExpressibleByArgument {}
