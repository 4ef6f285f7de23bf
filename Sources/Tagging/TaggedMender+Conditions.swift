import Vocabulary

/// What conditions are held against, and in which direction.
extension TaggedMender {
  /// A value that the statement spells, and neither the question nor the column does, is what the question says and nothing else
  /// in the statement has; a list that has one thing twice has the other one that is said, too.
  func said(_ items: [TaggedItem]) -> [TaggedItem] {
    var left = Set(tags.mentions.indices).subtracting(items.mentions)
    return said(items, &left)
  }

  private func said(_ items: [TaggedItem], _ left: inout Set<Int>) -> [TaggedItem] {
    var items = items
    for index in items.indices {
      if case .nested(let inner) = items[index] { items[index] = .nested(said(inner, &left)) }
      guard index > 1, let name = tags.column(items[index - 2]) else { continue }
      if items[index - 1].isSymbol("="), case .token(.quoted(let quoted)) = items[index], isInvented(quoted, of: name),
        left.count == 1, let mention = left.first, !isPeriod(mention)
      {
        items[index] = .token(.mention(mention))
        left = []
      } else if items[index - 1].word == "in", case .nested(let list) = items[index] {
        items[index] = .nested(spoken(varied(list, name, &left), name, &left))
      }
    }
    return items
  }

  /// A list of spelled values of which some are invented, or the same, is one of all that is said and left, if that is as much.
  private func spoken(_ list: [TaggedItem], _ name: ColumnName, _ left: inout Set<Int>) -> [TaggedItem] {
    let values = list.filter { !$0.isSymbol(",") }
    let quoted = values.compactMap { item in
      if case .token(.quoted(let quoted)) = item { quoted } else { nil }
    }
    guard quoted.count == values.count, quoted.count == left.count, quoted.count > 1,
      quoted.contains(where: { isInvented($0, of: name) }) || Set(quoted).count < quoted.count
    else { return list }
    let mentions = left.sorted().map { [TaggedItem.token(.mention($0))] }
    left = []
    return Array(mentions.joined(separator: [.token(.symbol(","))]))
  }

  private func isInvented(_ quoted: String, of name: ColumnName) -> Bool {
    let text = String(quoted.dropFirst().dropLast()).replacing("''", with: "'")
    guard !text.isEmpty, !tags.naming.question.isEmpty, let column = snapshot.column(name) else { return false }
    let isSaid = tags.naming.question.lowercased().utf8.firstRange(of: text.lowercased().utf8) != nil
    return !isSaid && !column.enumLabels.contains(text) && !column.commonValues.contains(text)
  }

  private func isPeriod(_ mention: Int) -> Bool {
    if case .period = tags.mentions[mention].content { true } else { false }
  }

  private func varied(_ list: [TaggedItem], _ name: ColumnName, _ left: inout Set<Int>) -> [TaggedItem] {
    var seen: Set<TaggedItem> = []
    var kept: [TaggedItem] = []
    for item in list where !item.isSymbol(",") {
      if seen.insert(item).inserted {
        kept.append(item)
      } else if let mention = item.mention, let other = left.sorted().first(where: { isLike($0, mention, name) }) {
        left.remove(other)
        kept.append(.token(.mention(other)))
      }
    }
    guard kept.allSatisfy({ $0.mention != nil }) else { return list }
    return Array(kept.map { [$0] }.joined(separator: [.token(.symbol(","))]))
  }

  /// Whether one mention can stand where another does.
  private func isLike(_ one: Int, _ other: Int, _ name: ColumnName) -> Bool {
    guard tags.mentions.indices.contains(other) else { return false }
    return switch (tags.mentions[one].content, tags.mentions[other].content) {
    case (.period(let period), .period(let known)): period.grain == known.grain
    case (.value(let stored), .value): stored.contains { $0.column == name }
    case (.number, .number), (.text, .text): true
    default: false
    }
  }

