internal import Foundation
package import Vocabulary

/// The embedded models at hand: folders with a manifest and a GGUF file, and the choice of one for each database.
package struct ModelShelf: Sendable {
  package struct Entry: Sendable, Hashable {
    package var manifest: ModelManifest
    package var folder: String
    /// Fitted for this very file.
    package var calibration: Calibration?
    /// Path of the GGUF file.
    package var path: String { folder + "/" + manifest.file }
    /// The folder's own name: what a promotion names.
    package var name: String { folder.split(separator: "/").last.map(String.init) ?? folder }
  }

  package let entries: [Entry]
  package let promotions: Promotions
  /// Where the entries lie; `nil` for a shelf that was put together by hand.
  package let folder: String?
  private let stamp: [String]

  package init(_ entries: [Entry]) {
    self.entries = entries
    promotions = Promotions()
    folder = nil
    stamp = []
  }

  /// Reads a folder of model folders; an unreadable one is an error that names it, a missing shelf is empty.
  package init(folder: String) throws(InterpretationError) {
    stamp = Self.stamp(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var entries: [Entry] = []
    for name in names.sorted() where FileManager.default.fileExists(atPath: "\(folder)/\(name)/manifest.json") {
      entries.append(try Self.entry(folder: "\(folder)/\(name)"))
    }
    self.entries = entries
    promotions = try Promotions(folder: folder)
    self.folder = folder
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
    return Entry(
      manifest: manifest, folder: folder, calibration: Calibration.beside(manifest, folder: folder))
  }

  /// Writes a model folder's manifest.
  package static func write(_ manifest: ModelManifest, folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(manifest).write(to: URL(filePath: folder + "/manifest.json"), options: .atomic)
  }

  /// The entry of that name.
  package func entry(named name: String) throws(InterpretationError) -> Entry {
    if let entry = entries.first(where: { $0.name == name || $0.manifest.name == name }) { return entry }
    throw .unknownModel(name, nearest: Suggestion.nearest(to: name, in: entries.map(\.name)))
  }

  /// The model for a schema: the promoted one, one that was tuned on it, or else a general one.
  ///
  /// A tuned model fits while nearly all columns that it learnt are still there; a dropped one is simply never named.
  package func model(for snapshot: SchemaSnapshot) throws(InterpretationError) -> Entry {
    if let name = promotions.model(for: snapshot.database), let promoted = entries.first(where: { $0.name == name }),
      promoted.manifest.fits(snapshot)
    {
      return promoted
    }
    let tuned = entries.filter { $0.manifest.tags != nil && $0.manifest.fits(snapshot) }
    if let best = tuned.max(by: { ($0.manifest.fit(snapshot) ?? 0) < ($1.manifest.fit(snapshot) ?? 0) }) { return best }
    guard let general else { throw .noModel }
    return general
  }

  /// The model that reads a schema and was taught none.
  package var general: Entry? { entries.first { $0.manifest.tags == nil } }

  /// The same shelf as it is now; `nil` while nothing has changed. A shelf in the middle of a change counts as unchanged.
  func refreshed() -> ModelShelf? {
    guard let folder, Self.stamp(folder) != stamp else { return nil }
    return try? ModelShelf(folder: folder)
  }

  /// Changes with every promotion and with every model that is added or taken away.
  private static func stamp(_ folder: String) -> [String] {
    [folder, folder + "/" + Promotions.file].map { path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(time) \(attributes?[.systemFileNumber] ?? 0)"
    }
  }
}

extension ModelManifest {
  /// Whether the model can answer for a schema.
  package func fits(_ snapshot: SchemaSnapshot) -> Bool { fit(snapshot).map { $0 >= 0.95 } ?? true }

  /// Whether the schema is another one than the model learnt: it may still answer, and should be tuned anew.
  package func isStale(_ snapshot: SchemaSnapshot) -> Bool {
    schemaFingerprint.map { $0 != snapshot.fingerprint } ?? (tags != nil && (fit(snapshot) ?? 1) < 1)
  }
}
