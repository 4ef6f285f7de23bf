internal import Foundation
internal import Storage
package import Vocabulary

extension AuditLog {
  /// Removes payloads and their salts. The entries and their digests stay, so the chain stays whole; an entry of kind
  /// `redacted` says who did it, why, and to which.
  ///
  /// - Returns: how many payloads went.
  @discardableResult
  package nonisolated func redact(_ redaction: Redaction) async throws -> Int {
    let sequences = try await chosen(redaction.rule)
    for start in stride(from: 0, to: sequences.count, by: Redaction.most) {
      try await remove(Array(sequences[start..<min(start + Redaction.most, sequences.count)]), redaction)
    }
    if !sequences.isEmpty {
      // What was deleted must not lie in the index, in the file's free pages or in its log.
      try await store.write { try $0.run(AuditStatement.purgeSearch.sql) }
      try await store.forget("audit_payload")
    }
    return sequences.count
  }

  private nonisolated func remove(_ sequences: [Int64], _ redaction: Redaction) async throws {
    var question: QuestionID?
    if case .question(let id) = redaction.rule { question = id }
    let entry = try SealedEntry(
      AuditEntry(
        questionID: question, recordedAt: AuditClock.now(), principal: redaction.person, database: "",
        content: .redacted(
          .init(
            entries: Redaction.ranges(sequences), reason: redaction.reason, rule: redaction.rule.description))))
    let options = options
    try await store.write { transaction in
      let end = try options.append([entry], in: transaction)
      try transaction.run(
        AuditStatement.insertRedaction.sql,
        of: sequences.map { ["sequence": .integer($0), "redacted_by": .integer(end.sequence)] })
      try transaction.run(AuditStatement.deletePayload.sql, of: sequences.map { ["sequence": .integer($0)] })
    }
  }

  /// The positions of the entries whose payloads are to go and are still there, in order.
  private nonisolated func chosen(_ rule: Redaction.Rule) async throws -> [Int64] {
    switch rule {
    case .question(let id):
      _ = try await AuditReader(store).record(id)
      return try await positions(of: [id])
    case .before(let moment, let database):
      let arguments: [String: Cell] = [
        "before": .integer(moment.microseconds), "database": .text(orNull: database.map(ControlEscape.text)),
      ]
      return try await store.read { try $0.rows(AuditStatement.redactableBefore.sql, arguments) }
        .compactMap { $0.integer(0) }
    case .column(let pattern, let database):
      return try await positions(of: questions(near: pattern, database))
    }
  }

  private nonisolated func positions(of questions: [QuestionID]) async throws -> [Int64] {
    let ids = questions.map { ControlEscape.text($0.description) }
    let json = String(decoding: try JSONEncoder().encode(ids), as: UTF8.self)
    return try await store.read { try $0.rows(AuditStatement.redactable.sql, ["questions": .text(json)]) }
      .compactMap { $0.integer(0) }
  }

  /// Questions whose evidence has a column of that pattern.
  private nonisolated func questions(near pattern: ColumnPattern, _ database: String?) async throws -> [QuestionID] {
    let database = Cell.text(orNull: database.map(ControlEscape.text))
    return try await store.read { transaction in
      var found: Set<QuestionID> = []
      try transaction.each(AuditStatement.workings.sql, ["database": database]) { row in
        let row = row.copy
        guard let id = row.text(0).flatMap(QuestionID.init), !found.contains(id),
          let kind = row.text(1).flatMap(AuditEntry.Kind.init),
          let content = row.text(2).flatMap({ PayloadCoding.decode(kind, $0) }),
          content.workings?.evidence?.columns.contains(where: pattern.matches) == true
        else { return }
        found.insert(id)
      }
      return Array(found)
    }
  }
}

extension AuditEntry.Content {
  fileprivate var workings: AuditWorkings? {
    switch self {
    case .intended(let content): content.workings
    case .declined(let content): content.workings
    case .failed(let content): content.workings
    default: nil
    }
  }
}
