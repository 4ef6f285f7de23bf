/// Whether a tagged answer makes sense in itself, whatever was asked.
package struct TaggedConsistency {
  private let items: [TaggedItem]

  /// - Parameter text: tagged SQL as a model wrote it; of anything else nothing can be said against it.
  package init(_ text: String) {
    let answer = text.split(separator: TaggedSQL.end, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    items = TaggedSQL.tokens(answer).flatMap { TaggedItem.tree($0) } ?? []
  }

  /// Whether no condition is said twice, none wants a column to equal two things at once, nothing is selected twice, something
  /// is given out that no condition says already, and no groups are made of what is to be unknown.
  package var holds: Bool {
    let outputs = SelectClauses(items)?.outputList ?? []
    guard Set(outputs).count == outputs.count else { return false }
    let groups = Set(SelectClauses(items)?.groupBy ?? [])
    let said = Self.runs([.token(.word("where"))] + (SelectClauses(items)?.where_ ?? [])).flatMap(\.self)
      .filter { $0.count == 3 && $0[1].isSymbol("=") && $0[2].mention != nil }.map { [$0[0]] }
    guard outputs.isEmpty || !outputs.allSatisfy(said.contains) else { return false }
    return Self.runs(items).allSatisfy { conditions in
      let equated = conditions.compactMap { condition in
        condition.count > 2 && (condition[1].isSymbol("=") || condition[1].word == "in" && !condition[2].isQuery)
          ? condition.first : nil
      }
      if conditions.contains(where: {
        $0.count == 3 && groups.contains($0[0]) && $0[1...].map(\.word) == ["is", "null"]
      }) {
        return false
      }
      return Set(conditions).count == conditions.count && Set(equated).count == equated.count
    }
  }

  /// What is joined by `and`, those of sub-queries apart.
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
