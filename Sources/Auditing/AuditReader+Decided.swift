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
    // One statement, so that both are of one moment.
    let rows = try await store.glance { try $0.rows(AuditStatement.decided.sql, ["after": .integer(position)]) }
    let last = rows.first?.integer(0) ?? 0
    let isRedacted = rows.contains { $0.text(2) == AuditEntry.Kind.redacted.rawValue }
    let own = rows.filter { $0.text(3).map(ControlEscape.undo) == database }.compactMap { $0.text(1) }
    let records = isRedacted || own.isEmpty ? [] : try await store.read { try Self.records(own, $0) }
    return Decided(position: last, records: records, isRedacted: isRedacted)
  }
}
