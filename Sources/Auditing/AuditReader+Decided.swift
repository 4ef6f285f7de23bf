internal import Storage
package import Vocabulary

extension AuditReader {
  /// What was decided since a position of the log.
  package struct Decided: Sendable {
    /// The newest entry's.
    package var position: Int64
    /// Questions of the database that were reviewed or judged again.
    package var records: [AuditRecord]
    /// Whether payloads were removed, so that what is known must be read again.
    package var isRedacted: Bool
  }

  /// What was decided about questions to a database since a position. Costs in proportion to what was written since.
  package func decided(database: String, since position: Int64) async throws -> Decided {
    // The position first, for there is no transaction: what is decided in between is told twice, and nothing is missed.
    let (last, rows) = try await store.glance { transaction in
      let last = try transaction.rows(AuditStatement.lastPosition.sql).first?.integer(0) ?? 0
      return (
        last,
        last > position ? try transaction.rows(AuditStatement.decided.sql, ["after": .integer(position)]) : []
      )
    }
    let isRedacted = rows.contains { $0.text(1) == AuditEntry.Kind.redacted.rawValue }
    let own = rows.filter { $0.text(2).map(ControlEscape.undo) == database }.compactMap { $0.text(0) }
    let records = isRedacted || own.isEmpty ? [] : try await store.read { try Self.records(own, $0) }
    return Decided(position: last, records: records, isRedacted: isRedacted)
  }
}
