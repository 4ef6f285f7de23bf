import Vocabulary

/// What is counted, and in which groups.
extension TaggedMender {
  /// `count(*)` over rows that the question does not count: those that it does are joined.
  func counting(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let counted = tags.naming.counted, let number = tags.number(of: counted), let clauses = SelectClauses(items),
      clauses.sources.allSatisfy(\.isPlain), !items.contains(where: \.isSetOperator),
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
  func summed(_ items: [TaggedItem]) -> [TaggedItem] {
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

  /// Keys add up to nothing: how many there are is meant.
  func tallied(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items
    for (index, item) in items.enumerated() {
      guard case .nested(let inner) = item else { continue }
      items[index] = .nested(tallied(inner))
      guard index > 0, items[index - 1].word == "sum", let only = inner.last, let name = tags.column(only), isKey(name),
        inner.count == 1 || inner.count == 2 && inner[0].word == "distinct"
      else { continue }
      items[index - 1] = .token(.word("count"))
    }
    return items
  }

  /// How many there are, where the question asks that alone and the statement lists them.
  func numbered(_ items: [TaggedItem]) -> [TaggedItem] {
    guard tags.naming.asksHowMany, let counted = tags.naming.counted, let number = tags.number(of: counted),
      let clauses = SelectClauses(items), clauses.groupBy.isEmpty, clauses.limit.isEmpty, clauses.having.isEmpty,
      clauses.sources.allSatisfy(\.isPlain), !items.contains(where: \.isSetOperator),
      clauses.outputList.allSatisfy({ $0.count == 1 && tags.column($0[0]) != nil }),
      clauses.relations(tags).contains(counted)
    else { return items }
    let start = clauses.isDistinct ? 2 : 1
    let rest = items[(start + clauses.output.count)...].prefix { $0.word != "order" }
    let what =
      clauses.isDistinct && clauses.outputList.count == 1
      ? TaggedItem.nested([.token(.word("distinct"))] + clauses.output) : Self.anything
    let statement = [items[0], .token(.word("count")), what] + rest
    let isLeft = SelectClauses(statement)?.relations(tags).contains(counted) == true
    return isLeft ? statement : joining(number, to: statement)
  }

  static let anything = TaggedItem.nested([.token(.symbol("*"))])

  /// Groups are made of what is given out, not of a key of other rows: each of those would be a group of its own.
  func grouped(_ items: [TaggedItem]) -> [TaggedItem] {
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
      guard let name = tags.column(items[index]) else { break }
      if name.relation != home, isKey(name), !targets(of: name).contains(where: { $0.relation == home }) {
        items[index] = .token(.column(own, .first))
        if let number = tags.number(of: name.relation) { left.append(number) }
      }
    }
    // What was grouped by is still what is counted.
    return left.reduce(items) { joining($1, to: $0) }
  }

  /// Groups of what is given out are not split by what neither tells them apart nor is asked for: each part would be counted alone.
  func narrowed(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.groupBy.isEmpty, clauses.sources.allSatisfy(\.isPlain),
      !items.contains(where: \.isSetOperator), let start = items.firstIndex(where: { $0.word == "group" })
    else { return items }
    let groups = clauses.groupBy.split(separator: .token(.symbol(","))).map(Array.init)
    let given = clauses.outputList.filter { $0.count == 1 && tags.column($0[0]) != nil }
    guard !given.isEmpty, given.allSatisfy(groups.contains), let home = home(of: given.flatMap(\.self)) else {
      return items
    }
    let used = Set((clauses.output + clauses.having + clauses.orderBy).columns.map(\.0))
    let kept = groups.filter { group in
      group.count > 1 || group.columns.contains { used.contains($0.0) } || tells(group[0], apart: home)
    }
    guard kept.count < groups.count else { return items }
    let tail = items[(start + 2 + clauses.groupBy.count)...]
    return Array(items[..<(start + 2)]) + kept.joined(separator: [.token(.symbol(","))]) + tail
  }

  /// Groups that nothing told is given out of are the rows that are: by their key.
  func regrouped(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.groupBy.isEmpty, !items.contains(where: \.isSetOperator),
      let start = items.firstIndex(where: { $0.word == "group" }),
      let home = home(of: clauses.outputList.filter { $0.count == 1 }.flatMap(\.self)),
      let key = snapshot.relation(home)?.primaryKey, key.count == 1,
      let number = tags.number(of: ColumnName(home, key[0])), case let given = Set(clauses.output.columns.map(\.0)),
      clauses.groupBy.split(separator: .token(.symbol(","))).allSatisfy({ group in
        guard group.count == 1, let name = tags.column(group[group.startIndex]), let column = tags.number(of: name)
        else { return false }
        return name.relation == home && !given.contains(column) && tags.naming.words(for: name) == 0
          && column != number && snapshot.column(name)?.family.isTemporal == false
      })
    else { return items }
    let tail = items[(start + 2 + clauses.groupBy.count)...]
    return items[..<(start + 2)] + [.token(.column(number, .first))] + tail
  }

  /// Rows in the order of how many there are with the same figure, which is not given out: the figure's order is meant
  /// ("the shop with the largest number of products": `group by number_products order by count(*) desc`).
  func ranked(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.groupBy.count == 1, clauses.having.isEmpty,
      !items.contains(where: \.isSetOperator), let start = items.firstIndex(where: { $0.word == "group" }),
      let name = tags.column(clauses.groupBy[0]), snapshot.column(name)?.family.isNumeric == true, !isKey(name),
      home(of: clauses.output) == name.relation, clauses.outputList.allSatisfy({ $0.count == 1 }),
      !clauses.output.contains(clauses.groupBy[0]),
      clauses.orderBy.prefix(2) == [.token(.word("count")), Self.anything]
    else { return items }
    let order = [.token(.word("order")), .token(.word("by"))] + clauses.groupBy + clauses.orderBy.dropFirst(2)
    return Array(items[..<start]) + order + items[(start + 5 + clauses.orderBy.count)...]
  }

  /// An average where the question has "total" right before the column's name is a sum, and so on.
  func aggregated(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(aggregated(inner)) } else { item }
    }
    let places = items.indices.dropLast().filter { index in
      guard ["avg", "sum", "min", "max"].contains(items[index].word), case .nested(let inner) = items[index + 1] else {
        return false
      }
      return inner.count == 1 && tags.column(inner[0]) != nil
    }
    for index in places where ["avg", "sum"].contains(items[index].word) {
      // A key has no mean: that of the one figure is meant of which the question asks it.
      guard case .nested(let inner) = items[index + 1], let name = tags.column(inner[0]), isKey(name) else { continue }
      let meant = tags.naming.aggregated.filter { figure in
        tags.naming.aggregate(of: figure) == items[index].word && snapshot.column(figure)?.family.isNumeric == true
          && !isKey(figure) && SelectClauses(items)?.relations(tags).contains(figure.relation) == true
      }
      if meant.count == 1, let number = tags.number(of: meant[0]) {
        items[index + 1] = .nested([.token(.column(number, .first))])
      }
    }
    if tags.naming.asksSum {
      // "The customers who spent most" are no list of averages.
      for index in places where items[index].word == "avg" { items[index] = .token(.word("sum")) }
    }
    for index in places {
      guard places.count(where: { items[$0 + 1] == items[index + 1] }) == 1, case .nested(let inner) = items[index + 1],
        let name = tags.column(inner[0]), let meant = tags.naming.aggregate(of: name)
      else { continue }
      items[index] = .token(.word(meant))
    }
    return items
  }

  /// "The ratio of the length of one river to the length of another" is one of lengths, not of how many rivers there are.
  func measured(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items),
      clauses.outputList.count == 1 || clauses.output.contains(where: { $0.isSymbol("/") }),
      clauses.groupBy.isEmpty, clauses.where_.isEmpty
    else { return items }
    let parts = items.parts
    guard parts.count == 2, parts[0] != parts[1], parts.allSatisfy({ $0.count == 4 && $0[3].mention != nil }),
      parts[0][1] == parts[1][1], let home = tags.column(parts[0][1])?.relation
    else { return items }
    let figures = (snapshot.relation(home)?.columns ?? []).map { ColumnName(home, $0.name) }.filter { name in
      snapshot.column(name)?.family.isNumeric == true && !isKey(name) && tags.naming.words(for: name) > 1
        && tags.naming.means(name)
    }
    guard figures.count == 1, let number = tags.number(of: figures[0]) else { return items }
    return items.measuring([.token(.word("sum")), .nested([.token(.column(number, .first))])])
  }

  /// Whether a column is a key of the relation, or something that the question means by name.
  private func tells(_ item: TaggedItem, apart home: RelationName) -> Bool {
    guard let name = tags.column(item), let key = snapshot.relation(home)?.primaryKey else { return true }
    if key.count > 1 {
      // By all of its key each row would be a group of its own.
      return name.relation != home || !key.contains(name.column) || tags.naming.means(name)
    }
    guard key.count == 1 else { return true }
    return tags.naming.means(name) || targets(of: name).contains(ColumnName(home, key[0]))
  }
}

extension [TaggedItem] {
  /// The conditions of all counts of a part of the rows.
  fileprivate var parts: [[TaggedItem]] {
    indices.flatMap { index -> [[TaggedItem]] in
      guard case .nested(let inner) = self[index] else { return [] }
      return (index > 1 && self[index - 1].word == "filter" && self[index - 2] == TaggedMender.anything ? [inner] : [])
        + inner.parts
    }
  }

  /// The same with another figure in place of each such count.
  fileprivate func measuring(_ figure: [TaggedItem]) -> [TaggedItem] {
    var measured: [TaggedItem] = []
    var index = startIndex
    while index < endIndex {
      if self[index].word == "count", index + 2 < endIndex, self[index + 1] == TaggedMender.anything,
        self[index + 2].word == "filter"
      {
        measured += figure
        index += 2
      } else if case .nested(let inner) = self[index] {
        measured.append(.nested(inner.measuring(figure)))
        index += 1
      } else {
        measured.append(self[index])
        index += 1
      }
    }
    return measured
  }
}
