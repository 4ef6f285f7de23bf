/// What forms ask about times between two dates, first letters, and deeds that are counted.
extension AskedBinding {
  func isPlace(_ entity: Entity) -> Bool {
    draw.lexicon.isKind("place", entity.nouns[0].split(separator: " ").map(String.init))
  }

  /// Whether a column is what one of the rarer letters of a form means.
  func isSpecial(_ attribute: Attribute, _ kind: Character, _ entity: Entity) -> Bool {
    switch kind {
    case "M": attribute.isMeasure && Measured(attribute: attribute, entity: entity).isAdditive
    case "Q": attribute.role == .quantity
    case "S": draw.isDate(attribute, "begun")
    case "E": draw.isDate(attribute, "done") && !draw.isDate(attribute, "planned")
    case "U": draw.isDate(attribute, "planned")
    case "t":
      attribute.column.family == .text && !attribute.isForeign
        && (attribute.role == .label || attribute.role == .freeText || attribute.role == .contact)
    case "x":
      attribute.role == .freeText && attribute.column.family == .text
        && entity.attributes.count(where: { $0.role == .freeText }) == 1
    case "O":
      attribute.column.nullable && entity.relation.kind == .table && attribute.role != .technical
        && attribute.role != .key && !attribute.isForeign && !entity.label.contains(attribute.index)
        && attribute.nullMeanings.isEmpty && attribute.role != .date
    case "B": attribute.role == .flag
    case "W": attribute.role == .flag && attribute.column.name.lowercased().hasPrefix("has")
    case "H": attribute.role == .date && entity.isEvent && entity.mainDate == attribute.index
    case "A": attribute.role == .date && attribute.words.contains { $0 == "birth" || $0 == "born" }
    default: false
    }
  }

  /// What is done comes after what begins, also among the columns.
  func isAfterStart(_ attribute: Attribute, _ column: AskedForm.Column) -> Bool {
    guard column.kind == "E", let start = form.columns.first(where: { $0.kind == "S" && $0.entity == column.entity }),
      let begun = columns[start.letter]?.first
    else { return true }
    return attribute.index > begun.index
  }

  /// Letters that a word of the column starts or ends with.
  func letters(of attribute: Attribute, _ value: AskedForm.Value) -> String? {
    let kind = attribute.words.contains("first") ? "first" : attribute.words.contains("last") ? "last" : "thing"
    let known = attribute.values.isEmpty ? draw.lexicon.names[kind] ?? [] : attribute.values
    var isEnd = false
    if case .end = value { isEnd = true }
    let words = known.compactMap { text in
      let parts = text.split(separator: " ")
      return (isEnd ? parts.last : parts.first).map(String.init)
    }.filter { $0.count > 3 && $0.allSatisfy(\.isLetter) }
    guard let word = draw.dice.pick(words) else { return nil }
    let count = min(draw.dice.pick([1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5]) ?? 2, word.count - 1)
    return String(isEnd ? word.suffix(count) : word.prefix(count))
  }

  /// `b-a.days`: the time between two dates; `b.day`: a date as a day; `o:c`: a column of the enclosing query.
  func computed(_ name: String) -> SQLPhrase? {
    func column(_ letter: Substring?) -> Attribute? { letter.flatMap { columns[String($0)]?.first } }
    let parts = name.split { "-.:".contains($0) }
    if name.contains("-"), parts.count == 3, let end = column(parts[0]), let start = column(parts[1]) {
      return draw.span(from: start, to: end, in: String(parts[2]))
    }
    if name.hasSuffix(".day") { return column(parts.first).map(draw.day) }
    if name.hasPrefix("o:") { return column(parts.last).map { " \(outer: $0)" } }
    return nil
  }

  /// "ordered", "returned": a deed that can be done so many times, from "ordered anything", "been returned".
  func deeds(_ perfect: [String], _ pair: String) -> [String: Wording] {
    let bare = perfect.map { $0.replacing(" anything", with: "") }
    var found: [String: Wording] = [:]
    func pick(_ words: [String]) -> Wording? { draw.dice.pickEarly(words).map { Wording($0) } }
    found["have\(pair)"] = pick(bare)
    found["been\(pair)"] = pick(bare.filter { $0.hasPrefix("been ") }.map { String($0.dropFirst(5)) })
    let done = bare.filter { deed in
      deed.prefix { $0 != " " }.hasSuffix("ed") || ["bought", "sold"].contains { deed.hasPrefix($0) }
    }
    found["did\(pair)"] = pick(done)
    // "sold the most", but not "opened a ticket the most".
    found["deed\(pair)"] = pick(done.filter { !$0.contains(" ") })
    return found
  }

  /// "delivery time", "to deliver", "to arrive": how the time between the form's two dates is spoken of.
  func spanWords() -> [String: Wording] {
    func bound(_ kind: Character) -> Attribute? {
      form.columns.first { $0.kind == kind }.flatMap { columns[$0.letter]?.first }
    }
    guard let end = bound("E") else { return [:] }
    var found: [String: Wording] = [:]
    if let start = bound("S") {
      let (one, two) = (draw.noun(start), draw.noun(end))
      found["span"] = draw.either("time between \(one) and \(two)", "time from \(one) to \(two)")
      if let begun = draw.dice.pick(start.date?.passive ?? []), let done = draw.dice.pick(end.date?.passive ?? []),
        begun != done
      {
        found["until"] = "after they were \(begun)"
        found["done"] = Wording(done)
      }
    }
    guard draw.reading.entities[end.entity].isEvent,
      let words = end.words.lazy.compactMap({ draw.lexicon.spans[$0] }).first
    else { return found }
    if let noun = draw.dice.pick(words.nouns), found["span"] != nil { found["span"] = Wording(noun) }
    if let verb = draw.dice.pick(words.todo) { found["todo"] = Wording(verb) }
    if let verb = draw.dice.pick(words.does) { found["bedone"] = Wording(verb) }
    return found
  }
}
