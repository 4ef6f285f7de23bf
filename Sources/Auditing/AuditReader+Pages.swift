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
    var before: Int64?
    var left = max(0, filter.limit)
    while left > 0 {
      let size = filter.isStored ? min(left, Self.page) : Self.page
      let position = before
      let (records, last) = try await store.read { transaction in
        let rows = try transaction.rows(AuditStatement.list.sql, filter.arguments(before: position, limit: size))
        let records = try Self.records(rows.compactMap { $0.text(0) }, transaction)
        return (records, rows.count < size ? nil : rows.last?.integer(1))
      }
      for record in records where left > 0 && filter.matches(record) {
        try body(record)
        left -= 1
      }
      guard let last else { return }
      before = last
    }
  }

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
