/// How much of one scope's FROM tagged SQL says in words; tried from the least on.
struct ScopePlan: Hashable {
  enum Level: Int, Comparable {
    /// The columns determine everything.
    case inferred
    /// The relations that no column names.
    case nameless
    /// All relations, in the order of the statement.
    case listed
    /// All relations, with the conditions of joins that are no foreign key's shortest way.
    case conditions
    /// All relations, each with its condition.
    case allConditions

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  var level = Level.inferred
  /// Whether the two instances of a relation change places.
  var isSwapped = false
  /// Equalities that the inferred joins lack, said in WHERE.
  var extra: [JoinShape.Edge] = []

  /// The next thing to try; `nil` when there is none.
  func next(hasTwins: Bool) -> ScopePlan? {
    if let level = Level(rawValue: level.rawValue + 1) { return ScopePlan(level: level, isSwapped: isSwapped) }
    return hasTwins && !isSwapped ? ScopePlan(isSwapped: true) : nil
  }
}
