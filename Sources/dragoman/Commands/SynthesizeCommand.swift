import ArgumentParser
import Foundation
import Tuning
import Vocabulary

/// `dragoman synthesize`: training rows from schemas and from people's pairs.
struct SynthesizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize", abstract: "Make training pairs from the database's schema (or from many schemas).",
    discussion: """
      dragoman synthesize --count 100000 --output tuned.jsonl          for the database of the settings
      dragoman synthesize --snapshot shop.json --output tuned.jsonl    for a saved snapshot (`introspect --json`)
      dragoman synthesize --snapshots schemas/ --people pairs.jsonl --count 400 --output general.jsonl
                                                                       for a general model, over many schemas
      dragoman synthesize --invent 2000 --count 30 --output general.jsonl
                                                                       over schemas that nobody has

      Each line holds prefix, prompt, completion, shape and split; `training/` turns them into a model. The same seed \
      gives the same lines.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("A saved snapshot instead of the database.", valueName: "file"))
  var snapshot: String?

  @Option(help: ArgumentHelp("A folder of snapshots: rows for a general model.", valueName: "folder"))
  var snapshots: String?

  @Option(help: ArgumentHelp("Schemas to invent: rows for a general model, no database needed.", valueName: "number"))
  var invent: Int?

  @Option(
    help: ArgumentHelp(
      "People's pairs: JSON lines {question, sql}, with {snapshot} for a general model.", valueName: "file"))
  var people: [String] = []

  @Option(help: "Rows to make; a schema, for a general model.")
  var count = 60_000

  @Option(help: "Pairs that share a schema part, for a general model.")
  var group = 10

  @Option(help: "The same seed gives the same rows.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Where to write; standard output when left out.", valueName: "file"))
  var output: String?

  func run() async throws {
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let sink = try LineSink(output)
      var corpus = Corpus()
      if snapshots != nil || invent != nil {
        if let snapshots { try await general(&corpus, folder: snapshots, sink) }
        if let invent { try general(&corpus, inventing: invent, sink) }
      } else {
        let schema = try await Self.schema(snapshot, settings)
        var pairs: [SyntheticPair] = []
        for file in people { pairs += try await NaturalPairFile(path: file, snapshots: "").pairs(over: schema) }
        var progress = ProgressBar("synthesizing", total: count)
        var made = 0
        try corpus.tuned(schema, lexicon: try Lexicon.standard(), people: pairs, count: count, seed: seed) { row in
          try sink.write(row)
          made += 1
          progress.show(made)
        }
      }
      try sink.finish()
      report(corpus.account)
    }
  }

  /// A saved snapshot, or the database's.
  static func schema(_ file: String?, _ settings: Settings) async throws -> SchemaSnapshot {
    if let file { return try read(file) }
    let composition = try await Composition(settings, needsModel: false)
    let schema = try await composition.view().snapshot
    await composition.close()
    return schema
  }

  private func general(_ corpus: inout Corpus, folder: String, _ sink: LineSink) async throws {
    let paths = (try FileManager.default.subpathsOfDirectory(atPath: folder)).filter { $0.hasSuffix(".json") }.sorted()
    let files = try people.map { try NaturalPairFile(path: $0, snapshots: folder) }
    let lexicon = try Lexicon.standard()
    var random = Dice(seed: seed)
    var progress = ProgressBar("schemas", total: paths.count)
    // Schemas in random order: a run that stops early has still seen all kinds.
    for (index, path) in paths.shuffled(using: &random).enumerated() {
      progress.show(index)
      let schema = try Self.read(folder + "/" + path)
      var own: [SyntheticPair] = []
      for file in files { own += await file.pairs(of: path, over: schema) }
      try corpus.general(
        schema, lexicon: lexicon, people: own, count: count, seed: seed &+ UInt64(index), group: group
      ) { row in try sink.write(row) }
    }
    progress.show(paths.count)
  }

  private func general(_ corpus: inout Corpus, inventing schemas: Int, _ sink: LineSink) throws {
    let lexicon = try Lexicon.standard()
    var inventor = SchemaInventor(lexicon: lexicon, seed: seed)
    var progress = ProgressBar("invented schemas", total: schemas)
    for index in 0..<max(0, schemas) {
      progress.show(index)
      try corpus.general(
        inventor.next(), lexicon: lexicon, people: [], count: count, seed: seed &+ UInt64(index), group: group
      ) { row in try sink.write(row) }
    }
    progress.show(schemas)
  }

  private static func read(_ path: String) throws -> SchemaSnapshot {
    guard let data = FileManager.default.contents(atPath: path),
      let snapshot = try? JSONDecoder().decode(SchemaSnapshot.self, from: data)
    else { throw TextFile.Unreadable(path: path) }
    return snapshot
  }

  private func report(_ account: Corpus.Account) {
    Terminal.note(
      "\(account.rows) rows; \(account.repeated) repeated and \(account.unsayable) unsayable pairs left out")
    for (shape, number) in account.shapes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      Terminal.note("  \(shape) \(number)")
    }
  }
}

/// Writes training rows as JSON lines.
final class LineSink {
  private let handle: FileHandle
  private let encoder = JSONEncoder()
  private var buffer = Data()

  init(_ path: String?) throws {
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    guard let path else {
      handle = .standardOutput
      return
    }
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else {
      throw TextFile.Unreadable(path: path)
    }
    handle = file
  }

  func write(_ row: TrainingRow) throws {
    buffer.append(try encoder.encode(row))
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 1 << 20 { try finish() }
  }

  func finish() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
