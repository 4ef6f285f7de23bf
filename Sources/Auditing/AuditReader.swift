internal import Foundation
package import Storage
package import Vocabulary

/// Answers questions about the audit log; readers never wait for writers.
package struct AuditReader: Sendable {
  let store: Store

  package init(_ store: Store) { self.store = store }

  /// Everything about one question; throws `AuditError.unknownQuestion` if there is none of that name.
  package func record(_ id: QuestionID) async throws -> AuditRecord {
    let records = try await store.read { try Self.records([ControlEscape.text(id.description)], $0) }
    guard let record = records.first else { throw AuditError.unknownQuestion(id) }
    return record
  }

  /// The questions that were reviewed, in the order of their latest review.
  package func reviewed(database: String? = nil) async throws -> [AuditRecord] {
    try await store.read { transaction in
      let ids = try transaction.rows(
        AuditStatement.reviewed.sql, ["database": .text(orNull: database.map(ControlEscape.text))]
      ).compactMap { $0.text(0) }
      return try Self.records(ids, transaction)
    }
  }

  /// The databases that questions were asked of, by name.
  package func databases() async throws -> [String] {
    try await store.read { try $0.rows(AuditStatement.databases.sql) }.compactMap { $0.text(0).map(ControlEscape.undo) }
  }

  /// The log in numbers; of the filter only `since`, `until` and `database` matter.
  package func stats(since: Moment? = nil, until: Moment? = nil, database: String? = nil) async throws -> AuditStats {
    let arguments: [String: Cell] = [
      "since": .integer(orNull: since?.microseconds), "until": .integer(orNull: until?.microseconds),
      "database": .text(orNull: database.map(ControlEscape.text)),
    ]
    return try await store.read { transaction in
      guard let row = try transaction.rows(AuditStatement.stats.sql, arguments).first else { return AuditStats() }
      func count(_ index: Int) -> Int { Int(row.integer(index) ?? 0) }
      return AuditStats(
        questions: count(0), answered: count(1), declined: count(2), failed: count(3), unfinished: count(4),
        approved: count(5), corrected: count(6), rejected: count(7), people: count(8), databases: count(9),
        first: row.integer(10).map(Moment.init(microseconds:)), last: row.integer(11).map(Moment.init(microseconds:)))
    }
  }

  /// The records of some questions, in the order of `ids` as they are stored.
  static func records(_ ids: [String], _ transaction: Transaction) throws -> [AuditRecord] {
    let json = String(decoding: try JSONEncoder().encode(ids), as: UTF8.self)
    let rows = try transaction.rows(AuditStatement.entries.sql, ["questions": .text(json)])
    var entries: [String: [AuditEntry]] = [:]
    var unreadable: [String: [Int]] = [:]
    var redacted: [String: [AuditRecord.RedactedEntry]] = [:]
    for row in rows {
      guard let id = row.text(1) else { continue }
      if let entry = entry(row) {
        entries[id, default: []].append(entry)
      } else if row.text(6) == nil, row.integer(7) != nil {
        if let entry = redactedEntry(row) { redacted[id, default: []].append(entry) }
      } else {
        unreadable[id, default: []].append(Int(row.integer(0) ?? 0))
      }
    }
    var seen: Set<String> = []
    return try ids.filter { seen.insert($0).inserted }.compactMap { id in
      let damaged = unreadable[id] ?? []
      let record = AuditRecord(folding: entries[id] ?? [], unreadable: damaged, redacted: redacted[id] ?? [])
      if let record { return record }
      if let id = QuestionID(id), !damaged.isEmpty { throw AuditError.unreadable(id, sequences: damaged) }
      return nil
    }
  }

  private static func redactedEntry(_ row: StoredRow) -> AuditRecord.RedactedEntry? {
    guard let id = row.text(1).flatMap(QuestionID.init), let kind = row.text(5).flatMap(AuditEntry.Kind.init) else {
      return nil
    }
    return AuditRecord.RedactedEntry(
      questionID: id, sequence: Int(row.integer(0) ?? 0), kind: kind,
      recordedAt: Moment(microseconds: row.integer(2) ?? 0),
      principal: Principal(ControlEscape.undo(row.text(3) ?? "")), database: ControlEscape.undo(row.text(4) ?? ""))
  }

  /// `nil` when the row is damaged.
  static func entry(_ row: StoredRow) -> AuditEntry? {
    guard let id = row.text(1).flatMap(QuestionID.init), let time = row.integer(2), let principal = row.text(3),
      let database = row.text(4), let kind = row.text(5).flatMap(AuditEntry.Kind.init), let payload = row.text(6),
      let content = PayloadCoding.decode(kind, payload)
    else { return nil }
    return AuditEntry(
      questionID: id, recordedAt: Moment(microseconds: time), principal: Principal(ControlEscape.undo(principal)),
      database: ControlEscape.undo(database), content: content)
  }
}