  /// What a column of which all values are known is said to be one of, and is not, is something else in the question.
  func stored(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(stored(inner)) } else { item }
    }
    for index in items.indices.dropFirst(2) {
      guard items[index - 1].word == "in", let name = tags.column(items[index - 2]),
        case .nested(let list) = items[index], list.count > 1,
        list.allSatisfy({ $0.mention != nil || $0.isSymbol(",") })
      else { continue }
      let own = list.filter { isStored($0, in: name) }
      guard !own.isEmpty, own.count < list.count(where: { $0.mention != nil }) else { continue }
      items.replaceSubrange(
        (index - 1)...index,
        with: own.count == 1
          ? [.token(.symbol("=")), own[0]]
          : [
            .token(.word("in")), .nested(Array(own.map { [$0] }.joined(separator: [.token(.symbol(","))]))),
          ])
      return stored(items)
    }
    return items
  }

  /// Whether a mention is a value of the column; one that nobody knows may be.
  private func isStored(_ item: TaggedItem, in name: ColumnName) -> Bool {
    guard let number = item.mention, tags.mentions.indices.contains(number),
      case .value(let stored) = tags.mentions[number].content
    else { return item.mention != nil }
    return stored.contains { $0.column == name }
  }

  /// A value that a column of known values has not, is held against the one column that has it: of the statement's own relations,
  /// or by which something is called that each of its rows has one of.
  func homed(_ items: [TaggedItem]) -> [TaggedItem] {
    var items = items.map { item in
      if case .nested(let inner) = item { TaggedItem.nested(homed(inner)) } else { item }
    }
    guard let clauses = SelectClauses(items), !items.contains(where: \.isSetOperator) else { return items }
    for index in items.indices.dropLast(2) {
      guard let name = tags.column(items[index]), items[index + 1].isSymbol("=") || items[index + 1].isSymbol("<>"),
        let mention = items[index + 2].mention, isForeign(mention, to: name),
        case .value(let stored) = tags.mentions[mention].content
      else { continue }
      let relations = clauses.relations(tags) + (tags.naming.counted.map { [$0] } ?? [])
      let places = Set(stored.map(\.column)).filter { tags.number(of: $0) != nil }
      let own = places.filter { relations.contains($0.relation) }
      let called = places.filter { place in
        place == label(of: place.relation) && graph.leadsToOne(place.relation, from: relations, naming: tags.naming)
      }
      guard let home = own.count == 1 ? own.first : own.isEmpty && called.count == 1 ? called.first : nil,
        let number = tags.number(of: home)
      else { continue }
      items[index] = .token(.column(number, .first))
    }
    return items
  }

  /// Whether a mention is a value of other columns, and none of this one, whose values are known.
  private func isForeign(_ mention: Int, to name: ColumnName) -> Bool {
    guard tags.mentions.indices.contains(mention), case .value(let stored) = tags.mentions[mention].content,
      let column = snapshot.column(name), column.family.isTextual, !stored.contains(where: { $0.column == name })
    else { return false }
    let known = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
    let words = Pattern.folded(tags.mentions[mention].text)
    return !known.isEmpty && !known.contains { Pattern.folded($0) == words }
  }

  /// A value for which a relation is read that nobody names, though rows that are read anyway have it, is theirs.
  func near(_ items: [TaggedItem]) -> [TaggedItem] {
    guard let clauses = SelectClauses(items), clauses.sources.allSatisfy(\.isPlain),
      !items.contains(where: \.isSetOperator), !items.hasOuterReference
    else { return items }
    let columns = clauses.all.columns.map(\.0)
    for index in items.indices.dropLast(2) {
      guard case .token(.column(let number, .first)) = items[index], items[index + 1].isSymbol("="),
        let name = tags.column(number), let mention = items[index + 2].mention, tags.mentions.indices.contains(mention),
        case .value(let stored) = tags.mentions[mention].content, stored.contains(where: { $0.column == name }),
        tags.naming.words(for: name.relation) == 0,
        !columns.contains(where: { $0 != number && tags.column($0)?.relation == name.relation }),
        columns.count(where: { $0 == number }) == 1,
        !clauses.sources.contains(where: { $0.relation(tags) == name.relation })
      else { continue }
      let homes = Set(clauses.relations(tags) + (tags.naming.counted.map { [$0] } ?? [])).subtracting([name.relation])
      let own = Set(stored.map(\.column)).filter { homes.contains($0.relation) && tags.number(of: $0) != nil }
      let best = own.count > 1 ? own.filter { $0 == label(of: $0.relation) } : own
      guard best.count == 1, let only = best.first, let new = tags.number(of: only) else { continue }
      var items = items
      items[index] = .token(.column(new, .first))
      return items
    }
    return items
  }

  /// Numbers are bounds in the direction that the question says: "under 30" is no `> 30`. Not in what is denied (`not in`), nor where
  /// a number bounds two things.
  func bounded(_ items: [TaggedItem]) -> [TaggedItem] {
    var seen: [Int: Int] = [:]
    func count(_ items: [TaggedItem]) {
      for item in items {
        if let mention = item.mention { seen[mention, default: 0] += 1 }
        if case .nested(let inner) = item { count(inner) }
      }
    }
    count(items)
    return bounded(items, Set(seen.filter { $0.value == 1 }.keys))
  }

  private func bounded(_ items: [TaggedItem], _ once: Set<Int>) -> [TaggedItem] {
    var items = items
    for index in items.indices {
      if case .nested(let inner) = items[index] {
        let isDenied = index > 0 && (items[index - 1].word == "not" || index > 1 && items[index - 2].word == "not")
        if !isDenied { items[index] = .nested(bounded(inner, once)) }
      }
      guard index > 1, let mention = items[index].mention, once.contains(mention),
        tags.mentions.indices.contains(mention), tags.mentions[mention].isNumber,
        case .token(.symbol(let symbol)) = items[index - 1], ["<", ">", "<=", ">="].contains(symbol),
        let meant = Bound(of: tags.mentions[mention], in: tags.naming.question)
      else { continue }
      items[index - 1] = .token(.symbol(meant.rawValue))
    }
    return items
  }
}

