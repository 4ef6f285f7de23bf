import Vocabulary

/// What things are called by: the column that is given out where a question asks for the things themselves.
extension TaggedMender {
  /// Things are given out, and told apart, by what they are called, not by a column that nobody named: "how many lakes are in each
  /// state" is no list of populations.
  func labelled(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.sources.allSatisfy(\.isPlain),
      !items.contains(where: \.isSetOperator), !items.hasOuterReference
    else { return items }
    let held = Set(clauses.where_.columns.map(\.0))
    let plain = clauses.outputList.filter { $0.count == 1 }.flatMap { $0.columns.map(\.0) }
    let groups = clauses.groupBy.split(separator: .token(.symbol(","))).filter { $0.count == 1 }
      .flatMap { Array($0).columns.map(\.0) }
    let wanted = tags.naming.parts + (tags.naming.asked.map { [$0] } ?? [])
    for thing in wanted {
      guard let label = label(of: thing).flatMap(tags.number) else { continue }
      if plain.contains(label) || groups.contains(label) { continue }
      let places = groups.isEmpty ? plain : groups
      let unsaid = places.filter { isUnsaid($0, beside: thing) && !held.contains($0) }
      guard unsaid.count == 1, let number = unsaid.first else { continue }
      return items.replacing(number, with: label)
    }
    return called(items, clauses, plain)
  }

  /// "The cities and their population" are told with their names.
  private func called(_ items: [TaggedItem], _ clauses: SelectClauses, _ plain: [Int]) -> [TaggedItem] {
    guard tags.naming.asksBesides, clauses.groupBy.isEmpty, plain.count == clauses.outputList.count,
      let asked = tags.naming.asked, let label = label(of: asked).flatMap(tags.number), !plain.contains(label),
      let key = snapshot.relation(asked)?.primaryKey,
      plain.allSatisfy({ number in
        tags.column(number).map { $0.relation == asked && !key.contains($0.column) } ?? false
      })
    else { return items }
    let start = clauses.isDistinct ? 2 : 1
    return Array(items[..<start]) + [.token(.column(label, .first)), .token(.symbol(","))] + items[start...]
  }

  /// Whether no word of the question means a column that tells no row of these from another.
  private func isUnsaid(_ number: Int, beside thing: RelationName) -> Bool {
    guard let name = tags.column(number), tags.naming.words(for: name) == 0,
      let relation = snapshot.relation(name.relation)
    else { return false }
    let isKey = relation.primaryKey.contains(name.column) && targets(of: name).contains { $0.relation == thing }
    let refers = targets(of: name).contains { $0.relation == thing && $0 != name }
    return !isKey && !refers && name != label(of: name.relation)
      && (name.relation == thing || tags.naming.words(for: name.relation) == 0)
  }

  /// The column of names or titles that a relation has; `nil` where none or several might be it.
  func label(of relation: RelationName) -> ColumnName? {
    let texts = snapshot.relation(relation)?.columns.filter { $0.family == .text } ?? []
    let words = texts.map { Identifier.words($0.name) }
    let own = Set(
      Identifier.words(relation.name).flatMap { [$0, $0 + "s", $0.hasSuffix("s") ? String($0.dropLast()) : $0] })
    let tests: [([String]) -> Bool] = [
      { $0 == ["name"] || $0 == ["title"] },
      { ($0.last == "name" || $0.last == "title") && $0.dropLast().allSatisfy(own.contains) },
      { $0 == ["full", "name"] },
    ]
    for test in tests {
      let found = words.indices.filter { test(words[$0]) }
      if found.count == 1 { return ColumnName(relation, texts[found[0]].name) }
    }
    return nil
  }
}
