import Auditing
import Digests
import Foundation
import Storage
import Vocabulary

/// How the settings want the audit log kept.
struct AuditSettings {
  let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  var keyFile: String { settings.optional(.auditKeyFile) ?? Places(settings).state + "/audit-key.pem" }

  func store() async throws -> Store {
    if let url = settings.optional(.auditURL) { return try await Store.open(postgresql: url) }
    return try await Store.open(at: Places(settings).state + "/audit.sqlite", .creating)
  }

  /// The key is made by the first entry that is recorded: who only reads the log leaves no file behind.
  func log(_ store: Store) -> AuditLog {
    let every = settings.whole(.auditCheckpointEvery)
    return AuditLog(
      store,
      options: .init(
        signing: every > 0 ? SigningSource(file: keyFile) : nil, checkpointEvery: Int64(every), limits: limits))
  }

  var limits: ContentLimits {
    let extents = ChoiceList(settings.list(.auditContent)) { ContentLimits.Extent(rawValue: $0) }
    return ContentLimits(
      standard: extents?.standard ?? .full, byDatabase: extents?.byName ?? [:],
      privateColumns: settings.list(.auditPrivateColumns).map { ColumnPattern($0) })
  }

  /// Days that payloads are kept, by database.
  var retention: ChoiceList<Int>? { ChoiceList(settings.list(.auditRetention)) { Int($0) } }

  /// All settings that are set, for the record, without secrets.
  var recordable: [String: String] {
    var all: [String: String] = [:]
    for setting in Setting.allCases {
      guard let text = settings.optional(setting) else { continue }
      all[setting.rawValue] = setting.isSecret ? "(hidden)" : Self.withoutPassword(text)
    }
    return all
  }

  /// A connection string without its password.
  static func withoutPassword(_ text: String) -> String {
    text.replacing(/(password\s*=\s*)('[^']*'|[^\s&]+)/.ignoresCase()) { "\($0.1)(hidden)" }
      .replacing(/(:\/\/[^:@\/]*:)[^@\/]*@/) { "\($0.1)(hidden)@" }
  }
}

/// A list of values, of which some are for one name: `full`, `hr=names`.
struct ChoiceList<Value> {
  private(set) var standard: Value?
  private(set) var byName: [String: Value] = [:]

  /// `nil` when one of them is no value.
  init?(_ items: [String], _ read: (String) -> Value?) {
    for item in items {
      let parts = item.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard let last = parts.last, let value = read(last) else { return nil }
      if parts.count == 2 { byName[parts[0]] = value } else { standard = value }
    }
  }

  /// What holds for a name.
  func value(for name: String) -> Value? { byName[name] ?? standard }
}
