package import Auditing
package import Vocabulary

/// What waits for reviewers, ordered by what teaches most; a question that was asked often is one item.
package struct ReviewQueue: Sendable {
  /// Heaviest first.
  package private(set) var items: [QueueItem] = []

  /// - Parameter records: newest first.
  package init(_ records: [AuditRecord], under rules: ReviewRules) {
    var groups: [QuestionKey: [AuditRecord]] = [:]
    var order: [QuestionKey] = []
    for record in records where Self.isReviewable(record) {
      let key = QuestionKey(record.question)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(record)
    }
    let found = order.enumerated().compactMap { place, key in
      QueueReasons(groups[key] ?? [], rules).item.map { (place: place, item: $0) }
    }
    // Of equal weight, the newest first.
    items = found.sorted { ($1.item.weight, $0.place) < ($0.item.weight, $1.place) }.map(\.item)
  }

  /// The heaviest items only.
  package func first(_ count: Int) -> ReviewQueue {
    var queue = self
    queue.items = Array(items.prefix(max(0, count)))
    return queue
  }

  /// Statements by hand and repetitions for comparison teach nothing about the model.
  private static func isReviewable(_ record: AuditRecord) -> Bool {
    guard record.question.regarding == nil, record.outcome != .unfinished, !record.question.text.isEmpty else {
      return false
    }
    return record.outcome == .failed || !record.workings.candidates.isEmpty
  }
}

extension ReviewDesk {
  /// The queue over the newest questions that match.
  package func queue(_ filter: AuditFilter = AuditFilter(limit: 5000)) async throws -> ReviewQueue {
    ReviewQueue(try await reader.list(filter), under: rules)
  }
}
