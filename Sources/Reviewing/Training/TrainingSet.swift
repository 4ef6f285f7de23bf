package import Vocabulary

/// The approved pairs that may teach, and those that are held back.
package struct TrainingSet: Hashable, Sendable, Codable {
  /// Why a pair is held back.
  package enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
    /// The question or the statement holds characters that a reviewer does not see.
    case hiddenCharacters = "hidden-characters"
    /// The question or a literal addresses a model or a database.
    case instructionLike = "instruction-like"
    /// The statement is no answer to a question about data.
    case oddStatement = "odd-statement"
    /// Today's validator refuses the statement.
    case refused
    /// The same question was approved with another statement, too.
    case contradiction
    /// The same pair stands earlier in the set.
    case repeated
    /// The asker's share is used up.
    case askerShare = "asker-share"
  }

  package struct Held: Hashable, Sendable, Codable {
    package var pair: ApprovedPair
    package var rule: Rule
    /// One sentence.
    package var reason: String
  }

  /// In the order of their latest review.
  package internal(set) var pairs: [ApprovedPair] = []
  package internal(set) var held: [Held] = []
}
