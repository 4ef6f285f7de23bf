import Vocabulary

/// By which columns rows are dated.
struct TimeColumns {
  let snapshot: SchemaSnapshot
  let graph: JoinGraph
  let tags: TagTable

  /// The one that the word before a period names ("opened in 2024"), else the one by which the rows of these relations are dated.
  func column(for period: Mention, of relations: [RelationName]) -> ColumnName? {
    let named = tags.naming.columns(before: period.range.lowerBound).filter { name in
      isTime(name) && tags.number(of: name) != nil
        && (relations.contains(name.relation)
          || graph.leadsToOne(name.relation, from: relations, naming: tags.naming))
    }
    return named.first { relations.contains($0.relation) } ?? named.first ?? column(of: relations)
  }

  private func isTime(_ name: ColumnName) -> Bool { snapshot.column(name)?.family.isTemporal == true }

  /// The one column by which rows are dated.
  private func column(of relations: [RelationName]) -> ColumnName? {
    let times = relations.flatMap { relation in
      (snapshot.relation(relation)?.columns ?? []).map { ColumnName(relation, $0.name) }
        .filter { isTime($0) && tags.number(of: $0) != nil }
    }
    let named = times.filter { tags.naming.words(for: $0) > 0 }
    if named.count == 1 { return named[0] }
    if times.count == 1 { return times[0] }
    guard named.isEmpty,
      let root = relations.first(where: { root in
        relations.allSatisfy { $0 == root || graph.leadsToOne($0, from: [root], naming: tags.naming) }
      })
    else { return nil }
    let own = times.filter { $0.relation == root }
    let always = own.filter { snapshot.column($0)?.nullable == false }
    if always.count == 1 { return always[0] }
    let begun = own.filter { Self.others.isDisjoint(with: Identifier.words($0.column)) }
    return always.isEmpty && begun.count == 1 ? begun[0] : nil
  }

  /// The column that tells since when rows of a relation are no more; `nil` where none or several do.
  func end(of relation: RelationName) -> Int? {
    let ends = (snapshot.relation(relation)?.columns ?? []).filter { column in
      column.nullable && column.family.isTemporal && !Self.lasting.isDisjoint(with: Identifier.words(column.name))
    }
    return ends.count == 1 ? tags.number(of: ColumnName(relation, ends[0].name)) : nil
  }

  /// What columns are called that tell when something ended.
  static let ends = lasting.union([
    "closed", "closing", "resolved", "end", "ended", "ends", "until", "expired", "expires", "expiry", "deleted",
    "removed", "disabled",
  ])

  /// Those of them by which rows are no more; what is closed or resolved once happened.
  private static let lasting: Set<String> = [
    "left", "leaving", "leave", "quit", "terminated", "termination", "resigned", "exit", "discontinued", "withdrawn",
    "retired", "dissolved", "deactivated", "archived",
  ]

  /// What columns are called that tell when rows ended, or something else than when they came about.
  private static let others: Set<String> = [
    "end", "ended", "ends", "closed", "closing", "finished", "completed", "until", "expiry", "expires", "expired",
    "due",
    "left", "returned", "updated", "modified", "changed", "deleted", "birth", "birthday", "dob", "born", "death",
    "died",
  ]
}
