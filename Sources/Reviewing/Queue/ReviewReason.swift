package import Vocabulary

/// One reason why a question stands where it does in the queue.
package struct ReviewReason: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case thumbsDown, secondVoice, setAside, changedAnswer, lowConfidence, disagreement, noRows, refused, unanswerable
    case failed, frequent, thumbsUp, unreviewed
  }

  package var kind: Kind
  /// What it adds to the question's place.
  package var weight: Double
  /// One sentence for the reviewer.
  package var sentence: String

  package init(_ kind: Kind, _ weight: Double, _ sentence: String) {
    self.kind = kind
    self.weight = weight
    self.sentence = sentence
  }
}

/// A question that waits for a reviewer.
package struct QueueItem: Hashable, Sendable, Codable {
  /// The latest time that it was asked.
  package var record: AuditRecord
  package var standing: Standing
  /// How often it was asked, and by whom, in the stretch of the log that the queue looks at.
  package var timesAsked: Int
  package var askers: [Principal]
  /// Heaviest first.
  package var reasons: [ReviewReason]

  /// The sum of the reasons' weights: the queue's order.
  package var weight: Double { reasons.reduce(0) { $0 + $1.weight } }
}
