package import Vocabulary

/// The approved pairs of each database as they stand now, kept in memory: a question costs one look at what was written
/// to the log since the last one.
package actor ApprovedPairs {
  /// What changed since a position of the log.
  package struct Changes: Sendable {
    package var position: Int64
    /// Whether `pairs` is everything, not only what changed.
    package var isWhole: Bool
    /// `nil` for a pair that stands no longer.
    package var pairs: [QuestionID: ApprovedPair?]

    package init(position: Int64, isWhole: Bool, pairs: [QuestionID: ApprovedPair?]) {
      self.position = position
      self.isWhole = isWhole
      self.pairs = pairs
    }
  }

  /// The pairs of a database, the one reviewed last at the end; another number whenever they are others.
  struct Edition: Sendable {
    var number = 0
    var pairs: [ApprovedPair] = []
  }

  private struct Known {
    var position: Int64?
    var pairs: [QuestionID: ApprovedPair] = [:]
    var edition = Edition()
  }

  private let changes: @Sendable (_ database: String, _ since: Int64?) async throws -> Changes
  private var known: [String: Known] = [:]

  /// - Parameter changes: the pairs of a database that changed after a position of the log, or all of them.
  package init(changes: @escaping @Sendable (_ database: String, _ since: Int64?) async throws -> Changes) {
    self.changes = changes
  }

  /// The pairs as the log has them, reviews of other processes included.
  func edition(of database: String) async throws -> Edition {
    let before = known[database]?.position
    let news = try await changes(database, before)
    var own = known[database] ?? Known()
    // Another question may have read further meanwhile.
    guard own.position == before || (own.position ?? 0) < news.position else { return own.edition }
    own.position = news.position
    if news.isWhole || !news.pairs.isEmpty {
      if news.isWhole { own.pairs = [:] }
      for (id, pair) in news.pairs { own.pairs[id] = pair }
      own.edition.number += 1
      own.edition.pairs = own.pairs.values.sorted { ($0.reviewedAt, $0.askedAt) < ($1.reviewedAt, $1.askedAt) }
    }
    known[database] = own
    return own.edition
  }
}