/// On which side of a number a question wants something to be.
enum Bound: String {
  case under = "<"
  case over = ">"
  case atMost = "<="
  case atLeast = ">="

  /// `nil` where the words around the number tell nothing.
  init?(of number: Mention, in question: String) {
    let bytes = Array(question.lowercased().utf8)
    guard number.range.upperBound <= bytes.count else { return nil }
    func words(_ bytes: some Sequence<UInt8>) -> [String] {
      String(decoding: Array(bytes), as: UTF8.self).split { !$0.isLetter && $0 != "'" }.map(String.init)
    }
    let before = words(bytes[..<number.range.lowerBound].suffix(60))
    let after = words(bytes[number.range.upperBound...].prefix(32)).prefix(4)
    // "30 or more", "30 years or older", "5 and above"
    if let joint = after.prefix(2).firstIndex(where: { ["or", "and"].contains($0) }),
      after.indices.contains(joint + 1), !after.dropFirst(joint + 2).starts(with: ["than"])
    {
      switch after[joint + 1] {
      case "more", "older", "above", "over", "higher", "greater", "larger", "up", "longer", "better":
        self = .atLeast
        return
      case "less", "fewer", "younger", "below", "under", "lower", "smaller", "shorter", "cheaper":
        self = .atMost
        return
      default: break
      }
    }
    let said = before.suffix(4).joined(separator: " ")
    for (phrase, bound) in Self.phrases where said == phrase || said.hasSuffix(" " + phrase) {
      self = bound
      return
    }
    return nil
  }

  /// The longer ones first: "no more than" holds "more than".
  private static let phrases: [(String, Bound)] = [
    ("no more than", .atMost), ("not more than", .atMost), ("no less than", .atLeast), ("not less than", .atLeast),
    ("no fewer than", .atLeast), ("not fewer than", .atLeast), ("at least", .atLeast), ("a minimum of", .atLeast),
    ("at most", .atMost), ("a maximum of", .atMost), ("more than", .over), ("greater than", .over),
    ("higher than", .over), ("larger than", .over), ("bigger than", .over), ("older than", .over),
    ("longer than", .over), ("heavier than", .over), ("above", .over), ("exceeding", .over), ("exceeds", .over),
    ("exceed", .over), ("less than", .under), ("fewer than", .under), ("lower than", .under), ("smaller than", .under),
    ("younger than", .under), ("shorter than", .under), ("lighter than", .under), ("cheaper than", .under),
    ("below", .under), ("under age", .under), ("over age", .over), ("under", .under), ("over", .over),
  ]
}

/// Where something goes, or comes from: which of two columns that hold places the word before a value means.
struct Way {
  private let isTo: Bool

  init?(before mention: Mention, in question: String) {
    let bytes = Array(question.lowercased().utf8)
    guard mention.range.lowerBound <= bytes.count else { return nil }
    let words = String(decoding: bytes[..<mention.range.lowerBound], as: UTF8.self)
      .split { !$0.isLetter }.suffix(6).map(String.init)
    guard let place = words.lastIndex(where: { ["to", "into", "from"].contains($0) }) else { return nil }
    isTo = words[place] != "from"
  }

  /// Whether a column is of where things go, or of where they come from, as the word says; `nil` for one of neither.
  func isOf(_ name: ColumnName) -> Bool? {
    let column = name.column.lowercased()
    func begins(_ starts: [String]) -> Bool {
      starts.contains { column.hasPrefix($0) } || Identifier.words(column).contains { starts.contains($0) }
    }
    if begins(["dest", "destination", "target", "arriv", "arrival", "to_", "to"]) { return isTo }
    if begins(["source", "origin", "depart", "departure", "from_", "from"]) { return !isTo }
    return nil
  }
}
