/// What forms say of columns beyond their names, and of other rows: those above, those of the enclosing query.
extension AskedBinding {
  /// The column by which a relation refers to itself, and what its rows are to each other.
  func upper(of entity: Entity) -> (pointer: Attribute, role: String)? {
    guard let link = draw.reading.selfLink(of: entity.index), link.childColumns.count == 1 else { return nil }
    return (entity.attributes[link.childColumns[0]], link.role ?? "parent \(entity.nouns[0])")
  }

  func hasUpper(_ entity: Entity) -> Bool { upper(of: entity) != nil }

  /// The key by which one relation of the form points at another.
  func pointer(_ child: Int, _ parent: Int) -> Attribute? {
    guard max(child, parent) <= entities.count else { return nil }
    let (child, parent) = (entities[child - 1], entities[parent - 1])
    return links.first { $0.child == child.index && $0.parent == parent.index }
      .map { child.attributes[$0.childColumns[0]] }
  }

  /// `b:a` and `b:label1`: of the row above; `o:1.2`: the key to the second relation of the enclosing query's row.
  func otherRow(_ name: String) -> SQLPhrase? {
    if name.hasPrefix("b:label"), let number = name.last?.wholeNumberValue, number <= entities.count {
      return SQLPhrase.joined(entities[number - 1].labelAttributes.map { " \(second: $0)" }, ",")
    }
    if name.hasPrefix("b:") { return columns[String(name.dropFirst(2))]?.first.map { " \(second: $0)" } }
    let numbers = name.compactMap(\.wholeNumberValue)
    guard name.hasPrefix("o:"), numbers.count == 2 else { return nil }
    return pointer(numbers[0], numbers[1]).map { " \(outer: $0)" }
  }

  /// "manager", "managers": what a row of the form's relation refers to.
  func upperWords() -> [String: Wording] {
    guard let number = form.selves.first, let role = upper(of: entities[number - 1])?.role else { return [:] }
    let said = role == "manager" ? draw.dice.pick(["manager", "manager", "boss", "supervisor"]) ?? role : role
    return [
      "up": Wording(said), "ups": Wording(draw.plural(said)), "their": entities[number - 1].isPerson ? "their" : "its",
    ]
  }

  /// "square meter": what a column counts, where something is reckoned by it.
  func perUnits(_ attribute: Attribute) -> [String] {
    attribute.units.filter { $0.count > 3 }.map(draw.lexicon.inflection.singular)
      .filter { !["euro", "dollar", "percent"].contains($0) }
  }

  /// Everything that is said of a column beyond its name: `a.avg`, `a.most`, `a.desc`, `a.est`.
  func phrases(_ attribute: Attribute, _ name: String) -> [String: Wording] {
    let noun = draw.noun(attribute)
    let words = ["x": Wording(noun), "xs": Wording(draw.plural(noun))]
    let kind =
      attribute.role == .quantity
      ? "counted" : attribute.role == .date ? "date" : attribute.isMeasure || attribute.role == .year ? "" : "text"
    var found: [String: Wording] = [:]
    for rule in ["avg", "sum", "max", "min", "most", "least", "desc", "asc"] {
      let special = "asked.\(rule).\(kind)"
      let isSure = kind == "text" || kind == "date" || draw.chance(0.6)
      let isSpecial = isSure && draw.lexicon.grammar.rules[special] != nil
      found["\(name).\(rule)"] = draw.lexicon.grammar.say(isSpecial ? special : "asked.\(rule)", words, &draw.dice)
    }
    func pick(_ words: [String]?) -> Wording? { draw.dice.pick(words ?? []).map { Wording($0) } }
    found["\(name).est"] = pick(attribute.measure?.highest ?? attribute.date?.newest)
    found["\(name).lest"] = pick(attribute.measure?.lowest ?? attribute.date?.oldest)
    found["\(name).more"] = pick(attribute.measure?.higher)
    found["\(name).less"] = pick(attribute.measure?.lower)
    if let head = attribute.words.last {
      found["\(name).ers"] = draw.lexicon.grammar.say("asked.ers.\(head)", [:], &draw.dice)
    }
    found["\(name).did"] = pick(attribute.date?.active)
    found["\(name).done"] = pick(attribute.date?.passive)
    if attribute.isMeasure { found["\(name).total"] = Wording(draw.sumNoun(attribute)) }
    found["\(name).per"] = pick(perUnits(attribute))
    found["\(name).do"] = pick(attribute.measure?.verbs)
    return found
  }
}
