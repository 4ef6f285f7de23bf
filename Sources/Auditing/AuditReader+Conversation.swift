internal import Storage
package import Vocabulary

extension AuditReader {
  /// A stretch of a conversation.
  package struct ConversationPage: Sendable {
    /// Newest first.
    package var records: [AuditRecord]
    /// Before which position older ones stand; `nil` where there are none.
    package var next: Int?
  }

  /// The questions of a conversation, newest first; none where there is no such conversation.
  ///
  /// - Parameter before: a position in the log; from the newest on when `nil`.
  package func conversation(_ id: QuestionID, before: Int? = nil, limit: Int) async throws -> ConversationPage {
    try await store.read { transaction in
      let rows = try transaction.rows(
        AuditStatement.conversation.sql,
        [
          "conversation": .text(ControlEscape.text(id.description)),
          "before": .integer(before.map(Int64.init) ?? .max), "limit": .integer(Int64(limit) + 1),
        ])
      let shown = rows.prefix(limit)
      let next = rows.count > limit ? shown.last?.integer(1).map { Int($0) } : nil
      return ConversationPage(records: try Self.records(shown.compactMap { $0.text(0) }, transaction), next: next)
    }
  }
}
