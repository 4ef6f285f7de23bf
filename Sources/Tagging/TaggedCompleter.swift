import Vocabulary

/// Gives a tagged statement what the question says and the statement leaves out, where the schema leaves one place for it.
struct TaggedCompleter {
  let snapshot: SchemaSnapshot
  let graph: JoinGraph
  let tags: TagTable

  func completed(_ items: [TaggedItem]) -> [TaggedItem] {
    guard !items.contains(where: \.isSetOperator), let clauses = SelectClauses(items),
      clauses.sources.allSatisfy(\.isPlain)
    else { return items }
    // What a question says no to is no condition that could be added as it is said.
    let isFree = !tags.naming.denies && !tags.naming.excludes
    return figured(reckoned(listed(isFree ? ongoing(described(dated(valued(items)))) : items)))
  }

  // MARK: Conditions

  /// Values of the question that no part of the statement has: each is held against the column where it stands.
  private func valued(_ items: [TaggedItem]) -> [TaggedItem] {
    let used = items.mentions
    return tags.mentions.indices.reduce(items) { items, number in
      guard !used.contains(number), case .value(let stored) = tags.mentions[number].content else { return items }
      let text = tags.mentions[number].text
      // A model that knows a label by heart writes it out.
      let isWritten = stored.contains { items.holds(.token(.quoted(SQLText.literal($0.value)))) }
      guard !isWritten, !isName(text) else { return items }
      return valued(items, number, stored.map(\.column).filter { isPlace($0, of: text) }) ?? items
    }
  }

  /// Whether a value can be looked for in a column: not where it is a word of the column's own name.
  private func isPlace(_ name: ColumnName, of value: String) -> Bool {
    let words = Set(Identifier.words(name.column).map(Self.singular))
    return tags.number(of: name) != nil && !words.isSuperset(of: Identifier.words(value).map(Self.singular))
  }

  /// The statement with the value in one of the columns, those of the statement's own relations first, then those of its sub-queries;
  /// a proper name may be that of something which each row has one of.
  private func valued(_ items: [TaggedItem], _ mention: Int, _ places: [ColumnName]) -> [TaggedItem]? {
    guard let clauses = SelectClauses(items) else { return nil }
    let relations = clauses.relations(tags)
    if let column = places.first(where: { relations.contains($0.relation) }) {
      return items.adding(equality(column, mention))
    }
    for index in items.indices {
      guard case .nested(let inner) = items[index], items[index].isQuery,
        let completed = valued(inner, mention, places)
      else { continue }
      var items = items
      items[index] = .nested(completed)
      return items
    }
    guard tags.mentions[mention].text.contains(where: \.isUppercase),
      let column = places.first(where: { graph.leadsToOne($0.relation, from: relations, naming: tags.naming) })
    else { return nil }
    return items.adding(equality(column, mention))
  }

  /// Whether a value is called as a relation or a column is: "turnover by store" asks for no channel.
  private func isName(_ text: String) -> Bool {
    let words = Identifier.words(text).map(Self.singular)
    let relations = tags.relations.lazy.compactMap { $0?.name }
    return relations.contains { Identifier.words($0).map(Self.singular) == words }
      || tags.columns.lazy.compactMap { $0?.column }.contains { Identifier.words($0).map(Self.singular) == words }
  }

  private static func singular(_ word: String) -> String { word.hasSuffix("s") ? String(word.dropLast()) : word }

  /// Periods that no part of the statement has, where one column of time can be meant.
  private func dated(_ items: [TaggedItem]) -> [TaggedItem] {
    let used = items.mentions
    return tags.mentions.indices.reduce(items) { items, number in
      guard !used.contains(number), case .period = tags.mentions[number].content, !isNoDate(number, in: items),
        let clauses = SelectClauses(items),
        let column = TimeColumns(snapshot: snapshot, graph: graph, tags: tags)
          .column(for: tags.mentions[number], of: clauses.relations(tags))
      else { return items }
      return items.adding(equality(column, number))
    }
  }

