import Vocabulary

/// Mends tagged statements that cannot mean what they say, where the schema leaves one thing that they can mean.
struct TaggedMender {
  let snapshot: SchemaSnapshot
  let graph: JoinGraph
  let tags: TagTable

  func mended(_ items: [TaggedItem]) -> [TaggedItem] {
    inTime(once(grouped(counting(summed(without(both(keyed(items))))))))
  }

  // MARK: Keys

  /// `stuid not in (select petid …)` looks for keys among those of other rows: the keys that join both relations are meant.
  private func keyed(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(keyed(inner)) } else { item }
    }
    for index in items.indices.dropFirst(2) {
      guard case .nested(var query) = items[index], items[index].isQuery, items[index - 1].word == "in" else {
        continue
      }
      let place = items[index - 2].word == "not" ? index - 3 : index - 2
      let output = query.count > 1 && query[1].word == "distinct" ? 2 : 1
      guard place >= 0, query.indices.contains(output), let wanted = column(items[place]),
        let given = column(query[output]), !query.dropFirst(output + 1).prefix(1).contains(where: { $0.isSymbol(",") }),
        !areComparable(wanted, given), let (outer, inner) = keys(joining: wanted.relation, given.relation)
      else { continue }
      items[place] = outer
      query[output] = inner
      items[index] = .nested(query)
    }
    return items
  }

  private func column(_ item: TaggedItem) -> ColumnName? {
    guard case .token(.column(let number, .first)) = item else { return nil }
    return tags.columns.indices.contains(number) ? tags.columns[number] : nil
  }

  /// The tags of the keys by which the way from one relation to another begins.
  private func keys(joining one: RelationName, _ other: RelationName) -> (TaggedItem, TaggedItem)? {
    guard one != other, let step = graph.path(from: [one], to: other, naming: tags.naming)?.first,
      step.columns.count == 1, let pair = step.columns.first,
      let outer = tags.number(of: ColumnName(step.from, pair.from)),
      let inner = tags.number(of: ColumnName(step.to, pair.to))
    else { return nil }
    return (.token(.column(outer, .first)), .token(.column(inner, .first)))
  }

  /// Whether values of one column may be those of another: they are called alike, or keys say so.
  private func areComparable(_ one: ColumnName, _ other: ColumnName) -> Bool {
    if !targets(of: one).isDisjoint(with: targets(of: other)) { return true }
    let (last, otherLast) = (Identifier.words(one.column).last, Identifier.words(other.column).last)
    return last == otherLast && !["id", "key", "no", "number"].contains(last)
  }

  /// The column itself and what it refers to.
  private func targets(of name: ColumnName) -> Set<ColumnName> {
    var targets: Set = [name]
    for step in graph.steps(from: name.relation) where step.isForward && step.columns.count == 1 {
      if let pair = step.columns.first, pair.from == name.column { targets.insert(ColumnName(step.to, pair.to)) }
    }
    return targets
  }

  // MARK: Two values at once

  /// A column that is to equal several things at once: rows that have each of them where these are rows of another relation
  /// (`intersect`), rows with any of them elsewhere.
  private func both(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.orderBy.isEmpty, clauses.limit.isEmpty,
      !items.contains(where: { Self.joiners.contains($0.word ?? "") }),
      let start = items.firstIndex(where: { $0.word == "where" })
    else { return items }
    let conditions = Self.conditions(items[(start + 1)...])
    let equated = conditions.indices.filter { place in
      let condition = conditions[place]
      return condition.count == 3 && condition[1].isSymbol("=") && condition[2].mention != nil
        && column(condition[0]) != nil
    }
    guard
      let first = equated.first(where: { place in equated.count { conditions[$0][0] == conditions[place][0] } > 1 }),
      let name = column(conditions[first][0])
    else { return items }
    let rivals = equated.filter { conditions[$0][0] == conditions[first][0] }
    guard Set(rivals.map { conditions[$0][2] }).count == rivals.count else { return items }
    let head = Array(items[...start])
    if isBeyond(name, clauses) {
      return Array(
        rivals.map { kept in
          head
            + conditions.indices.filter { $0 == kept || !rivals.contains($0) }.map { conditions[$0] }
            .joined(separator: [.token(.word("and"))])
        }.joined(separator: [.token(.word("intersect"))]))
    }
    let list = rivals.map { [conditions[$0][2]] }.joined(separator: [.token(.symbol(","))])
    var kept = conditions
    kept[first] = [conditions[first][0], .token(.word("in")), .nested(Array(list))]
    return head
      + kept.indices.filter { $0 == first || !rivals.contains($0) }.map { kept[$0] }.joined(
        separator: [.token(.word("and"))])
  }

  /// What makes more of a statement than one SELECT whose conditions all hold.
  private static let joiners: Set<String> = setOperators.union(["or", "having", "group"])
  private static let setOperators: Set<String> = ["union", "intersect", "except"]

  /// What is joined by `and`, but for the one that belongs to `between`.
  private static func conditions(_ items: ArraySlice<TaggedItem>) -> [[TaggedItem]] {
    var conditions: [[TaggedItem]] = [[]]
    var isBetween = false
    for item in items {
      if item.word == "and", !isBetween {
        conditions.append([])
      } else {
        conditions[conditions.count - 1].append(item)
      }
      if item.word == "between" { isBetween = true } else if item.word == "and" { isBetween = false }
    }
    return conditions
  }

  /// Whether one row that is given out may have many rows of the column's relation.
  private func isBeyond(_ name: ColumnName, _ clauses: SelectClauses) -> Bool {
    let outputs = clauses.outputList.map { $0.count == 1 ? column($0[0]) : nil }
    guard let home = outputs.first??.relation, outputs.allSatisfy({ $0?.relation == home }), home != name.relation,
      let path = graph.path(from: [home], to: name.relation, naming: tags.naming)
    else { return false }
    return path.contains { !$0.isForward }
  }

  // MARK: What is not there

  /// `<>` against rows of which there are many (students whose pets are no cats) where the question says no to having one:
  /// those that are in no such row are meant.
  private func without(_ items: [TaggedItem]) -> [TaggedItem] {
    guard tags.naming.denies, let clauses = SelectClauses(items), clauses.sources.isEmpty,
      !items.contains(where: { Self.joiners.contains($0.word ?? "") }),
      let start = items.firstIndex(where: { $0.word == "where" }),
      let home = home(of: clauses.output)
    else { return items }
    let end = items[start...].firstIndex { ["order", "limit"].contains($0.word) } ?? items.endIndex
    let conditions = Self.conditions(items[(start + 1)..<end])
    guard let denied = conditions.first(where: { $0.count == 3 && $0[1].isSymbol("<>") && $0[2].mention != nil }),
      let name = column(denied[0]), name.relation != home,
      let path = graph.path(from: [home], to: name.relation, naming: tags.naming), let step = path.first,
      !step.isForward, step.columns.count == 1, let pair = step.columns.first,
      let outer = tags.number(of: ColumnName(home, pair.from)),
      let inner = tags.number(of: ColumnName(step.to, pair.to))
    else { return items }
    let isSplit = conditions.contains { $0.count == 3 && $0[0] == denied[0] && $0[1].isSymbol("=") }
    var (kept, moved): ([[TaggedItem]], [[TaggedItem]]) = ([], [])
    for condition in conditions {
      if condition == denied || !isSplit && condition.columns.allSatisfy({ named($0.0)?.relation == name.relation }) {
        moved.append(condition.map { $0.isSymbol("<>") ? .token(.symbol("=")) : $0 })
      } else {
        kept.append(condition)
      }
    }
    let query =
      [.token(.word("select")), .token(.column(inner, .first)), .token(.word("where"))]
      + moved.joined(separator: [.token(.word("and"))])
    kept.append([.token(.column(outer, .first)), .token(.word("not")), .token(.word("in")), .nested(Array(query))])
    return Array(items[...start]) + kept.joined(separator: [.token(.word("and"))]) + Array(items[end...])
  }

  /// The one relation that all columns are of.
  private func home(of items: [TaggedItem]) -> RelationName? {
    let relations = Set(items.columns.map { named($0.0)?.relation })
    return relations.count == 1 ? relations.first ?? nil : nil
  }

  private func named(_ number: Int) -> ColumnName? {
    tags.columns.indices.contains(number) ? tags.columns[number] : nil
  }

  // MARK: What is counted

  /// `count(*)` over rows that the question does not count: those that it does are joined.
  private func counting(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let counted = tags.naming.counted, let number = tags.number(of: counted), let clauses = SelectClauses(items),
      clauses.sources.allSatisfy(\.isPlain), !items.contains(where: { Self.setOperators.contains($0.word ?? "") }),
      items.indices.dropLast().contains(where: { items[$0].word == "count" && items[$0 + 1] == Self.anything })
    else { return items }
    let relations = clauses.relations(tags)
    guard !relations.isEmpty, !relations.contains(counted),
      let path = graph.path(from: relations, to: counted, naming: tags.naming), path.contains(where: { !$0.isForward })
    else { return items }
    return joining(number, to: items)
  }

  /// A statement with one relation more.
  private func joining(_ relation: Int, to items: [TaggedItem]) -> [TaggedItem] {
    var items = items
    if let place = items.firstIndex(where: { $0.word == "from" }) {
      items.insert(.token(.relation(relation)), at: place + 1)
    } else {
      let place =
        items.firstIndex { ["where", "group", "order", "having", "limit"].contains($0.word) } ?? items.endIndex
      items.insert(contentsOf: [.token(.word("from")), .token(.relation(relation))], at: place)
    }
    return items
  }

  /// `count(*)` where the question asks how many of something that a column is the number of.
  private func summed(_ items: [TaggedItem]) -> [TaggedItem] {
    guard items.count > 2, items[1].word == "count", items[2] == Self.anything, let clauses = SelectClauses(items),
      clauses.outputList.count == 1, clauses.groupBy.isEmpty, clauses.sources.allSatisfy(\.isPlain)
    else { return items }
    let relations = clauses.relations(tags)
    let summed = tags.naming.counts.first { name in
      let column = snapshot.column(name)
      return relations.contains(name.relation) && column?.family.isNumeric == true && targets(of: name).count == 1
        && snapshot.relation(name.relation)?.primaryKey.contains(name.column) == false
    }
    guard let summed, let number = tags.number(of: summed) else { return items }
    return [items[0], .token(.word("sum")), .nested([.token(.column(number, .first))])] + items[3...]
  }

  private static let anything = TaggedItem.nested([.token(.symbol("*"))])

  // MARK: Columns

  /// Nothing is given out twice.
  private func once(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !items.contains(where: { Self.setOperators.contains($0.word ?? "") })
    else {
      return items
    }
    var seen: Set<[TaggedItem]> = []
    let outputs = clauses.outputList.filter { seen.insert($0).inserted }
    guard outputs.count < clauses.outputList.count else { return items }
    let start = clauses.isDistinct ? 2 : 1
    let tail = items[(start + clauses.output.count)...]
    return Array(items[..<start]) + outputs.joined(separator: [.token(.symbol(","))]) + tail
  }

  /// Figures of one month after the other come in that order, where nothing else is said.
  private func inTime(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.orderBy.isEmpty, clauses.limit.isEmpty,
      !items.contains(where: { Self.setOperators.contains($0.word ?? "") }),
      let bucket = clauses.groupBy.split(separator: .token(.symbol(","))).map(Array.init)
        .first(where: { $0.count == 2 && Self.buckets.contains($0[0].word ?? "") && clauses.outputList.contains($0) })
    else { return items }
    return items + [.token(.word("order")), .token(.word("by"))] + bucket
  }

  private static let buckets: Set<String> = ["year", "quarter", "month", "week", "day"]

  // MARK: Groups

  /// Groups are made of what is given out, not of a key of other rows: each of those would be a group of its own.
  private func grouped(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.groupBy.isEmpty,
      !clauses.having.isEmpty || !clauses.orderBy.isEmpty,
      let start = items.indices.dropLast().first(where: { items[$0].word == "group" && items[$0 + 1].word == "by" }),
      let home = home(of: clauses.outputList.filter { $0.count == 1 }.flatMap(\.self)),
      let key = snapshot.relation(home)?.primaryKey, key.count == 1,
      let own = tags.number(of: ColumnName(home, key[0]))
    else { return items }
    var items = items
    var left: [Int] = []
    for index in (start + 2)..<items.count {
      if items[index].isSymbol(",") { continue }
      guard let name = column(items[index]) else { break }
      let isKey = snapshot.relation(name.relation)?.primaryKey == [name.column] || targets(of: name).count > 1
      if name.relation != home, isKey, !targets(of: name).contains(where: { $0.relation == home }) {
        items[index] = .token(.column(own, .first))
        if let number = tags.number(of: name.relation) { left.append(number) }
      }
    }
    // What was grouped by is still what is counted.
    return left.reduce(items) { joining($1, to: $0) }
  }
}
