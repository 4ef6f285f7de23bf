import Digests
import Foundation
import Interpretation
import Tuning

/// The model that tuning starts from.
struct BaseModel {
  /// For the manifest and the card.
  let name: String
  /// Hex SHA-256 of its file.
  let digest: String
  /// A GGUF file or a checkpoint.
  private let path: String

  init(_ told: String?, _ settings: Settings) throws {
    let shelf = try ModelShelf(folder: Places(settings).models)
    guard let told else {
      guard let general = shelf.entries.first(where: { $0.manifest.tags == nil }) else { throw TuningError.noBase }
      self.init(general)
      return
    }
    if let entry = try? Contest.entry(told, on: shelf) {
      self.init(entry)
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
  }

  /// Puts the checkpoint that training starts from where it is expected.
  func checkpoint(at place: String, _ python: TrainingPython) async throws {
    if path.hasSuffix(".gguf") { return try await python.run("base.py", path, place) }
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.copyItem(atPath: path, toPath: place)
  }
}