  /// Whether a period is said of the statement's own columns in time: the one before each, or the day on which something goes on.
  private func isNoDate(_ mention: Int, in items: [TaggedItem]) -> Bool {
    let mention = tags.mentions[mention]
    return mention.isPrevious && items.holds(.token(.word("lag")))
      || mention.isToday && (items.holds(.token(.word("age"))) || items.holds(.token(.word("null"))))
  }

  private func columns(_ relation: RelationName) -> [ColumnName] {
    (snapshot.relation(relation)?.columns ?? []).map { ColumnName(relation, $0.name) }.filter {
      tags.number(of: $0) != nil
    }
  }

  /// What goes on ("current", "still") has no end: where the rows have one column of that, it is to be empty.
  private func ongoing(_ items: [TaggedItem]) -> [TaggedItem] {
    guard tags.naming.goesOn, let clauses = SelectClauses(items) else { return items }
    let all = clauses.relations(tags).flatMap(columns)
    // What is called current has its own columns for it.
    guard !all.contains(where: { Identifier.words($0.column).contains("current") }) else { return items }
    let ends = all.filter(isEnd)
    let home = clauses.outputList.flatMap(\.columns).first.flatMap { tags.column($0.0)?.relation }
    guard let end = ends.count == 1 ? ends[0] : ends.filter({ $0.relation == home }).only,
      let number = tags.number(of: end), !items.holds(.token(.column(number, .first)))
    else { return items }
    return items.adding([.token(.column(number, .first)), .token(.word("is")), .token(.word("null"))])
  }

  /// What the rows are like that the question speaks of ("preferred supplier"), where a column says yes or no to it.
  private func described(_ items: [TaggedItem]) -> [TaggedItem] {
    tags.naming.described.reduce(items) { items, name in
      guard snapshot.column(name)?.family == .boolean, let number = tags.number(of: name),
        !items.holds(.token(.column(number, .first))),
        SelectClauses(items)?.relations(tags).contains(name.relation) == true
      else { return items }
      return items.adding([.token(.column(number, .first))])
    }
  }

  private func isEnd(_ name: ColumnName) -> Bool {
    guard let column = snapshot.column(name), column.nullable, column.family.isTemporal else { return false }
    return !TimeColumns.ends.isDisjoint(with: Identifier.words(name.column))
  }

  private func equality(_ name: ColumnName, _ mention: Int) -> [TaggedItem] {
    [.token(.column(tags.number(of: name) ?? 0, .first)), .token(.symbol("=")), .token(.mention(mention))]
  }

  // MARK: Columns

  /// Of the figures of each group that the question asks for ("average height and average weight"), those that the statement leaves out.
  private func reckoned(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.groupBy.isEmpty else { return items }
    func isAsked(_ output: [TaggedItem]) -> Bool {
      guard output.count == 2, case .nested(let inner) = output[1], inner.count == 1, let name = tags.column(inner[0])
      else { return false }
      return output[0].word == tags.naming.aggregate(of: name)
    }
    let asked = clauses.outputList.count(where: isAsked)
    guard asked > 0, asked < tags.naming.aggregatedWords else { return items }
    let relations = clauses.relations(tags)
    let more = tags.naming.aggregated.compactMap { name -> [TaggedItem]? in
      guard relations.contains(name.relation), snapshot.column(name)?.family.isNumeric == true,
        let number = tags.number(of: name), !items.holds(.token(.column(number, .first))),
        let function = tags.naming.aggregate(of: name)
      else { return nil }
      return [.token(.word(function)), .nested([.token(.column(number, .first))])]
    }
    guard !more.isEmpty, asked + more.count <= tags.naming.aggregatedWords else { return items }
    return giving(clauses.outputList + more, clauses, items)
  }

