internal import Digests
internal import Foundation
internal import Vocabulary

/// A snapshot on disk, with the stamp that it was read under.
struct SnapshotFile: Codable {
  /// Raised whenever a snapshot's parts or their meaning change: older files are then read anew.
  private static let currentFormat = 3

  private var format = currentFormat
  var stamp: CatalogStamp
  var readAt: Date
  var snapshot: SchemaSnapshot

  init(stamp: CatalogStamp, readAt: Date, snapshot: SchemaSnapshot) {
    self.stamp = stamp
    self.readAt = readAt
    self.snapshot = snapshot
  }

  /// The file for a catalog; the name tells nothing about it.
  static func path(in directory: String, identity: String) -> String {
    directory + "/" + Digest.sha256(identity).prefix(32) + ".json"
  }

  /// What was kept, unless it is missing, damaged, of another format or of another catalog.
  static func read(_ path: String, identity: String) -> SnapshotFile? {
    guard let data = FileManager.default.contents(atPath: path),
      let file = try? JSONDecoder().decode(SnapshotFile.self, from: data)
    else { return nil }
    return file.format == currentFormat && file.stamp.identity == identity ? file : nil
  }

  /// Writes for the owner's eyes only: names, comments and values of a database are nobody else's business.
  func write(_ path: String) throws(IntrospectionError) {
    do {
      let directory = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let temporary = path + ".\(UInt32.random(in: .min ... .max))"
      let data = try JSONEncoder().encode(self)
      let isCreated = FileManager.default.createFile(
        atPath: temporary, contents: data, attributes: [.posixPermissions: 0o600])
      guard isCreated, rename(temporary, path) == 0 else {
        let reason = String(cString: strerror(errno))
        try? FileManager.default.removeItem(atPath: temporary)
        throw IntrospectionError.cacheNotWritable(path: path, reason: reason)
      }
    } catch let error as IntrospectionError {
      throw error
    } catch {
      throw .cacheNotWritable(path: path, reason: error.localizedDescription)
    }
  }
}
