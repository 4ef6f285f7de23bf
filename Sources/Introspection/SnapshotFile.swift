internal import Digests
internal import Foundation
internal import Vocabulary

/// A snapshot on disk, with the stamp that it was read under: a line of JSON for all but the relations, then one for each.
///
/// A large catalog in one piece would for a moment take several times the memory that the snapshot itself takes.
struct SnapshotFile {
  /// Raised whenever a snapshot's parts or their meaning change: older files are then read anew.
  private static let currentFormat = 4
  /// Bytes that are written at once, about.
  private static let chunk = 1 << 16

  /// The first line.
  private struct Head: Codable {
    var format = currentFormat
    var stamp: CatalogStamp
    var readAt: Date
    /// Without its relations.
    var snapshot: SchemaSnapshot
    /// How many lines follow.
    var relations: Int
  }

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
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let decoder = JSONDecoder()
    var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)[...]
    guard let first = lines.popFirst(), let head = try? decoder.decode(Head.self, from: first),
      head.format == currentFormat, head.stamp.identity == identity, head.relations == lines.count
    else { return nil }
    var snapshot = head.snapshot
    snapshot.relations.reserveCapacity(lines.count)
    for line in lines {
      guard let relation = try? decoder.decode(Relation.self, from: line) else { return nil }
      snapshot.relations.append(relation)
    }
    return SnapshotFile(stamp: head.stamp, readAt: head.readAt, snapshot: snapshot)
  }

  /// Writes for the owner's eyes only: names, comments and values of a database are nobody else's business.
  func write(_ path: String) throws(IntrospectionError) {
    do {
      let directory = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let temporary = path + ".\(UInt32.random(in: .min ... .max))"
      let isCreated = FileManager.default.createFile(
        atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600])
      do {
        if isCreated { try writeLines(to: FileHandle(forWritingTo: URL(filePath: temporary))) }
      } catch {
        try? FileManager.default.removeItem(atPath: temporary)
        throw error
      }
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

  private func writeLines(to file: FileHandle) throws {
    defer { try? file.close() }
    let encoder = JSONEncoder()
    var bare = snapshot
    bare.relations = []
    var lines = try encoder.encode(
      Head(stamp: stamp, readAt: readAt, snapshot: bare, relations: snapshot.relations.count))
    lines.append(UInt8(ascii: "\n"))
    for relation in snapshot.relations {
      lines += try encoder.encode(relation)
      lines.append(UInt8(ascii: "\n"))
      guard lines.count >= Self.chunk else { continue }
      try file.write(contentsOf: lines)
      lines.removeAll(keepingCapacity: true)
    }
    try file.write(contentsOf: lines)
  }
}
