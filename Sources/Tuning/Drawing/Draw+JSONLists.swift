extension Draw {
  /// What a key of unknown values probably holds: numbers under a unit, a yes under "waterproof", common materials.
  func guesses(_ key: String) -> [String] {
    let words = key.split(separator: "_").map(String.init)
    guard let last = words.last else { return [] }
    if words.count > 1, lexicon.units[last] != nil || last == "count" {
      return ["1", "2", "3", "5", "10", "20", "30", "40", "50", "100"]
    }
    if ["persons", "people", "seats", "doors"].contains(last) { return ["1", "2", "3", "4", "5", "6"] }
    if last == "size" { return ["36", "38", "40", "42", "44", "46"] }
    if ["lumens", "watts", "calories", "kcal", "pages"].contains(last) {
      return ["10", "40", "100", "200", "300", "400", "500", "1000"]
    }
    if last.hasSuffix("proof") || last.hasSuffix("able") || last.hasSuffix("resistant") {
      return ["true", "false", "true"]
    }
    if last == "material" || last == "fabric" {
      return [
        "leather", "cotton", "wool", "polyester", "nylon", "steel", "wood", "plastic", "titanium", "aluminium",
        "merino wool",
      ]
    }
    if last == "gender" { return ["men", "women", "unisex", "kids"] }
    if last == "language" { return ["en", "de", "fr", "no", "es"] }
    return lexicon.keyValues[last] ?? lexicon.keyValues[lexicon.inflection.singular(last)] ?? []
  }

  /// "whose activities include hiking", "who like both hiking and climbing": items of a list under a key.
  func listed(_ key: JSONKey, _ attribute: Attribute, _ entity: Entity) -> Filter? {
    let spoken = spokenKey(key.key)
    let (one, many) = (lexicon.inflection.singular(spoken), plural(lexicon.inflection.singular(spoken)))
    let known = (key.values.isEmpty ? guesses(key.key) : key.values).filter { text in
      text.count <= 24 && text.allSatisfy { $0.isLetter || $0.isNumber || " -_+".contains($0) }
    }
    guard let first = dice.pick(known) else { return nil }
    let list = jsonItems(attribute, key.key)
    func holds(_ text: String) -> SQLPhrase { "\(list) @> '[\"\(text)\"]'" }
    func words(_ text: String) -> String { text.replacing("_", with: " ") }
    var (said, sql) = (Wording(words(first)), holds(first))
    if let second = dice.pick(known.filter { $0 != first }), chance(0.35) {
      let isBoth = chance(0.55)
      said =
        isBoth
        ? either("\(words(first)) and \(words(second))", "both \(words(first)) and \(words(second))")
        : either("\(words(first)) or \(words(second))", "either \(words(first)) or \(words(second))")
      sql = isBoth ? "\(holds(first)) and \(holds(second))" : "(\(holds(first)) or \(holds(second)))"
    }
    var filter = Filter(attribute, sql: sql)
    filter.posts = [
      "whose \(many) include \(said)", "with \(said) among \(entity.isPerson ? "their" : "the") \(many)",
      "with \(said) as \(one)", "that have \(said) as \(one)", "with the \(one) \(said)",
    ]
    filter.predicate = ("have \(said) among the \(many)", "has \(said) among the \(many)")
    if entity.isPerson, ["activity", "interest", "hobby", "sport"].contains(one) {
      filter.posts += ["interested in \(said)", "who like \(said)", "who are into \(said)", "who do \(said)"]
      filter.predicate = dice.pick([
        ("are interested in \(said)", "is interested in \(said)"), ("like \(said)", "likes \(said)"),
        ("are into \(said)", "is into \(said)"),
      ])
    }
    if entity.isPerson, ["skill", "technology", "language"].contains(one) {
      filter.posts += ["who know \(said)", "skilled in \(said)"]
      filter.predicate = ("know \(said)", "knows \(said)")
    }
    if ["tag", "label", "keyword"].contains(one) {
      filter.posts += ["tagged \(said)", "tagged with \(said)"]
      filter.predicate = ("are tagged \(said)", "is tagged \(said)")
    }
    return filter
  }

  /// The list under a key, as jsonb.
  func jsonItems(_ attribute: Attribute, _ key: String) -> SQLPhrase {
    key.split(separator: ".").map(String.init).reduce("\(attribute)" as SQLPhrase) { "\($0) -> '\($1)'" }
  }
}
