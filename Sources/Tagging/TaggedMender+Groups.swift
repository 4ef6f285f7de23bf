import Vocabulary

/// What is said of several rows together: of their mean or sum, of rows that have each of several things, of rows that have any.
extension TaggedMender {
  /// A bound of a mean or a sum ("departments **whose average** salary is above 3000") is none of each row.
  func averaged(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.groupBy.isEmpty, clauses.having.isEmpty,
      !clauses.where_.contains(where: { $0.word == "or" })
    else { return items }
    var having: [[TaggedItem]] = []
    let kept = items.keeping { condition in
      guard let (name, mention) = bound(condition),
        let function = tags.naming.function(before: mention.range.lowerBound),
        snapshot.column(name)?.family.isNumeric == true, !isKey(name)
      else { return true }
      having.append([.token(.word(function)), .nested([condition[0]])] + condition[1...])
      return false
    }
    return having.isEmpty ? items : kept.having(having)
  }

  /// A bound of what several rows come to "in total", where each row that is given out may have many of them.
  func totalled(_ items: [TaggedItem]) -> [TaggedItem] {
    guard tags.naming.asksInTotal, let clauses = SelectClauses(items), clauses.groupBy.isEmpty, clauses.having.isEmpty,
      !clauses.where_.contains(where: { $0.word == "or" }), clauses.outputList.allSatisfy({ $0.count == 1 }),
      let home = home(of: clauses.output), let key = snapshot.relation(home)?.primaryKey, key.count == 1,
      let number = tags.number(of: ColumnName(home, key[0]))
    else { return items }
    var having: [[TaggedItem]] = []
    let kept = items.keeping { condition in
      guard let (name, _) = bound(condition), isBeyond(name, clauses), snapshot.column(name)?.family.isNumeric == true,
        !isKey(name)
      else { return true }
      having.append([.token(.word("sum")), .nested([condition[0]])] + condition[1...])
      return false
    }
    guard !having.isEmpty else { return items }
    let end = kept.firstIndex { ["order", "limit", "offset"].contains($0.word) } ?? kept.endIndex
    let groups = [[TaggedItem.token(.column(number, .first))]] + clauses.outputList
    let group = [.token(.word("group")), .token(.word("by"))] + groups.joined(separator: [.token(.symbol(","))])
    return (kept[..<end] + group + kept[end...]).having(having)
  }

  /// A column that is to be under or over a number.
  private func bound(_ condition: [TaggedItem]) -> (ColumnName, Mention)? {
    guard condition.count == 3, let name = tags.column(condition[0]), case .token(.symbol(let symbol)) = condition[1],
      ["<", ">", "<=", ">="].contains(symbol), let number = condition[2].mention,
      tags.mentions.indices.contains(number), tags.mentions[number].isNumber
    else { return nil }
    return (name, tags.mentions[number])
  }

  /// How many people live somewhere and the largest of another figure are one row: the first of them adds up, too.
  func besides(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.outputList.count > 1, clauses.having.isEmpty,
      !items.contains(where: \.isSetOperator)
    else { return items }
    let plain = clauses.outputList.filter { $0.count == 1 }
    guard plain.count == 1, let name = tags.column(plain[0][0]), tags.naming.counts.contains(name),
      snapshot.column(name)?.family.isNumeric == true, !isKey(name),
      clauses.groupBy.isEmpty || clauses.groupBy == plain[0],
      clauses.outputList.allSatisfy({
        $0 == plain[0] || $0.count == 2 && ["sum", "avg", "min", "max"].contains($0[0].word)
      })
    else { return items }
    let outputs = clauses.outputList.map { $0 == plain[0] ? [.token(.word("sum")), .nested($0)] : $0 }
    let end = items.firstIndex { $0.word == "group" }
    let start = (clauses.isDistinct ? 2 : 1) + clauses.output.count
    let rest = items[start..<(end ?? items.endIndex)]
    let tail = end.map { items[($0 + 2 + clauses.groupBy.count)...] } ?? []
    return [items[0]] + outputs.joined(separator: [.token(.symbol(","))]) + rest + tail
  }

