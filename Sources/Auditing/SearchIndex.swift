internal import Storage

/// The index of words, which follows the log: an append writes no words, every 256th does it for all of them, and whoever
/// searches does the rest. So the disk waits for words once in a while and not with every commit.
///
/// PostgreSQL keeps its index by itself.
struct SearchIndex {
  /// Entries from one time to the next.
  static let batch: Int64 = 256
  /// Entries in one transaction, where many are missing: others want to write, too.
  static let most: Int64 = 10_000

  private let transaction: Transaction

  init(_ transaction: Transaction) { self.transaction = transaction }

  /// Whether there are entries after its end.
  func isBehind() throws -> Bool {
    guard let (end, last) = try extent() else { return false }
    return end < last
  }

  /// Goes on to the newest entry, or `most` entries on; says whether more are left.
  @discardableResult
  func follow() throws -> Bool {
    guard let (end, last) = try extent(), end < last else { return false }
    let until = min(last, end + Self.most)
    // The end comes first: the index takes in what lies before it.
    try set(until)
    try transaction.run(AuditStatement.indexWords.sql, ["after": .integer(end), "until": .integer(until)])
    return until < last
  }

  /// Makes the index anew.
  func rebuild() throws {
    if let last = try extent()?.last { try set(last) }
    try transaction.run(AuditStatement.rebuildSearch.sql)
  }

  private func set(_ end: Int64) throws {
    try transaction.run(AuditStatement.setSearchEnd.sql, ["sequence": .integer(end)])
  }

  /// Where the index ends and where the log does; `nil` in PostgreSQL.
  private func extent() throws -> (end: Int64, last: Int64)? {
    guard transaction.dialect == .sqlite, let row = try transaction.rows(AuditStatement.searchEnd.sql).first else {
      return nil
    }
    return (row.integer(0) ?? 0, row.integer(1) ?? 0)
  }
}

extension AuditReader {
  /// Brings the index of words up to the newest entry.
  package func followWords() async throws {
    guard try await store.read({ try SearchIndex($0).isBehind() }) else { return }
    while try await store.write({ try SearchIndex($0).follow() }) {}
  }

  /// Makes the search index anew from the payloads.
  package func rebuildSearch() async throws { try await store.write { try SearchIndex($0).rebuild() } }
}
