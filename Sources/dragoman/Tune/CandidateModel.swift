import Digests
import Evaluation
import Foundation
import Interpretation
import Prompting
import Tuning
import Vocabulary

/// The model folder that a run makes: GGUF, manifest, card.
struct CandidateModel {
  private let run: TuneRun
  private let schema: SchemaSnapshot
  private let base: BaseModel

  init(_ run: TuneRun, _ schema: SchemaSnapshot, _ base: BaseModel) {
    self.run = run
    self.schema = schema
    self.base = base
  }

  /// Named like the model, since promoting copies it under its own name.
  var folder: String { run.folder.file(run.facts.name) }

  var entry: ModelShelf.Entry {
    get throws { try ModelShelf.entry(folder: folder) }
  }

  func export(_ python: TrainingPython) async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = folder + "/model.gguf"
    let checkpoint = run.folder.file("training/model.pt")
    try await python.run("export.py", checkpoint, file, "--type", "q8_0", "--name", run.facts.name)
    try await python.run(
      "agree.py", checkpoint, file, "--data", run.folder.file("invented.jsonl.gz"), "--count", "4")
    let metrics = try Metrics(run.folder.file("training/metrics.json"))
    let manifest = ModelManifest(
      name: run.facts.name, file: "model.gguf",
      sha256: Digest.sha256(FileManager.default.contents(atPath: file) ?? Data()), profile: run.options.profile,
      context: 2048, parameters: metrics.parameters, tags: base.tags(for: schema),
      training: [
        "base": base.name, "base sha256": base.digest, "data sha256": run.facts.dataDigest,
        "invented pairs": String(run.facts.pairs), "pairs of people": String(run.facts.people),
        "queries held out": String(run.facts.heldOut), "seed": String(run.options.seed),
        "minutes": String(format: "%.1f", run.facts.trainingMinutes ?? 0), "tokens": String(metrics.tokens),
        "hardware": Machine.description, "commit": Machine.commit, "program": "dragoman \(Dragoman.version)",
        "made": ModelDeskTop.now,
      ], scores: [:], schemaFingerprint: schema.fingerprint)
    try ModelShelf.write(manifest, folder: folder)
  }

  /// Puts what was measured into manifest and card.
  func describe(_ contest: TuneContest) throws {
    var manifest = try entry.manifest
    manifest.scores[run.facts.suite] = contest.candidate.accuracy.description
    manifest.comparison = contest.comparison
    try ModelShelf.write(manifest, folder: folder)
    let size = (FileManager.default.contents(atPath: folder + "/model.gguf") ?? Data()).count
    let card = try TuneCard.render([
      "name": manifest.name, "database": schema.database, "parameters": manifest.parameters,
      "size": String(format: "%.1f", Double(size) / 1e6), "made": manifest.training["made"] ?? "",
      "profile": manifest.profile, "score": contest.candidate.accuracy.description, "suite": run.facts.suite,
      "incumbent": contest.incumbentName, "comparison": contest.decision.reason, "pairs": run.facts.pairs,
      "seed": String(run.options.seed), "people": run.facts.people > 0 ? run.facts.people : nil as Int?,
      "heldOut": run.facts.heldOut, "suiteNote": run.facts.suiteNote, "base": base.name,
      "minutes": manifest.training["minutes"] ?? "", "hardware": Machine.description, "commit": Machine.commit,
      "command": "dragoman tune --minutes \(Int(run.options.minutes)) --seed \(run.options.seed)",
    ])
    try Data(card.utf8).write(to: URL(filePath: folder + "/README.md"), options: .atomic)
  }

  private struct Metrics: Decodable {
    var parameters: Int
    var tokens: Int

    init(_ path: String) throws {
      guard let bytes = FileManager.default.contents(atPath: path),
        let metrics = try? JSONDecoder().decode(Metrics.self, from: bytes)
      else { throw TextFile.Unreadable(path: path) }
      self = metrics
    }
  }
}
