internal import Storage
package import Vocabulary

extension AuditReader {
  /// Records that are read at a time.
  private static let page = 400

  /// The questions that match, newest first, at most `filter.limit`.
  package func list(_ filter: AuditFilter = AuditFilter()) async throws -> [AuditRecord] {
    var found: [AuditRecord] = []
    try await visit(filter) { found.append($0) }
    return found
  }

  /// Shows the questions that match, newest first, at most `filter.limit`, however many there are: a page at a time.
  package func visit(_ filter: AuditFilter, _ body: (AuditRecord) throws -> Void) async throws {
    var before = try await lastPosition() + 1
    if filter.hasWords { try await followWords() }
    var left = max(0, filter.limit)
    // Words are looked up in the newest entries first, and then in ever longer stretches: words that stand everywhere
    // are found there at once, and those that stand nowhere are cheap.
    var reach: Int64 = filter.hasWords ? Self.firstReach : .max
    while left > 0, before > 1 {
      let size = filter.isStored ? min(left, Self.page) : Self.page
      let (position, from) = (before, reach < before ? before - reach : 0)
      let (records, last) = try await store.read { transaction in
        let rows = try transaction.rows(
          (filter.hasWords ? AuditStatement.search : .list).sql,
          filter.arguments(from: from, before: position, limit: size))
        let records = try Self.records(rows.compactMap { $0.text(0) }, transaction)
        return (records, rows.count < size ? nil : rows.last?.integer(1))
      }
      for record in records where left > 0 && filter.matches(record) {
        try body(record)
        left -= 1
      }
      if let last {
        before = last
      } else {
        before = from
        reach = reach > .max / 16 ? .max : reach * 16
      }
    }
  }

  private static let firstReach: Int64 = 6000

  /// The position of the newest entry; 0 when there is none.
  package func lastPosition() async throws -> Int64 {
    try await store.read { try $0.rows(AuditStatement.lastPosition.sql).first?.integer(0) ?? 0 }
  }

  /// Questions that something happened to after a position, in the order of what happened first, and the new position.
  package func changed(after position: Int64) async throws -> (records: [AuditRecord], position: Int64) {
    try await store.read { transaction in
      let rows = try transaction.rows(AuditStatement.changed.sql, ["after": .integer(position)])
      let records = try Self.records(rows.compactMap { $0.text(0) }, transaction)
      return (records, rows.compactMap { $0.integer(1) }.max() ?? position)
    }
  }
}
