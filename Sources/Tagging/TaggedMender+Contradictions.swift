import Vocabulary

/// Conditions that leave nothing, or all, of what the rest of the statement asks for.
extension TaggedMender {
  func possible(_ items: [TaggedItem]) -> [TaggedItem] { topmost(lasting(known(apart(found(flagged(items)))))) }

  // MARK: Yes or no

  /// What says yes or no is never looked for as what is unknown or known: where the question names it, it is to be so, or, with a
  /// "no" in the question, not so. "How many have one and how many do not" asks for both numbers.
  private func flagged(_ items: [TaggedItem]) -> [TaggedItem] {
    if tags.naming.asksBothWays, let clauses = SelectClauses(items), clauses.groupBy.isEmpty,
      clauses.output == [.token(.word("count")), Self.anything], let flag = flag(in: clauses.where_),
      let start = items.firstIndex(where: { $0.word == "where" })
    {
      return [items[0], flag, .token(.symbol(","))] + items[1..<start]
        + [.token(.word("group")), .token(.word("by")), flag]
    }
    guard !tags.naming.asksUnknown else { return items }
    var kept: [TaggedItem] = []
    var index = items.startIndex
    while index < items.endIndex {
      let rest = items[index...].map(\.word)
      if case .nested(let inner) = items[index] {
        kept.append(.nested(flagged(inner)))
      } else if rest.first == "not", tags.naming.affirms, index + 1 < items.endIndex, isNamedFlag(items[index + 1]) {
        // The flag alone.
      } else if isNamedFlag(items[index]), rest.dropFirst().starts(with: ["is", "not", "null"]), tags.naming.affirms {
        kept.append(items[index])
        index += 3
      } else if isNamedFlag(items[index]), rest.dropFirst().starts(with: ["is", "null"]) {
        kept += tags.naming.affirms ? [items[index]] : [.token(.word("not")), items[index]]
        index += 2
      } else {
        kept.append(items[index])
      }
      index += 1
    }
    return kept
  }

  /// The one column of the conditions, if it says yes or no and is named.
  private func flag(in conditions: [TaggedItem]) -> TaggedItem? {
    guard Set(conditions.columns.map(\.0)).count == 1 else { return nil }
    return conditions.first(where: isNamedFlag)
  }

  private func isNamedFlag(_ item: TaggedItem) -> Bool {
    guard let name = tags.column(item) else { return false }
    return snapshot.column(name)?.family == .boolean && tags.naming.words(for: name) > 0
  }

  // MARK: What can never be

