import Vocabulary

/// Writes the expressions of one scope.
struct ExpressionScribe {
  typealias Subquery = (_ items: [TaggedItem], _ withoutNulls: Bool) throws(TagProblem) -> String

  let snapshot: SchemaSnapshot
  let tags: TagTable
  let scope: Scope

  private static let buckets: Set<String> = ["year", "quarter", "month", "week", "day"]
  private static let parts = [
    "part_year": "year", "part_month": "month", "part_day": "day", "part_dow": "dow", "part_hour": "hour",
    "part_quarter": "quarter", "part_week": "week",
  ]
  private static let comparisons: Set<String> = ["=", "<>", "!=", "<", ">", "<=", ">="]

  func write(_ items: [TaggedItem], subquery: Subquery) throws(TagProblem) -> String {
    try write(items, context: nil, subquery: subquery)
  }

  /// `context` is the column that values inside these items are compared with.
  private func write(
    _ items: [TaggedItem], context: Operand?, subquery: Subquery
  ) throws(TagProblem) -> String {
    var words: [String] = []
    var index = 0
    while index < items.count {
      if let (text, length) = try comparison(items, at: index) {
        words.append(text)
        index += length
        continue
      }
      switch items[index] {
      case .token(.column(let number, let instance)): words.append(try spell(number, instance))
      case .token(.relation(let number)): throw .unknownTag("<t\(number)>")
      case .token(.mention(let number)):
        words.append(literal(try mention(number), context ?? operand(near: index, in: items)))
      case .token(.word(let word)): words.append(Self.keywords.contains(word) ? word.uppercased() : word)
      case .token(.number(let text)), .token(.quoted(let text)), .token(.symbol(let text)): words.append(text)
      case .nested(let inner):
        if items[index].isQuery {
          let negated = index >= 2 && items[index - 1].word == "in" && items[index - 2].word == "not"
          words.append("(" + (try subquery(inner, negated)) + ")")
        } else {
          try call(&words, items, index, inner, context: context, subquery: subquery)
        }
      }
      index += 1
    }
    return Self.join(words)
  }

  /// Parentheses: a function's arguments, a list after IN, or a group.
  private func call(
    _ words: inout [String], _ items: [TaggedItem], _ index: Int, _ inner: [TaggedItem], context: Operand?,
    subquery: Subquery
  ) throws(TagProblem) {
    let name = index > 0 ? items[index - 1].word : nil
    if let name, PeriodCount.units[name] != nil {
      var mentions: [Mention] = []
      for number in inner.compactMap(\.mention) { mentions.append(try mention(number)) }
      if let text = PeriodCount.text(name, mentions) {
        words[words.count - 1] = text
        return
      }
    }
    var around = context
    if name == "in" { around = operand(near: index, in: items) ?? context }
    let body = try write(inner, context: around, subquery: subquery)
    if let name, Self.buckets.contains(name) {
      words[words.count - 1] = "date_trunc('\(name)', \(body))::date"
    } else if let name, let part = Self.parts[name] {
      words[words.count - 1] = "extract(\(part) from \(body))::int"
    } else if let name,
      !Self.keywords.contains(name) || ["any", "all", "coalesce", "nullif", "cast", "exists"].contains(name)
    {
      words[words.count - 1] += "(\(body))"
    } else {
      words.append("(\(body))")
    }
  }

  // MARK: Comparisons whose meaning depends on the mention

  /// A comparison of a column with a mention that is not simply `column operator literal`.
  private func comparison(
    _ items: [TaggedItem], at index: Int
  ) throws(TagProblem) -> (String, Int)? {
    guard case .token(.column(let number, let instance)) = items[index], let name = tags.column(number),
      let column = snapshot.column(name)
    else { return nil }
    let left = try spell(number, instance)
    var next = index + 1
    let isNegated = next < items.count && items[next].word == "not"
    if isNegated { next += 1 }
    guard next < items.count else { return nil }
    let pair = next + 1 < items.count ? items[next + 1].mention : nil

    if let word = items[next].word, let number = pair {
      let mention = try mention(number)
      switch word {
      case "like", "starts", "ends":
        return (Pattern.match(left, column, mention.text, word, isNegated), next + 2 - index)
      case "between":
        guard next + 3 < items.count, items[next + 2].word == "and", let last = items[next + 3].mention,
          let first = Span(mention, column), let second = Span(try self.mention(last), column)
        else { return nil }
        let text = "\(left) >= \(first.start) AND \(left) < \(second.end)"
        return (isNegated ? "NOT (\(text))" : text, next + 4 - index)
      case "in":
        return (try equality(left, name, column, mention, isNegated: isNegated), next + 2 - index)
      default: return nil
      }
    }
    guard case .token(.symbol(let symbol)) = items[next], Self.comparisons.contains(symbol), let number = pair else {
      return nil
    }
    let mention = try mention(number)
    if symbol == "=" || symbol == "<>" || symbol == "!=" {
      return (try equality(left, name, column, mention, isNegated: symbol != "="), next + 2 - index)
    }
    guard let span = Span(mention, column) else { return nil }
    let bound = symbol == ">" || symbol == "<=" ? span.end : span.start
    return ("\(left) \(symbol == ">" ? ">=" : symbol == "<=" ? "<" : symbol) \(bound)", next + 2 - index)
  }

