import Digests
import Evaluation
import Foundation
import Interpretation
import Reviewing
import Tuning
import Vocabulary

/// Makes what a model is trained on and what it is measured on, without a query on both sides.
struct PairStage {
  private let run: TuneRun
  private let view: DatabaseView
  private let tags: TagTable

  init(_ run: TuneRun, _ view: DatabaseView, _ tags: TagTable) {
    self.run = run
    self.view = view
    self.tags = tags
  }

  func run() async throws {
    let lexicon = try Lexicon.standard()
    let schema = view.snapshot
    var heldOut = HeldOut()
    let people = try await reviewed()
    var items: [Suite.Item] = []
    if let path = run.options.suite {
      for item in try Suite(contentsOf: path).items { heldOut.hold(question: item.question) }
    }
    let split = await PeopleSplit(
      people, over: schema, measures: run.options.suite == nil ? 0.3 : 0, holding: &heldOut)
    if run.options.suite == nil {
      items = try await SuiteDraw(schema, lexicon: lexicon, seed: run.options.seed)
        .items(run.options.questions, holding: &heldOut, accepts: accepts)
      items += split.suite
      try Self.write(items, to: run.folder.file("suite.jsonl"))
    }
    let training = split.training.filter(heldOut.admits)
    var digests: [String] = []
    if !training.isEmpty {
      digests.append(try await rows("people", schema, lexicon, people: training, count: 0, heldOut).digest)
    }
    let invented = try await rows(
      "invented", schema, lexicon, people: [], count: run.options.pairCount, heldOut)
    digests.append(invented.digest)
    run.facts.pairs = invented.count
    run.facts.people = training.count
    run.facts.heldOut = heldOut.count
    run.facts.dataDigest = Digest.sha256(Data(digests.joined().utf8))
    run.facts.suite = run.options.suite ?? "the held-out suite"
    run.facts.suiteNote =
      run.options.suite == nil
      ? "\(items.count) questions measure: \(items.count - split.suite.count) invented ones and \(split.suite.count) of people."
      : "the questions of the suite were not trained on."
    Terminal.note(
      "   \(invented.count) pairs invented, \(training.count) of people, \(heldOut.count) queries held back to measure")
    for (rule, count) in run.facts.held.sorted(by: { $0.key < $1.key }) {
      Terminal.note("   \(count) reviewed pairs held back: \(rule)")
    }
  }

  /// Approved pairs that pass the gate for training.
  private func reviewed() async throws -> [PeopleSplit.Pair] {
    let composition = run.composition
    let gate = TrainingGate(mostPerAsker: run.settings.whole(.reviewMostPerAsker))
    let set = try await composition.reviews.trainingSet(gate, database: composition.databaseName, by: view)
    run.facts.held = Dictionary(set.held.map { ($0.rule.rawValue, 1) }, uniquingKeysWith: +)
    return set.pairs.map { PeopleSplit.Pair(question: $0.question, sql: $0.sql) }
  }

  /// Whether a query passes the validator and finds more than nothing: an empty answer tells no query from another.
  private func accepts(_ sql: String) async throws -> Bool {
    do {
      guard let query = try await view.judge(sql).query else { return false }
      return try await view.run(query).rows.contains { row in row.contains { $0 != nil && $0 != "0" } }
    } catch let error as any Breakage where !error.code.hasPrefix("DP") {
      return false
    }
  }

  /// Writes `NAME.jsonl.gz`.
  private func rows(
    _ name: String, _ schema: SchemaSnapshot, _ lexicon: Lexicon, people: [SyntheticPair], count: Int,
    _ heldOut: HeldOut
  ) async throws -> (count: Int, digest: String) {
    let path = run.folder.file(name + ".jsonl")
    let sink = try LineSink(path)
    var corpus = Corpus()
    var progress = ProgressBar(name + " pairs", total: max(count, people.count))
    var made = 0
    try corpus.tuned(
      schema, lexicon: lexicon, people: people, count: count, seed: run.options.seed, profile: run.options.profile,
      heldOut: heldOut, tags: tags
    ) { row in
      try sink.write(row)
      made += 1
      progress.show(made)
    }
    try sink.finish()
    let digest = Digest.sha256(FileManager.default.contents(atPath: path) ?? Data())
    let status = try await PythonTask.run("/usr/bin/gzip", ["-f", "-3", path])
    guard status == 0 else { throw TuningError.pythonFailed(script: "gzip", status: status) }
    return (made, digest)
  }

  private static func write(_ items: [Suite.Item], to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var text = Data()
    for item in items { text += try encoder.encode(item) + Data("\n".utf8) }
    try text.write(to: URL(filePath: path), options: .atomic)
  }
}
