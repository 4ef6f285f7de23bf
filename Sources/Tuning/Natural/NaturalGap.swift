/// Why a pair that a person wrote cannot be said in tagged SQL.
package enum NaturalGap: Error, Hashable, Sendable {
  /// The text is not one SELECT.
  case syntax
  /// A name that the snapshot does not hold.
  case name(String)
  /// A construct of the grammar that tagged SQL lacks, or that no reader is written for.
  case construct(String)
  /// The relations are joined in a way that tagged SQL cannot say.
  case joins
  /// A long literal that the question does not mention.
  case literal(String)
  /// The writer of tagged SQL does not take what was read.
  case unwritten(String)

  /// The reason in a few words, equal for equal causes, to be counted.
  package var reason: String {
    switch self {
    case .syntax: "syntax"
    case .name: "unknown name"
    case .construct(let what): "construct: \(what)"
    case .joins: "joins"
    case .literal: "literal not in the question"
    case .unwritten(let rule): "writer: \(rule)"
    }
  }
}
