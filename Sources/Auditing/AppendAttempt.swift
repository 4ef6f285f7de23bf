internal import Storage
internal import Synchronization

/// Entries on their way into the store, which may take more than one try: a store that goes away while it commits does
/// not say whether it did, and no entry may be written twice.
final class AppendAttempt: Sendable {
  private let entries: [SealedEntry]
  private let options: AuditLog.Options
  /// The position that the last try gave the first entry.
  private let position = Mutex<Int64?>(nil)

  init(_ entries: [SealedEntry], _ options: AuditLog.Options) {
    self.entries = entries
    self.options = options
  }

  /// Appends all of them, or finds that an earlier try has.
  func run(in transaction: Transaction) throws {
    if let position = position.withLock({ $0 }), try isThere(position, transaction) { return }
    let end = try options.append(entries, in: transaction)
    position.withLock { $0 = end.sequence - Int64(entries.count) + 1 }
  }

  /// Whether the entry of that position is our first one: its salt is in its digest, so no other one is like it.
  private func isThere(_ position: Int64, _ transaction: Transaction) throws -> Bool {
    // Whatever the lost session was still doing has ended once the head is ours.
    _ = try transaction.rows(AuditStatement.head.sql, ["chain": .integer(ChainLink.shared)])
    let found = try transaction.rows(AuditStatement.payloadDigestAt.sql, ["sequence": .integer(position)])
    return found.first?.text(0) == entries.first?.payloadDigest
  }
}