  /// How many have each of several things ("how many customers bought tents and stoves"), where these are rows of another relation.
  func countedBoth(_ items: [TaggedItem]) -> [TaggedItem] {
    let items = together(items)
    guard !tags.naming.saysOr, let counted = tags.naming.counted, let clauses = SelectClauses(items),
      clauses.output == [.token(.word("count")), Self.anything], clauses.groupBy.isEmpty,
      clauses.sources.allSatisfy(\.isPlain), !clauses.where_.contains(where: { $0.word == "or" }),
      let number = tags.number(of: counted), !items.contains(where: \.isSetOperator),
      let start = items.firstIndex(where: { $0.word == "where" })
    else { return items }
    let conditions = Self.conditions(items[(start + 1)...])
    let equated = conditions.filter { !values($0).isEmpty }
    guard
      let column = equated.first(where: { one in
        Set(equated.filter { $0[0] == one[0] }.flatMap(values).map(said)).count > 1
      })?[0], let name = tags.column(column), name.relation != counted,
      let path = graph.path(from: [counted], to: name.relation, naming: tags.naming), path.first?.isForward == false,
      let (key, reference) = keys(joining: counted, name.relation)
    else { return items }
    let inner = conditions.filter { condition in
      !condition.columns.isEmpty && condition.columns.allSatisfy { tags.column($0.0)?.relation == name.relation }
    }
    let rest = inner.filter { $0.first != column || values($0).isEmpty }
    var known: Set<String> = []
    let all = equated.filter { $0[0] == column }.flatMap(values).filter { known.insert(said($0)).inserted }
    let nested = all.map { value -> [TaggedItem] in
      let conditions = [[column, .token(.symbol("=")), value]] + rest
      let query =
        [.token(.word("select")), reference, .token(.word("where"))]
        + conditions.joined(separator: [.token(.word("and"))])
      return [key, .token(.word("in")), .nested(Array(query))]
    }
    let told = conditions.filter { !inner.contains($0) } + nested
    return [items[0]] + clauses.output + [.token(.word("from")), .token(.relation(number)), .token(.word("where"))]
      + told.joined(separator: [.token(.word("and"))])
  }

  /// `select count(*) where … intersect select … where …` counts rows for which both are to hold.
  private func together(_ items: [TaggedItem]) -> [TaggedItem] {
    let parts = items.split(separator: .token(.word("intersect"))).map(Array.init)
    guard parts.count == 2, let left = SelectClauses(parts[0]), let right = SelectClauses(parts[1]),
      left.output == [.token(.word("count")), Self.anything], left.groupBy.isEmpty, right.groupBy.isEmpty,
      right.having.isEmpty, !right.where_.isEmpty, !left.where_.isEmpty, tags.naming.counted != nil
    else { return items }
    let known = Self.conditions(left.where_[...])
    let more = Self.conditions(right.where_[...]).filter { !known.contains($0) }
    return more.reduce(parts[0]) { $0.adding($1) }
  }

  /// What a mention stands for: "female (with sex F)" says one thing twice.
  private func said(_ item: TaggedItem) -> String {
    guard let number = item.mention, tags.mentions.indices.contains(number) else { return "" }
    if case .value(let stored) = tags.mentions[number].content, let first = stored.first { return first.value }
    return tags.mentions[number].text.lowercased()
  }

  /// The things that the question says and a condition wants a column to equal.
  private func values(_ condition: [TaggedItem]) -> [TaggedItem] {
    guard condition.count == 3, tags.column(condition[0]) != nil else { return [] }
    if condition[1].isSymbol("="), condition[2].mention != nil { return [condition[2]] }
    guard condition[1].word == "in", case .nested(let list) = condition[2],
      list.allSatisfy({ $0.mention != nil || $0.isSymbol(",") })
    else { return [] }
    return list.filter { $0.mention != nil }
  }

  /// Rows that have others of some kind, of which nothing else is said, come once each.
  func existing(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.isDistinct, clauses.groupBy.isEmpty, clauses.limit.isEmpty,
      clauses.sources.allSatisfy(\.isPlain), clauses.outputList.allSatisfy({ $0.count == 1 }),
      let home = home(of: clauses.output), !items.contains(where: \.isSetOperator)
    else { return items }
    let others = clauses.relations(tags).filter { $0 != home }
    let used = items.keeping { !isTrue($0) }.columns.compactMap { tags.column($0.0)?.relation }
    guard !others.isEmpty, used.allSatisfy({ $0 == home }),
      others.contains(where: { other in
        graph.path(from: [home], to: other, naming: tags.naming)?.contains { !$0.isForward } == true
      })
    else { return items }
    return [items[0], .token(.word("distinct"))] + items[1...]
  }

  /// Whether a condition says that a row's own key is known.
  private func isTrue(_ condition: [TaggedItem]) -> Bool {
    guard condition.count == 4, let name = tags.column(condition[0]),
      condition[1...].map(\.word) == ["is", "not", "null"]
    else { return false }
    return snapshot.relation(name.relation)?.primaryKey == [name.column]
  }
}

extension [TaggedItem] {
  /// The statement with conditions of its groups.
  fileprivate func having(_ conditions: [[TaggedItem]]) -> [TaggedItem] {
    let end = firstIndex { ["order", "limit", "offset"].contains($0.word) } ?? endIndex
    return self[..<end] + [.token(.word("having"))] + conditions.joined(separator: [.token(.word("and"))])
      + self[end...]
  }
}
