internal import Digests
internal import Foundation
internal import Vocabulary

/// A snapshot on disk, with the stamp that it was read under: a line of JSON for all but the relations, one for each of
/// these without its columns, then the columns as fields.
///
/// A large catalog in one piece of JSON would for a moment take several times the memory that the snapshot itself takes.
struct SnapshotFile {
  /// Raised whenever a snapshot's parts or their meaning change: older files are then read anew.
  private static let currentFormat = 5
  /// Bytes that are written at once, about.
  private static let chunk = 1 << 16

  /// The first line.
  private struct Head: Codable {
    var format = currentFormat
    var stamp: CatalogStamp
    var readAt: Date
    /// Without its relations.
    var snapshot: SchemaSnapshot
    /// How many columns each relation has, in the order of the lines that follow.
    var columns: [Int]
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
    directory + "/" + Digest.sha256(identity).prefix(32) + ".snapshot"
  }

  /// What was kept, unless it is missing, damaged, of another format or of another catalog.
  static func read(_ path: String, identity: String) -> SnapshotFile? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let decoder = JSONDecoder()
    var rest = data[...]
    func line() -> Data? {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { rest = rest[(end + 1)...] }
      return rest[..<end]
    }
    guard let first = line(), let head = try? decoder.decode(Head.self, from: first),
      head.format == currentFormat, head.stamp.identity == identity
    else { return nil }
    var snapshot = head.snapshot
    for _ in head.columns {
      guard let line = line(), let relation = try? decoder.decode(Relation.self, from: line) else { return nil }
      snapshot.relations.append(relation)
    }
    guard let columns = rest.withUnsafeBytes({ ColumnFields.columns(head.columns, in: $0) }) else { return nil }
    for (index, columns) in columns.enumerated() { snapshot.relations[index].columns = columns }
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
        if isCreated { try writeParts(to: FileHandle(forWritingTo: URL(filePath: temporary))) }
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

  private func writeParts(to file: FileHandle) throws {
    defer { try? file.close() }
    let encoder = JSONEncoder()
    var bare = snapshot
    bare.relations = []
    var text = try encoder.encode(
      Head(stamp: stamp, readAt: readAt, snapshot: bare, columns: snapshot.relations.map(\.columns.count)))
    text.append(UInt8(ascii: "\n"))
    func flush(atLeast size: Int) throws {
      guard text.count >= size else { return }
      try file.write(contentsOf: text)
      text.removeAll(keepingCapacity: true)
    }
    for var relation in snapshot.relations {
      relation.columns = []
      text += try encoder.encode(relation)
      text.append(UInt8(ascii: "\n"))
      try flush(atLeast: Self.chunk)
    }
    for relation in snapshot.relations {
      for column in relation.columns { ColumnFields.append(column, to: &text) }
      try flush(atLeast: Self.chunk)
    }
    try flush(atLeast: 1)
  }
}
