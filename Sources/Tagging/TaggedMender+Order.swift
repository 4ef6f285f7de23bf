import Vocabulary

/// In which order rows come, and how many of them.
extension TaggedMender {
  /// The first of an order are the most of something where the question asks for the most, and the least where it asks for the least.
  func directed(_ items: [TaggedItem]) -> [TaggedItem] {
    let items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(directed(inner)) } else { item }
    }
    guard let asksMost = tags.naming.asksMost, let clauses = SelectClauses(items), !clauses.limit.isEmpty,
      !clauses.orderBy.contains(where: { $0.isSymbol(",") }), let last = clauses.orderBy.last,
      !clauses.orderBy.columns.contains(where: { isUndirected($0.0) }),
      let start = items.firstIndex(where: { $0.word == "order" })
    else { return items }
    let key = ["asc", "desc"].contains(last.word) ? clauses.orderBy.dropLast() : clauses.orderBy[...]
    let tail = items[(start + 2 + clauses.orderBy.count)...]
    return Array(items[..<(start + 2)]) + key + (asksMost ? [.token(.word("desc"))] : []) + tail
  }

  /// Whether the greatest of a column are not its most: times, and what begins with the first.
  private func isUndirected(_ number: Int) -> Bool {
    guard let name = tags.column(number), let family = snapshot.column(name)?.family, family.isNumeric else {
      return true
    }
    let words = Identifier.words(name.column)
    return !Set(words).isDisjoint(with: ["rank", "ranking", "position", "place", "year", "priority", "order", "age"])
  }

  /// Rows are in the order of the column that the question says ("ordered by last name"), where none of it is.
  func ordered(_ items: [TaggedItem]) -> [TaggedItem] {
    guard !tags.naming.sortedBy.isEmpty, let clauses = SelectClauses(items), clauses.limit.isEmpty,
      !items.contains(where: \.isSetOperator)
    else { return items }
    let wanted = tags.naming.sortedBy.filter { tags.naming.aggregate(of: $0) == nil }
    let keys = clauses.orderBy.columns.compactMap { tags.column($0.0) }
    guard !keys.contains(where: tags.naming.sortedBy.contains) else { return items }
    let outputs = clauses.outputList.filter { $0.count == 1 }.compactMap { tags.column($0[0]) }
    let relations = clauses.relations(tags)
    let known =
      wanted.first(where: outputs.contains)
      ?? (clauses.groupBy.isEmpty && !clauses.isDistinct ? wanted.first { relations.contains($0.relation) } : nil)
    guard let name = known, let number = tags.number(of: name) else { return items }
    let head = items.firstIndex { $0.word == "order" }.map { items[..<$0] } ?? items[...]
    return head + [.token(.word("order")), .token(.word("by")), .token(.column(number, .first))]
      + (tags.naming.sortsDown ? [.token(.word("desc"))] : [])
  }

  /// So many as the question says after "top", and no year or other number of it.
  func limited(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let place = items.firstIndex(where: { $0.word == "limit" }), place + 1 < items.count,
      let number = items[place + 1].mention, tags.mentions.indices.contains(number)
    else { return items }
    let tops = tags.mentions.indices.filter { tags.mentions[$0].isNumber && isTop(tags.mentions[$0]) }
    guard tops.count == 1, tops[0] != number else { return items }
    var items = items
    items[place + 1] = .token(.mention(tops[0]))
    return items
  }

  /// Whether the word before a number says that so many are wanted.
  private func isTop(_ mention: Mention) -> Bool {
    let bytes = Array(tags.naming.question.utf8)
    guard mention.range.lowerBound <= bytes.count else { return false }
    let word = String(decoding: bytes[..<mention.range.lowerBound], as: UTF8.self).lowercased().split { !$0.isLetter }
      .last
    return ["top", "first", "bottom", "best"].contains(word)
  }

  /// What an answer's only figure is reckoned from is no order of it: "margin, highest first" is in the order of the margin.
  func reckoned(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !items.contains(where: \.isSetOperator),
      let first = clauses.orderBy.first,
      clauses.orderBy.count == 1 || clauses.orderBy.count == 2 && ["asc", "desc"].contains(clauses.orderBy[1].word),
      case .token(.column(let number, .first)) = first, !clauses.outputList.contains([first]),
      case let figures = clauses.outputList.filter({ $0.count == 3 && $0[1].isSymbol("-") && $0.columns.count == 2 }),
      figures.count == 1, figures[0].columns.contains(where: { $0.0 == number }),
      let start = items.firstIndex(where: { $0.word == "order" })
    else { return items }
    return Array(items[..<(start + 2)]) + figures[0] + items[(start + 3)...]
  }

  /// Nothing is given out twice.
  func once(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !items.contains(where: \.isSetOperator)
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
  func inTime(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.orderBy.isEmpty, clauses.limit.isEmpty,
      !items.contains(where: \.isSetOperator),
      let bucket = clauses.groupBy.split(separator: .token(.symbol(","))).map(Array.init)
        .first(where: { $0.count == 2 && Self.buckets.contains($0[0].word ?? "") && clauses.outputList.contains($0) })
    else { return items }
    return items + [.token(.word("order")), .token(.word("by"))] + bucket
  }

  private static let buckets: Set<String> = ["year", "quarter", "month", "week", "day"]
}
