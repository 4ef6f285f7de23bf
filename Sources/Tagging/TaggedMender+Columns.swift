import Vocabulary

/// Which column is meant, and how columns are given out.
extension TaggedMender {
  /// A value or a period that could be held against several columns of the same rows is held against the one that the question names.
  func pointed(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(pointed(inner)) } else { item }
    }
    for index in items.indices.dropLast(2) {
      guard let name = tags.column(items[index]), let mention = items[index + 2].mention,
        tags.mentions.indices.contains(mention), let meant = column(meantBy: tags.mentions[mention], in: name),
        let number = tags.number(of: meant)
      else { continue }
      items[index] = .token(.column(number, .first))
    }
    return items
  }

  /// What is meant in place of a column that a mention is held against; `nil` where the column is.
  private func column(meantBy mention: Mention, in name: ColumnName) -> ColumnName? {
    switch mention.content {
    case .value(let stored):
      guard stored.contains(where: { $0.column == name }) else { return nil }
      let words = tags.naming.words(for: name)
      let own = stored.map(\.column).filter { $0.relation == name.relation && $0 != name }
      let rivals = own.filter { tags.naming.words(for: $0) > words }
      if rivals.count == 1 { return rivals[0] }
      let equals = own.filter { tags.naming.words(for: $0) == words }
      guard rivals.isEmpty, !equals.isEmpty else { return nil }
      if let way = Way(before: mention, in: tags.naming.question), way.isOf(name) == false {
        let meant = equals.filter { way.isOf($0) == true }
        return meant.count == 1 ? meant[0] : nil
      }
      // What things are called by comes before their other names.
      return label(of: name.relation).flatMap { equals.contains($0) ? $0 : nil }
    case .period:
      guard snapshot.column(name)?.family.isTemporal == true else { return nil }
      let named = tags.naming.columns(before: mention.range.lowerBound).filter {
        $0.relation == name.relation && snapshot.column($0)?.family.isTemporal == true
      }
      return named.count == 1 && named[0] != name ? named[0] : nil
    case .number, .text: return nil
    }
  }

  /// A period that is looked for where no time stands ("name like last 30 days") is one by which the rows are dated.
  func dated(_ items: [TaggedItem]) -> [TaggedItem] {
    let items = unlisted(
      items.map { item in
        if case .nested(let inner) = item, item.isQuery { TaggedItem.nested(dated(inner)) } else { item }
      })
    guard let clauses = SelectClauses(items), clauses.sources.allSatisfy(\.isPlain) else { return items }
    let misplaced = items.indices.dropLast(2).filter { holdsNoTime(items[$0]) && isPeriod(items[$0 + 2]) }
    guard !misplaced.isEmpty else { return items }
    // What is misplaced says nothing of the rows.
    let rest = items.indices.filter { !misplaced.contains($0) }.map { items[$0] }
    let relations = SelectClauses(rest).map { $0.relations(tags) } ?? []
    let times = TimeColumns(snapshot: snapshot, graph: graph, tags: tags)
    var mended = items
    for index in misplaced {
      guard let mention = items[index + 2].mention,
        let column = times.column(
          for: tags.mentions[mention], of: relations.isEmpty ? clauses.relations(tags) : relations),
        let number = tags.number(of: column)
      else { continue }
      mended[index] = .token(.column(number, .first))
      if ["like", "starts", "ends"].contains(items[index + 1].word) { mended[index + 1] = .token(.symbol("=")) }
    }
    return mended
  }

  /// A year that a key, or what is no year, is held against ("concerts in 2014": `concert_id in 2014`) is that of the rows, of those that
  /// the key refers to, or of those that the question names and that refer to it.
  func yeared(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(yeared(inner)) } else { item }
    }
    for index in items.indices.dropLast(2) {
      guard let name = tags.column(items[index]), let mention = items[index + 2].mention,
        tags.mentions.indices.contains(mention), isYear(tags.mentions[mention], besides: name)
      else { continue }
      let relations = Set(targets(of: name).map(\.relation))
      let near = [name.relation] + relations.sorted().filter { $0 != name.relation }
      let referring = tags.relations.compactMap(\.self).filter { other in
        tags.naming.words(for: other) > 0
          && graph.steps(from: other).contains { $0.isForward && $0.to == name.relation && $0.to != other }
      }
      guard let found = year(of: near) ?? (isKey(name) ? year(of: referring) : nil), let number = tags.number(of: found)
      else { continue }
      items[index] = .token(.column(number, .first))
      if ["like", "starts", "ends"].contains(items[index + 1].word) { items[index + 1] = .token(.symbol("=")) }
    }
    return items
  }

  /// Whether a mention is a year, and the column neither a time nor one of years nor known to hold it.
  private func isYear(_ mention: Mention, besides name: ColumnName) -> Bool {
    guard let column = snapshot.column(name), !Identifier.words(name.column).contains("year") else { return false }
    switch mention.content {
    case .period(let period): return period.grain == .year && isKey(name)
    case .value(let stored):
      return Self.isYear(mention.text) && column.family == .text && !stored.contains { $0.column == name }
    case .text: return Self.isYear(mention.text) && (column.family == .text || isKey(name))
    case .number: return false
    }
  }

  private static func isYear(_ text: String) -> Bool {
    text.utf8.count == 4 && Int(text).map { (1800...2200).contains($0) } == true
  }

  /// The one column of years that some relations have, or else the one of times.
  private func year(of relations: [RelationName]) -> ColumnName? {
    let columns = relations.flatMap { relation in
      (snapshot.relation(relation)?.columns ?? []).map { (ColumnName(relation, $0.name), $0.family.isTemporal) }
    }.filter { tags.number(of: $0.0) != nil }
    let years = columns.filter { Identifier.words($0.0.column).contains("year") }
    let found = years.isEmpty ? columns.filter(\.1) : years
    return found.count == 1 ? found[0].0 : nil
  }

  /// Whether a column tells rows apart: its own ones or those that it refers to.
  func isKey(_ name: ColumnName) -> Bool {
    snapshot.relation(name.relation)?.primaryKey == [name.column] || targets(of: name).count > 1
  }

  /// Periods that stand in a list of values stand alone.
  private func unlisted(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items
    for index in items.indices.dropLast(2).reversed() {
      guard case .nested(let list) = items[index + 2], items[index + 1].word == "in", !items[index + 2].isQuery,
        holdsNoTime(items[index]), list.contains(where: isPeriod)
      else { continue }
      let values = list.filter { $0.mention != nil }
      let conditions = [values.filter { !isPeriod($0) }] + values.filter(isPeriod).map { [$0] }
      let told = conditions.filter { !$0.isEmpty }.map { values -> [TaggedItem] in
        if values.count == 1 { return [items[index], .token(.symbol("=")), values[0]] }
        let list = Array(values.map { [$0] }.joined(separator: [.token(.symbol(","))]))
        return [items[index], .token(.word("in")), .nested(list)]
      }
      items.replaceSubrange(index...(index + 2), with: Array(told.joined(separator: [.token(.word("and"))])))
    }
    return items
  }

  /// A time that is to be in two periods of which none is in the other is in either.
  func either(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(either(inner)) } else { item }
    }
    for index in items.indices.dropLast(6) where items.indices.contains(index + 6) {
      guard tags.column(items[index]) != nil, items[index + 4] == items[index], items[index + 3].word == "and",
        [items[index + 1], items[index + 5]].allSatisfy({ $0.word == "in" || $0.isSymbol("=") }),
        let one = calendarPeriod(items[index + 2]), let other = calendarPeriod(items[index + 6]),
        one.end <= other.start || other.end <= one.start
      else { continue }
      var conditions = Array(items[index...(index + 6)])
      conditions[3] = .token(.word("or"))
      items.replaceSubrange(index...(index + 6), with: [.nested(conditions)])
    }
    return items
  }

  /// A period between two days of the calendar; these compare as their texts do.
  private func calendarPeriod(_ item: TaggedItem) -> Mention.Period? {
    guard let number = item.mention, tags.mentions.indices.contains(number),
      case .period(let period) = tags.mentions[number].content,
      [period.start, period.end].allSatisfy({ $0.hasPrefix("date '") && $0.hasSuffix("'") })
    else { return nil }
    return period
  }

  /// Whether it is a column that can hold no period: neither a time nor a year.
  private func holdsNoTime(_ item: TaggedItem) -> Bool {
    guard let name = tags.column(item), let family = snapshot.column(name)?.family, !family.isTemporal else {
      return false
    }
    return !Identifier.words(name.column).contains {
      $0.hasPrefix("year") || $0.hasPrefix("date") || $0.hasPrefix("month")
    }
      && (!family.isNumeric || targets(of: name).count > 1)
  }

  /// Whether it is a period, other than a year: that may be a number or a text.
  private func isPeriod(_ item: TaggedItem) -> Bool {
    guard let number = item.mention, tags.mentions.indices.contains(number),
      case .period(let period) = tags.mentions[number].content
    else { return false }
    return period.grain != .year
  }

  /// A figure or a time of a relation that is joined for it alone, though what is asked for has its own of that name.
  func own(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(own(inner)) } else { item }
    }
    guard let clauses = SelectClauses(items), clauses.sources.isEmpty, !items.contains(where: \.isSetOperator),
      !items.hasOuterReference
    else { return items }
    let relations = clauses.relations(tags)
    for relation in relations {
      let used = Set(items.columns.map(\.0).filter { tags.column($0)?.relation == relation })
      guard used.count == 1, let number = used.first, let name = tags.column(number),
        let own = relations.lazy.compactMap({ own(name, in: $0) }).first, let new = tags.number(of: own)
      else { continue }
      items = items.replacing(number, with: new)
    }
    return items
  }

  /// The column that a relation has in place of another's.
  private func own(_ name: ColumnName, in relation: RelationName) -> ColumnName? {
    guard relation != name.relation, let column = snapshot.column(name),
      column.family.isNumeric || column.family.isTemporal || column.family == .text, targets(of: name).count == 1,
      snapshot.relation(name.relation)?.primaryKey.contains(name.column) != true
    else { return nil }
    let words = (tags.naming.words(for: relation), tags.naming.words(for: name.relation))
    if words.0 > words.1, column.family != .text,
      snapshot.column(ColumnName(relation, name.column))?.family == column.family
    {
      return ColumnName(relation, name.column)
    }
    // `ordered_on` is the purchase's own `ordered_at`, `air_date` the cartoon's `original_air_date`.
    let whole = Identifier.words(name.column)
    guard words.0 >= words.1, let word = whole.first, column.family != .text || whole.last == "date" && whole.count > 1
    else { return nil }
    let alike = snapshot.relation(relation)?.columns.filter {
      let words = Identifier.words($0.name)
      return $0.family == column.family && column.family == .text && words.suffix(whole.count) == whole[...]
        || $0.family.isTemporal && column.family.isTemporal
          && (words.first == word || words.suffix(whole.count) == whole[...])
    }
    return alike?.count == 1 ? alike.map { ColumnName(relation, $0[0].name) } : nil
  }
}

extension [TaggedItem] {
  /// The same with another column in place of one, in this scope.
  func replacing(_ number: Int, with new: Int) -> [TaggedItem] {
    map { item in
      switch item {
      case .token(.column(number, let instance)): .token(.column(new, instance))
      case .nested(let inner) where !item.isQuery: .nested(inner.replacing(number, with: new))
      default: item
      }
    }
  }
}
