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

  /// What equals something that the question says is known to who asks: "cartoons directed by Ben Jones" are no list of his
  /// name. Their titles are meant, or, where things are told by that very name, those of the rows that refer to them ("tents
  /// that weigh more than 2 kg").
  func telling(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.groupBy.isEmpty, clauses.sources.allSatisfy(\.isPlain),
      !items.contains(where: \.isSetOperator), clauses.output.count == 1, let output = clauses.output.first,
      let name = tags.column(output), isPinned(output, in: clauses.where_)
    else { return items }
    var told = names(of: name.relation)
    if told == [name] {
      let referring = clauses.relations(tags).filter { other in
        graph.steps(from: other).contains { $0.to == name.relation && $0.isForward && other != name.relation }
      }
      told = referring.count == 1 ? names(of: referring[0]) : []
    }
    let numbers = told.compactMap(tags.number)
    guard !numbers.isEmpty, numbers.count == told.count, !told.contains(name) else { return items }
    let start = clauses.isDistinct ? 2 : 1
    let columns = numbers.map { [TaggedItem.token(.column($0, .first))] }.joined(separator: [.token(.symbol(","))])
    return Array(items[..<start]) + columns + items[(start + 1)...]
  }

  /// Whether all of the conditions hold at once and one of them says what the column equals.
  private func isPinned(_ column: TaggedItem, in conditions: [TaggedItem]) -> Bool {
    guard !conditions.contains(where: { $0.word == "or" }) else { return false }
    return conditions.indices.dropLast(2).contains { index in
      guard conditions[index] == column, index == 0 || conditions[index - 1].word == "and" else { return false }
      let value = conditions[index + 2]
      if conditions[index + 1].isSymbol("=") { return value.mention != nil }
      guard conditions[index + 1].word == "in", case .nested(let list) = value else { return false }
      return list.allSatisfy { $0.mention != nil || $0.isSymbol(",") }
    }
  }

  /// What a person would call a row by: its name or title, or a first and a last name.
  func names(of relation: RelationName) -> [ColumnName] {
    if let label = label(of: relation) { return [label] }
    let columns = snapshot.relation(relation)?.columns ?? []
    let parts = ["first", "last"].compactMap { part in
      columns.first { Identifier.words($0.name) == [part, "name"] }.map { ColumnName(relation, $0.name) }
    }
    return parts.count == 2 ? parts : []
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