  /// `column = mention` as its kind and the column's want it.
  private func equality(
    _ left: String, _ name: ColumnName, _ column: Column, _ mention: Mention, isNegated: Bool
  ) throws(TagProblem) -> String {
    try checkHome(of: mention, name, column)
    if let span = Span(mention, column) {
      let inside = "\(left) >= \(span.start) AND \(left) < \(span.end)"
      return isNegated ? "NOT (\(inside))" : "(\(inside))"
    }
    let literal = Literal(mention, for: name, isPart: false)
    if column.family == .text, mention.isNumber {
      return "\(left) \(isNegated ? "<>" : "=") \(SQLText.literal(literal.text))"
    }
    if column.family.isTextual, let all = Literal.all(mention, of: name) {
      return "\(left) \(isNegated ? "NOT " : "")IN (\(all.joined(separator: ", ")))"
    }
    if column.family == .array {
      return (isNegated ? "NOT " : "") + "\(literal.text) = ANY(\(left))"
    }
    if column.family == .text, !literal.isStored {
      return Pattern.match(left, column, mention.text, "is", isNegated)
    }
    if column.family == .enumeration, !literal.isStored {
      let label = column.enumLabels.first { Pattern.folded($0) == Pattern.folded(mention.text) }
      return
        "\(left)\(label == nil ? "::text" : "") \(isNegated ? "<>" : "=") \(SQLText.literal(label ?? mention.text))"
    }
    return "\(left) \(isNegated ? "<>" : "=") \(literal.text)"
  }

  /// Refuses a comparison that the known values say is never true: the mention belongs to another column.
  private func checkHome(of mention: Mention, _ name: ColumnName, _ column: Column) throws(TagProblem) {
    let known = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
    guard !known.isEmpty, column.family.isTextual || column.family == .array else { return }
    if known.contains(where: { Pattern.folded($0) == Pattern.folded(mention.text) }) { return }
    switch mention.content {
    case .value(let stored):
      if !stored.contains(where: { $0.column == name }) { throw .misplaced(mention.text, name, stored.first?.column) }
    case .number, .text:
      if column.valuesAreComplete || (mention.isNumber && !known.contains { $0.first?.isNumber == true }) {
        throw .misplaced(mention.text, name, nil)
      }
    case .period: return
    }
  }

  // MARK: What a mention is compared with

  private func literal(_ mention: Mention, _ operand: Operand?) -> String {
    let family = operand?.column.flatMap { snapshot.column($0)?.family }
    var isPart = operand?.isPart ?? false
    switch mention.content {
    // Text that looks like a number or a date is text all the same.
    case .number(let number) where family == .text: return SQLText.literal(number)
    case .period where family == .text: return SQLText.literal(mention.text)
    case .period(let period) where period.grain == .year && family?.isNumeric == true: isPart = true
    default: break
    }
    return Literal(mention, for: operand?.column, isPart: isPart).text
  }

  struct Operand {
    var column: ColumnName?
    /// Inside `part_year(…)` and the like, whose values are numbers.
    var isPart = false
  }

  /// The nearest column on the left within the same condition, else on the right.
  private func operand(near index: Int, in items: [TaggedItem]) -> Operand? {
    var at = index - 1
    let isBetween = items[..<index].suffix(4).contains { $0.word == "between" }
    while at >= 0 {
      let item = items[at]
      if let word = item.word, Self.boundaries.contains(word), !(word == "and" && isBetween) { break }
      if item.isSymbol(",") { break }
      if let found = operand(item, before: at > 0 ? items[at - 1].word : nil) { return found }
      at -= 1
    }
    if index + 2 < items.count, items[index + 1].isSymbol("=") {
      for item in items[(index + 2)...].prefix(2) { if let found = operand(item, before: nil) { return found } }
    }
    return nil
  }

  private func operand(_ item: TaggedItem, before word: String?) -> Operand? {
    switch item {
    case .token(.column(let number, _)): return tags.column(number).map { Operand(column: $0) }
    case .nested(let inner) where !item.isQuery:
      if let word, Self.parts[word] != nil { return Operand(column: nil, isPart: true) }
      if let word, ["count", "sum", "avg", "min", "max", "round"].contains(word) { return Operand(column: nil) }
      return inner.columns.first.flatMap { tags.column($0.0) }.map { Operand(column: $0) }
    default: return nil
    }
  }

  private static let boundaries: Set<String> = ["and", "or", "where", "when", "having", "on", "then", "else", "limit"]

  // MARK: Tags

  private func spell(_ number: Int, _ instance: TaggedToken.Instance) throws(TagProblem) -> String {
    guard let column = tags.column(number) else { throw .unknownTag("<c\(number)>") }
    let source = FromClause.Source(relation: column.relation, isSecond: instance == .second)
    if instance == .outer, let outer = scope.outer?.scope { return outer.spell(source, column.column) }
    return scope.spell(source, column.column)
  }

  private func mention(_ number: Int) throws(TagProblem) -> Mention {
    guard tags.mentions.indices.contains(number) else { throw .unknownTag("<v\(number)>") }
    return tags.mentions[number]
  }

  // MARK: Spelling

  private static let keywords: Set<String> = [
    "select", "distinct", "from", "where", "group", "by", "having", "order", "limit", "and", "or", "not", "in", "is",
    "null", "between", "like", "ilike", "case", "when", "then", "else", "end", "as", "asc", "desc", "over", "partition",
    "filter", "exists", "any", "all", "true", "false", "on", "join", "left", "union", "except", "intersect", "cast",
    "interval", "within", "rows", "range", "unbounded", "preceding", "following", "current", "row", "nulls", "first",
    "last", "coalesce", "nullif",
  ]

  /// Words with a space between them, except around commas, casts and opening brackets.
  private static func join(_ words: [String]) -> String {
    var text = ""
    for word in words {
      let isTight =
        word == "," || word == "::" || word == "[" || word == "]" || text.hasSuffix("::") || text.hasSuffix("[")
      if !text.isEmpty, !isTight { text += " " }
      text += word
    }
    return text
  }
}