  /// Keys that refer to rows are always among the keys of these: `course_arrange.teacher_id not in (select teacher.id)` finds nothing.
  /// Rows to which none refers are meant.
  private func found(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), let home = home(of: clauses.output) else { return items }
    var items = items
    for index in items.indices.dropFirst(3) {
      guard case .nested(let query) = items[index], query.count >= 2, query.first?.word == "select",
        items[index - 1].word == "in", items[index - 2].word == "not",
        let outer = tags.column(items[index - 3]), let inner = tags.column(query[1])
      else { continue }
      if query.count == 2, outer != inner, inner.relation == home, targets(of: outer).contains(inner) {
        items[index] = .nested([query[0], items[index - 3]])
        items[index - 3] = query[1]
      } else if query.count == 2, outer.relation != home, inner.relation != home, targets(of: inner).contains(outer),
        let path = graph.path(from: [home], to: outer.relation, naming: tags.naming),
        path.contains(where: { $0.to == inner.relation }), let (key, reference) = keys(joining: home, inner.relation),
        tags.column(reference)?.relation == inner.relation
      {
        items[index - 3] = key
        items[index] = .nested([query[0], reference])
      }
    }
    return items
  }

  /// A share of rows is always the whole where all of them are to be what the part is: the condition is the part's alone.
  private func apart(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.output.contains(where: { $0.isSymbol("/") }),
      !clauses.where_.contains(where: { $0.word == "or" })
    else { return items }
    let parts = clauses.output.indices.dropFirst().flatMap { index -> [[TaggedItem]] in
      guard clauses.output[index - 1].word == "filter", case .nested(let inner) = clauses.output[index] else {
        return []
      }
      return Self.conditions(inner.dropFirst())
    }
    return items.keeping { condition in !parts.contains { isSame($0, condition) } }
  }

  private func isSame(_ one: [TaggedItem], _ other: [TaggedItem]) -> Bool {
    if one == other { return true }
    guard one.count == 3, other.count == 3, one[0] == other[0], one[1].isSymbol("="), other[1].isSymbol("="),
      let name = tags.column(one[0]), let value = value(one[2], of: name)
    else { return false }
    return value == self.value(other[2], of: name)
  }

  /// A value as it is stored, in lower case.
  private func value(_ item: TaggedItem, of name: ColumnName) -> String? {
    if case .token(.quoted(let quoted)) = item { return quoted.dropFirst().dropLast().lowercased() }
    guard let number = item.mention, tags.mentions.indices.contains(number) else { return nil }
    guard case .value(let stored) = tags.mentions[number].content else {
      return tags.mentions[number].text.lowercased()
    }
    return (stored.first { $0.column == name }?.value ?? tags.mentions[number].text).lowercased()
  }

  /// What is added up, or is an order, is not unknown; and where each period stands beside the one before it ("next to the
  /// previous quarter's"), that is no period of the calendar.
  private func known(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.where_.contains(where: { $0.word == "or" }) else { return items }
    let reckoned = Set((clauses.output + clauses.having + clauses.orderBy).reckoned + clauses.orderBy.prefix(1))
    let isLagged = items.contains { $0.word == "lag" }
    return items.keeping { condition in
      if condition.count == 3, reckoned.contains(condition[0]), condition[1...].map(\.word) == ["is", "null"] {
        return false
      }
      return !(isLagged && condition.count == 3 && mention(condition[2])?.isPrevious == true)
    }
  }

  private func mention(_ item: TaggedItem) -> Mention? {
    item.mention.flatMap { tags.mentions.indices.contains($0) ? tags.mentions[$0] : nil }
  }

  /// "Today" of what nobody names is said of what goes on: staff that is there today has not left; an age today needs no day.
  private func lasting(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !clauses.where_.contains(where: { $0.word == "or" }) else { return items }
    let aged = clauses.output.indices.dropFirst().flatMap { index -> [TaggedItem] in
      if case .nested(let inner) = clauses.output[index] { inner.aged } else { [] }
    }
    let times = TimeColumns(snapshot: snapshot, graph: graph, tags: tags)
    var end: Int?
    let kept = items.keeping { condition in
      guard condition.count == 3, mention(condition[2])?.isToday == true, let name = tags.column(condition[0]) else {
        return true
      }
      if aged.contains(condition[0]) { return false }
      guard tags.naming.words(for: name) == 0, let number = times.end(of: name.relation) else {
        return true
      }
      end = number
      return false
    }
    guard let end, case let ending = TaggedItem.token(.column(end, .first)),
      SelectClauses(kept)?.where_.contains(ending) == false
    else { return kept }
    return kept.adding([ending, .token(.word("is")), .token(.word("null"))])
  }

  // MARK: The most of something

  /// Which has the most is no number: `select max(n) from (select count(*) as n group by key)`, where no number is asked for, is the
  /// name of the row with the most.
  private func topmost(_ items: [TaggedItem]) -> [TaggedItem] {
    guard !tags.naming.asksNumber, let most = tags.naming.asksMost, items.count > 4,
      items[1].word == (most ? "max" : "min"), items[2] == .nested([.token(.word("n"))]), items[3].word == "from",
      case .nested(let query) = items[4], let clauses = SelectClauses(query), clauses.having.isEmpty,
      clauses.output == [.token(.word("count")), Self.anything, .token(.word("as")), .token(.word("n"))],
      clauses.groupBy.count == 1, let key = tags.column(clauses.groupBy[0]),
      let start = query.firstIndex(where: { $0.word == "group" })
    else { return items }
    let things = targets(of: key).filter { snapshot.relation($0.relation)?.primaryKey == [$0.column] }
    guard things.count == 1, let thing = things.first, let number = tags.number(of: thing) else { return items }
    let named = names(of: thing.relation).compactMap(tags.number).map { [TaggedItem.token(.column($0, .first))] }
    guard !named.isEmpty else { return items }
    let names = Array(named.joined(separator: [.token(.symbol(","))]))
    return [query[0]] + names + query[5..<start] + [.token(.word("group")), .token(.word("by"))]
      + [.token(.column(number, .first)), .token(.symbol(","))] + names
      + [.token(.word("order")), .token(.word("by")), .token(.word("count")), Self.anything]
      + (most ? [.token(.word("desc"))] : []) + [.token(.word("limit")), .token(.number("1"))]
  }
}

extension Mention {
  /// Whether it is the period before one that is spoken of, as it is before now.
  var isPrevious: Bool {
    guard case .period = content else { return false }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0 != "the" }
    return words.count == 2 && ["previous", "prior", "preceding"].contains(words[0])
  }

  /// Whether it is this day, or this moment.
  var isToday: Bool {
    guard case .period = content else { return false }
    return ["today", "now", "right now", "as of today"].contains(text.lowercased())
  }
}

extension [TaggedItem] {
  /// The statement with those of its conditions that are to stay.
  func keeping(_ isKept: ([TaggedItem]) -> Bool) -> [TaggedItem] {
    guard let start = firstIndex(where: { $0.word == "where" }), !contains(where: \.isSetOperator) else { return self }
    let end =
      self[start...].firstIndex { ["group", "order", "having", "limit", "offset"].contains($0.word) } ?? endIndex
    let conditions = TaggedMender.conditions(self[(start + 1)..<end])
    let kept = conditions.filter(isKept)
    if kept.count == conditions.count { return self }
    let head = kept.isEmpty ? Array(self[..<start]) : Array(self[...start])
    return head + kept.joined(separator: [.token(.word("and"))]) + self[end...]
  }

  /// The columns of which sums and the like are taken.
  fileprivate var reckoned: [TaggedItem] {
    indices.dropLast().compactMap { index in
      guard ["sum", "avg", "min", "max"].contains(self[index].word), case .nested(let inner) = self[index + 1],
        inner.count == 1
      else { return nil }
      return inner[0]
    }
  }

  /// What the age is taken of.
  fileprivate var aged: [TaggedItem] {
    indices.flatMap { index -> [TaggedItem] in
      guard case .nested(let inner) = self[index] else { return [] }
      return (index > 0 && self[index - 1].word == "age" ? inner : []) + inner.aged
    }
  }
}
