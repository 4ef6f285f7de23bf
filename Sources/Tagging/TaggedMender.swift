import Vocabulary

/// Mends tagged statements that cannot mean what they say, where the schema leaves one thing that they can mean.
struct TaggedMender {
  let snapshot: SchemaSnapshot
  let graph: JoinGraph
  let tags: TagTable

  /// Values where they are stored, so that those which nothing is held against are known to be left out.
  func placed(_ items: [TaggedItem]) -> [TaggedItem] { homed(stored(items)) }

  func mended(_ items: [TaggedItem]) -> [TaggedItem] {
    let steps = [
      said, possible, measured, countedBoth, affirmed, denied, rowwise, keyed, both, without,
      yeared, dated, pointed, near, either, own,
      tallied, numbered, summed, counting, held, grouped, narrowed, regrouped, ranked,
      besides, bounded, averaged, totalled, aggregated, labelled, telling, directed, reckoned, ordered, limited, once,
      inTime, existing,
    ]
    return steps.reduce(items) { $1($0) }
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
      guard place >= 0, query.indices.contains(output), let wanted = tags.column(items[place]),
        let given = tags.column(query[output]),
        !query.dropFirst(output + 1).prefix(1).contains(where: { $0.isSymbol(",") }),
        !areComparable(wanted, given)
      else { continue }
      if wanted.relation == given.relation {
        // `language in (select country_code …)`: the countries' own codes are meant.
        let referred = targets(of: given).filter { $0 != given && tags.naming.words(for: $0.relation) > 0 }
        if referred.count == 1, let number = referred.first.flatMap(tags.number) {
          items[place] = .token(.column(number, .first))
        }
        continue
      }
      guard let (outer, inner) = keys(joining: wanted.relation, given.relation) else { continue }
      items[place] = outer
      query[output] = inner
      items[index] = .nested(query)
    }
    return items
  }

  /// Groups by the key of other rows, of which nothing else is read, over a key that nobody declared: the column that holds it
  /// is meant ("how many lakes are in each state"), or rows without a counterpart would be lost.
  private func held(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), !items.contains(where: \.isSetOperator), !items.hasOuterReference else {
      return items
    }
    let columns = Set(clauses.all.columns.map(\.0))
    let relations = clauses.relations(tags)
    for number in Set(clauses.groupBy.columns.map(\.0)) {
      guard let key = tags.column(number),
        columns.allSatisfy({ $0 == number || tags.column($0)?.relation != key.relation }),
        !clauses.sources.contains(where: { $0.relation(tags) == key.relation })
      else { continue }
      let ways = relations.flatMap(graph.steps).filter { $0.to == key.relation && $0.isForward && $0.from != $0.to }
      guard ways.count == 1, let way = ways.first, graph.isInferred(way), way.columns.count == 1,
        let pair = way.columns.first, pair.to == key.column,
        let holder = tags.number(of: ColumnName(way.from, pair.from))
      else { continue }
      return items.replacing(number, with: holder)
    }
    return items
  }

  /// The tags of the keys by which the way from one relation to another begins.
  func keys(joining one: RelationName, _ other: RelationName) -> (TaggedItem, TaggedItem)? {
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
  func targets(of name: ColumnName) -> Set<ColumnName> {
    var targets: Set = [name]
    for step in graph.steps(from: name.relation) where step.isForward && step.columns.count == 1 {
      if let pair = step.columns.first, pair.from == name.column { targets.insert(ColumnName(step.to, pair.to)) }
    }
    return targets
  }

  /// Rows that are not among others (`select name … except select name …`) are told apart by their key: two may share a name.
  /// Not where values are meant: of rows that nobody names, of several relations, or with "except".
  private func rowwise(_ items: [TaggedItem]) -> [TaggedItem] {
    let operators = items.indices.filter { items[$0].isSetOperator }
    guard operators.count == 1, items[operators[0]].word == "except",
      let left = SelectClauses(Array(items[..<operators[0]])),
      let right = SelectClauses(Array(items[(operators[0] + 1)...])),
      [left, right].allSatisfy({ $0.groupBy.isEmpty && $0.having.isEmpty && $0.orderBy.isEmpty && $0.limit.isEmpty }),
      left.output == right.output, !left.isDistinct, left.outputList.allSatisfy({ $0.count == 1 }),
      let home = home(of: left.output), left.relations(tags) == [home], tags.naming.words(for: home) > 0,
      !tags.naming.excludes,
      let key = snapshot.relation(home)?.primaryKey, key.count == 1,
      let number = tags.number(of: ColumnName(home, key[0])),
      !left.output.contains(.token(.column(number, .first)))
    else { return items }
    let start = operators[0] + 2 + (right.isDistinct ? 1 : 0) + right.output.count
    let query = [.token(.word("select")), .token(.column(number, .first))] + items[start...]
    return Array(items[..<operators[0]])
      .adding([.token(.column(number, .first)), .token(.word("not")), .token(.word("in")), .nested(query)])
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
        && tags.column(condition[0]) != nil
    }
    guard
      let first = equated.first(where: { place in equated.count { conditions[$0][0] == conditions[place][0] } > 1 }),
      let name = tags.column(conditions[first][0])
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
  private static let joiners: Set<String> = ["or", "having", "group", "union", "intersect", "except"]

  /// What is joined by `and`, but for the one that belongs to `between`.
  static func conditions(_ items: ArraySlice<TaggedItem>) -> [[TaggedItem]] {
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
  func isBeyond(_ name: ColumnName, _ clauses: SelectClauses) -> Bool {
    let outputs = clauses.outputList.map { $0.count == 1 ? tags.column($0[0]) : nil }
    guard let home = outputs.first??.relation, outputs.allSatisfy({ $0?.relation == home }), home != name.relation,
      let path = graph.path(from: [home], to: name.relation, naming: tags.naming)
    else { return false }
    return path.contains { !$0.isForward }
  }

  // MARK: What is not there

  /// A "no" that nobody says is none: a small model writes `<>` where it has often seen one.
  private func affirmed(_ items: [TaggedItem]) -> [TaggedItem] {
    guard tags.naming.affirms else { return items }
    var kept: [TaggedItem] = []
    for (index, item) in items.enumerated() {
      let next = items.indices.contains(index + 1) ? items[index + 1] : nil
      switch item {
      case .nested(let inner): kept.append(.nested(affirmed(inner)))
      case .token(.symbol("<>")) where next?.mention != nil: kept.append(.token(.symbol("=")))
      case .token(.word("not")) where next.map(isComparison) == true: continue
      default: kept.append(item)
      }
    }
    return kept
  }

  /// What a "no" before it would turn round: a comparison with something that the question says.
  private func isComparison(_ item: TaggedItem) -> Bool {
    if case .nested(let inner) = item { return inner.first?.mention != nil && inner.contains { $0.word == "any" } }
    return ["like", "starts", "ends"].contains(item.word)
  }

  /// A statement without any "no", where the question says one: what it says after that is denied of the rows that are given out, where
  /// it is said of others of which each may have many ("customers who did not order in 2025").
  private func denied(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let place = tags.naming.denialPlace, !denies(items), let clauses = SelectClauses(items),
      clauses.groupBy.isEmpty, clauses.having.isEmpty, clauses.limit.isEmpty, clauses.sources.allSatisfy(\.isPlain),
      !clauses.where_.contains(where: { $0.word == "or" }), let home = home(of: clauses.output)
    else { return items }
    var others: Set<RelationName> = []
    var moved: [[TaggedItem]] = []
    let kept = items.keeping { condition in
      guard condition.count == 3, let name = tags.column(condition[0]), name.relation != home,
        let mention = condition[2].mention, tags.mentions.indices.contains(mention),
        tags.mentions[mention].range.lowerBound > place,
        graph.path(from: [home], to: name.relation, naming: tags.naming)?.first?.isForward == false
      else { return true }
      others.insert(name.relation)
      moved.append(condition)
      return false
    }
    guard others.count == 1, let other = others.first, let (key, reference) = keys(joining: home, other) else {
      return items
    }
    let query =
      [.token(.word("select")), reference, .token(.word("where"))] + moved.joined(separator: [.token(.word("and"))])
    let start = (clauses.isDistinct ? 2 : 1) + clauses.output.count
    let rest = kept[start...].drop { item in
      // What is denied is joined no more.
      if item.word == "from" { true } else if case .token(.relation) = item { true } else { item.word == "join" }
    }
    return Array(kept[..<start] + rest).adding([key, .token(.word("not")), .token(.word("in")), .nested(Array(query))])
  }

  /// Whether some part of a statement says no.
  private func denies(_ items: [TaggedItem]) -> Bool {
    items.contains { item in
      if case .nested(let inner) = item { return denies(inner) }
      return item.isSymbol("<>") || item.isSymbol("!=") || ["not", "except", "null", "left"].contains(item.word)
        || item == .token(.number("0"))
    }
  }

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
      let name = tags.column(denied[0]), name.relation != home,
      let path = graph.path(from: [home], to: name.relation, naming: tags.naming), let step = path.first,
      !step.isForward, step.columns.count == 1, let pair = step.columns.first,
      let outer = tags.number(of: ColumnName(home, pair.from)),
      let inner = tags.number(of: ColumnName(step.to, pair.to))
    else { return items }
    let isSplit = conditions.contains { $0.count == 3 && $0[0] == denied[0] && $0[1].isSymbol("=") }
    var (kept, moved): ([[TaggedItem]], [[TaggedItem]]) = ([], [])
    for condition in conditions {
      if condition == denied
        || !isSplit && condition.columns.allSatisfy({ tags.column($0.0)?.relation == name.relation })
      {
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
  func home(of items: [TaggedItem]) -> RelationName? {
    let relations = Set(items.columns.map { tags.column($0.0)?.relation })
    return relations.count == 1 ? relations.first ?? nil : nil
  }
}
