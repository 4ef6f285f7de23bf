/// The conditions of a tagged answer: runs of what is joined by `and`, those of sub-queries apart.
package struct TaggedConditions {
  private let runs: [[[TaggedItem]]]

  /// - Parameter text: tagged SQL as a model wrote it; anything else has no conditions.
  package init(_ text: String) {
    let answer = text.split(separator: TaggedSQL.end, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    runs = Self.runs(TaggedSQL.tokens(answer).flatMap { TaggedItem.tree($0) } ?? [])
  }

  /// Whether no condition is said twice and none wants a column to equal two things at once.
  package var areConsistent: Bool {
    runs.allSatisfy { conditions in
      let equated = conditions.compactMap { condition in
        condition.count > 2 && condition[1].isSymbol("=") ? condition.first : nil
      }
      return Set(conditions).count == conditions.count && Set(equated).count == equated.count
    }
  }

  private static func runs(_ items: [TaggedItem]) -> [[[TaggedItem]]] {
    var found: [[[TaggedItem]]] = []
    var run: [[TaggedItem]] = []
    var isCondition = false
    var isBetween = false
    for item in items {
      if case .nested(let inner) = item { found += runs(inner) }
      switch item.word {
      case "where", "having", "or":
        if isCondition || item.word != "or" {
          found.append(run)
          run = [[]]
          isCondition = true
        }
      case "group", "order", "limit", "union", "intersect", "except": isCondition = false
      case "and" where isCondition && !isBetween: run.append([])
      default:
        if item.word == "between" { isBetween = true } else if item.word == "and" { isBetween = false }
        if isCondition { run[run.count - 1].append(item) }
      }
    }
    return found + [run]
  }
}
