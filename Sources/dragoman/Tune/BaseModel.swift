import Digests
import Foundation
import Interpretation
import Tuning
import Vocabulary

/// The model that tuning starts from.
struct BaseModel {
  /// For the manifest and the card.
  let name: String
  /// Hex SHA-256 of its file.
  let digest: String
  /// A GGUF file or a checkpoint.
  private let path: String
  /// What its tags stand for, where it was tuned on a schema.
  private var learnt: TagTable?

  /// - Parameter schema: a model of the same profile that was tuned on it before it changed is tuned further.
  init(_ told: String?, _ settings: Settings, for schema: SchemaSnapshot, profile: String) throws {
    let shelf = try ModelShelf(folder: Places(settings).models)
    guard let told else {
      if let answering = try? shelf.model(for: schema), answering.manifest.tags != nil,
        answering.manifest.isStale(schema),
        answering.manifest.profile == profile
      {
        self.init(answering)
        return
      }
      guard let general = shelf.general else { throw TuningError.noBase }
      self.init(general)
      return
    }
    if let entry = try? Contest.entry(told, on: shelf) {
      self.init(entry)
      if !entry.manifest.fits(schema) || entry.manifest.profile != profile { learnt = nil }
      return
    }
    guard let bytes = FileManager.default.contents(atPath: told) else { throw TextFile.Unreadable(path: told) }
    self.init(name: URL(filePath: told).lastPathComponent, digest: Digest.sha256(bytes), path: told)
  }

  private init(name: String, digest: String, path: String) {
    self.name = name
    self.digest = digest
    self.path = path
  }

  private init(_ entry: ModelShelf.Entry) {
    self.init(name: entry.name, digest: entry.manifest.sha256, path: entry.path)
    learnt = entry.manifest.tags
  }

  /// Whether tuning goes on from what was learnt of an earlier state of the schema.
  var isTuned: Bool { learnt != nil }

  /// The tags of the tuned model: those that the base knows by heart stay.
  func tags(for schema: SchemaSnapshot) -> TagTable { learnt?.carried(to: schema) ?? TagTable(catalog: schema) }

  /// Puts the checkpoint that training starts from where it is expected.
  func checkpoint(at place: String, _ python: TrainingPython) async throws {
    if path.hasSuffix(".gguf") { return try await python.run("base.py", path, place) }
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.copyItem(atPath: path, toPath: place)
  }
}
