internal import Digests
internal import Foundation
internal import Vocabulary

/// What a sampler read, on disk for the owner's eyes only. Losing it costs reading it again.
struct ValueFile: Codable {
  struct Entry: Codable {
    /// Seconds since 1970.
    var readAt: Double
    /// `nil` for a column that could not be read.
    var values: ColumnValues?
  }

  var fingerprint: String
  private var entries: [String: Entry] = [:]

  init(fingerprint: String) { self.fingerprint = fingerprint }

  func entry(_ column: ColumnName) -> Entry? { entries[Self.key(column)] }

  mutating func set(_ column: ColumnName, _ entry: Entry) { entries[Self.key(column)] = entry }

  private static func key(_ column: ColumnName) -> String {
    column.relation.sql + "." + SQLText.identifier(column.column)
  }

  /// The file of one identity in one database; the name tells nothing about either.
  static func path(in folder: String, connectionString: String, identity: Identity) -> String {
    let settings = identity.settings.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }
    let parts = [connectionString, identity.role ?? ""] + settings
    return folder + "/values-" + Digest.sha256(parts.joined(separator: "\u{1F}")).prefix(32) + ".json"
  }

  static func read(_ path: String) -> ValueFile? {
    FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(ValueFile.self, from: $0) }
  }

  func write(_ path: String) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let temporary = path + ".\(UInt32.random(in: .min ... .max))"
    guard let data = try? JSONEncoder().encode(self),
      FileManager.default.createFile(atPath: temporary, contents: data, attributes: [.posixPermissions: 0o600])
    else { return }
    if rename(temporary, path) != 0 { try? FileManager.default.removeItem(atPath: temporary) }
  }
}
