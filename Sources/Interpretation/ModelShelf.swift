internal import Foundation
package import Vocabulary

/// The embedded models at hand: folders with a manifest and a GGUF file.
package struct ModelShelf: Sendable {
  package struct Entry: Sendable {
    package var manifest: ModelManifest
    package var folder: String
    /// Path of the GGUF file.
    package var path: String { folder + "/" + manifest.file }
  }

  package let entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  /// Reads a folder of model folders; an unreadable one is an error that names it, a missing shelf is empty.
  package init(folder: String) throws(InterpretationError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var entries: [Entry] = []
    for name in names.sorted() where FileManager.default.fileExists(atPath: "\(folder)/\(name)/manifest.json") {
      entries.append(try Self.entry(folder: "\(folder)/\(name)"))
    }
    self.entries = entries
  }

  /// Reads one model folder.
  package static func entry(folder: String) throws(InterpretationError) -> Entry {
    let path = folder + "/manifest.json"
    guard let data = FileManager.default.contents(atPath: path),
      let manifest = try? JSONDecoder().decode(ModelManifest.self, from: data)
    else { throw .brokenModel(folder, "its manifest.json cannot be read") }
    let file = folder + "/" + manifest.file
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw .brokenModel(folder, "\(manifest.file) is missing")
    }
    return Entry(manifest: manifest, folder: folder)
  }

  /// Writes a model folder's manifest.
  package static func write(_ manifest: ModelManifest, folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(manifest).write(to: URL(filePath: folder + "/manifest.json"), options: .atomic)
  }

  /// The model for a schema: one that was tuned on it, or else a general one.
  ///
  /// A tuned model fits while nearly all columns that it learnt are still there; a dropped one is simply never named.
  package func model(for snapshot: SchemaSnapshot) throws(InterpretationError) -> Entry {
    let tuned = entries.filter { ($0.manifest.fit(snapshot) ?? 0) >= 0.95 }
    if let best = tuned.max(by: { ($0.manifest.fit(snapshot) ?? 0) < ($1.manifest.fit(snapshot) ?? 0) }) { return best }
    guard let general = entries.first(where: { $0.manifest.tags == nil }) else { throw .noModel }
    return general
  }
}
