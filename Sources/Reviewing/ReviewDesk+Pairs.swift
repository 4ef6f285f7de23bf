internal import Auditing
package import Interpretation
package import Vocabulary

extension ReviewDesk {
  /// The approved pairs, for whoever answers questions: read once, and then as people review, in this process or another.
  package var pairs: ApprovedPairs {
    ApprovedPairs { database, position in
      if let position {
        let decided = try await reader.decided(database: database, since: position)
        if !decided.isRedacted {
          return .init(
            position: decided.position, isWhole: false,
            pairs: Dictionary(
              decided.records.map { ($0.question.id, ApprovedPair($0, under: rules)) }, uniquingKeysWith: { $1 }))
        }
      }
      // The position first: what is decided in between is read twice, and nothing is missed.
      let last = try await reader.lastPosition()
      let all = try await approvedPairs(database: database)
      return .init(
        position: last, isWhole: true,
        pairs: Dictionary(all.map { ($0.questionID, Optional($0)) }, uniquingKeysWith: { $1 }))
    }
  }
}