  /// How many there are beside the other figures of each group.
  private func figured(_ items: [TaggedItem]) -> [TaggedItem] {
    guard tags.naming.countsBesides, let counted = tags.naming.counted, let clauses = SelectClauses(items),
      clauses.relations(tags).contains(counted), !clauses.output.contains(where: { $0.word == "count" }),
      let place = clauses.outputList.firstIndex(where: { ["avg", "sum", "min", "max"].contains($0.first?.word) })
    else { return items }
    var outputs = clauses.outputList
    outputs.insert([.token(.word("count")), .nested([.token(.symbol("*"))])], at: place)
    return giving(outputs, clauses, items)
  }

  /// The statement with other outputs.
  private func giving(_ outputs: [[TaggedItem]], _ clauses: SelectClauses, _ items: [TaggedItem]) -> [TaggedItem] {
    let head = items.prefix(clauses.isDistinct ? 2 : 1)
    return Array(head) + outputs.joined(separator: [.token(.symbol(","))])
      + items[(head.count + clauses.output.count)...]
  }

  /// Of columns that the question lists ("name, price and weight"), those that the statement gives out without.
  private func listed(_ items: [TaggedItem]) -> [TaggedItem] {
    tags.naming.lists.reduce(items) { listed($0, $1) }
  }

  private func listed(_ items: [TaggedItem], _ list: [[ColumnName]]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items) else { return items }
    var outputs = clauses.outputList
    func place(of names: [ColumnName]) -> Int? {
      outputs.firstIndex { $0.count == 1 && tags.column($0[0]).map(names.contains) == true }
    }
    guard let first = list.lazy.compactMap(place).first, let home = tags.column(outputs[first][0])?.relation else {
      return items
    }
    let relations = clauses.relations(tags)
    // What nobody spoke of stands where the one that is missing was meant.
    let missing = list.filter { place(of: $0) == nil }
    let unsaid = outputs.indices.filter { index in
      guard outputs[index].count == 1, let name = tags.column(outputs[index][0]) else { return false }
      return name.relation == home && tags.naming.words(for: name) == 0
    }
    if missing.count == 1, unsaid.count == 1, clauses.groupBy.isEmpty,
      let name = missing[0].first(where: { $0.relation == home }), let number = tags.number(of: name)
    {
      outputs[unsaid[0]] = [.token(.column(number, .first))]
      return giving(outputs, clauses, items)
    }
    for (index, names) in list.enumerated() where place(of: names) == nil {
      let known = names.filter { relations.contains($0.relation) }
      guard let name = known.first(where: { $0.relation == home }) ?? known.first,
        let number = tags.number(of: name), !clauses.output.holds(.token(.column(number, .first)))
      else { return items }
      let before = list[..<index].reversed().lazy.compactMap(place).first.map { $0 + 1 }
      outputs.insert([.token(.column(number, .first))], at: before ?? first)
    }
    return giving(outputs, clauses, items)
  }
}

extension [TaggedItem] {
  /// The statement with one condition more.
  func adding(_ condition: [TaggedItem]) -> [TaggedItem] {
    let end = firstIndex { ["group", "order", "having", "limit", "offset"].contains($0.word) } ?? endIndex
    guard let start = self[..<end].firstIndex(where: { $0.word == "where" }) else {
      return self[..<end] + [.token(.word("where"))] + condition + self[end...]
    }
    var conditions = Array(self[(start + 1)..<end])
    if conditions.contains(where: { $0.word == "or" }) { conditions = [.nested(conditions)] }
    return self[...start] + conditions + [.token(.word("and"))] + condition + self[end...]
  }

  /// All mentions in it, those of sub-queries too.
  var mentions: Set<Int> {
    reduce(into: []) { found, item in
      if let mention = item.mention { found.insert(mention) }
      if case .nested(let inner) = item { found.formUnion(inner.mentions) }
    }
  }

  fileprivate func holds(_ wanted: TaggedItem) -> Bool {
    contains { item in
      if case .nested(let inner) = item { inner.holds(wanted) } else { item == wanted }
    }
  }
}

extension [ColumnName] {
  fileprivate var only: ColumnName? { count == 1 ? first : nil }
}
