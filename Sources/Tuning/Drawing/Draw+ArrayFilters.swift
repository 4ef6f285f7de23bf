extension Draw {
  func inside(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    guard attribute.role == .array else { return insideJSON(attribute, entity) }
    let items = attribute.values.flatMap {
      $0.hasPrefix("{")
        ? $0.dropFirst().dropLast().split(separator: ",").map { Lexicon.trimmed($0.filter { $0 != "\"" }) } : [$0]
    }
    if chance(0.08) { return longList(attribute, entity) }
    guard let stored = dice.pick(items), !stored.isEmpty else { return nil }
    let one = slot(spoken(stored), .value(attribute.name, stored: stored))
    let first: SQLPhrase = "\(one.sql) = any(\(attribute))"
    let roll = dice.below(100)
    if roll < 42, let other = dice.pick(items.filter { $0 != stored && !$0.isEmpty }) {
      let two = slot(spoken(other), .value(attribute.name, stored: other))
      let second: SQLPhrase = "\(two.sql) = any(\(attribute))"
      if roll < 22 {
        let said = either("\(one.said) and \(two.said)", "both \(one.said) and \(two.said)")
        return holding(said, "\(first) and \(second)", attribute, entity, isOne: false)
      }
      if roll < 36 {
        let said = either("\(one.said) or \(two.said)", "either \(one.said) or \(two.said)")
        return holding(said, "(\(first) or \(second))", attribute, entity, isOne: false)
      }
      var filter = Filter(attribute, sql: "\(first) and not (\(second))")
      let held = holding(one.said, first, attribute, entity, isOne: false)
      filter.posts = held.posts.map { "\($0) but not \(two.said)" }
      filter.predicate = held.predicate.map { ("\($0.many) but not \(two.said)", "\($0.one) but not \(two.said)") }
      return filter
    }
    if roll < 54 { return lacking(one.said, "not (\(first))", attribute, entity) }
    return holding(one.said, first, attribute, entity, isOne: true)
  }

  /// "who speak French", "with vegan among the tags".
  private func holding(
    _ said: Wording, _ sql: SQLPhrase, _ attribute: Attribute, _ entity: Entity, isOne: Bool
  ) -> Filter {
    var filter = Filter(attribute, sql: sql)
    let noun = noun(attribute)
    let one = lexicon.inflection.singular(noun)
    filter.posts = ["with \(said) among the \(noun)", "whose \(noun) include \(said)", "with \(said) as \(one)"]
    if isOne { filter.posts += ["with the \(one) \(said)", "with \(one) \(said)"] }
    filter.predicate = ("have \(said) as \(one)", "has \(said) as \(one)")
    switch one {
    case "language":
      filter.predicate = ("speak \(said)", "speaks \(said)")
      filter.posts +=
        entity.isPerson
        ? ["speaking \(said)", "who speak \(said)", "who know \(said)", "that speak \(said)"]
        : ["where \(said) is spoken", "where people speak \(said)", "with \(said) as a language"]
    case "service":
      filter.predicate = ("offer \(said)", "offers \(said)")
      filter.posts += ["offering \(said)", "that offer \(said)", "with \(said)", "where you can get \(said)"]
    case "tag", "label", "keyword":
      filter.posts += [
        "tagged \(said)", "tagged as \(said)", "labelled \(said)", "marked as \(said)", "that are \(said)",
      ]
      if isOne { filter.adjective = said }
      filter.predicate = ("are \(said)", "is \(said)")
    case "certificate", "certification":
      filter.posts += ["certified \(said)", "holding \(said)", "with \(said)"]
      filter.predicate = ("hold \(said)", "holds \(said)")
    case "channel": filter.posts += ["valid in the \(said) channel", "for \(said)"]
    case "colour", "color":
      filter.predicate = ("come in \(said)", "comes in \(said)")
      if isOne { filter.adjective = said }
      filter.posts += ["in \(said)", "available in \(said)", "that come in \(said)", "that we have in \(said)"]
    case "amenity", "feature", "facility":
      filter.posts += ["with \(said)", "that have \(said)", "featuring \(said)"]
      filter.predicate = ("have \(said)", "has \(said)")
    case "genre", "category", "topic", "subject":
      filter.posts += ["about \(said)", "in \(one) \(said)", "filed under \(said)"]
    case "skill", "technology", "tool":
      filter.posts += ["skilled in \(said)", "that know \(said)", "with experience in \(said)"]
      filter.predicate = ("know \(said)", "knows \(said)")
    case "ingredient", "material", "allergen":
      filter.posts += ["containing \(said)", "that contain \(said)", "with \(said)", "made with \(said)"]
      filter.predicate = ("contain \(said)", "contains \(said)")
    default: break
    }
    return filter
  }

  /// "that do not offer tent rental", "without English among the languages".
  private func lacking(_ said: Wording, _ sql: SQLPhrase, _ attribute: Attribute, _ entity: Entity) -> Filter {
    var filter = Filter(attribute, sql: sql)
    let noun = noun(attribute)
    let one = lexicon.inflection.singular(noun)
    filter.posts = [
      "without \(said) among the \(noun)", "whose \(noun) do not include \(said)", "that do not have \(said) as \(one)",
      "without the \(one) \(said)",
    ]
    filter.predicate = ("do not have the \(one) \(said)", "does not have the \(one) \(said)")
    let verbs = [
      "language": "speak", "service": "offer", "certificate": "hold", "certification": "hold", "colour": "come in",
      "color": "come in", "skill": "know", "ingredient": "contain", "allergen": "contain", "amenity": "have",
      "feature": "have",
    ]
    if let verb = verbs[one] {
      filter.posts += ["\(pronoun(entity)) do not \(verb) \(said)", "\(pronoun(entity)) don't \(verb) \(said)"]
      filter.predicate = ("do not \(verb) \(said)", "does not \(verb) \(said)")
    }
    if ["tag", "label", "keyword"].contains(one) {
      filter.posts += ["not tagged \(said)", "that are not \(said)", "not labelled \(said)"]
      filter.predicate = ("are not \(said)", "is not \(said)")
    }
    return filter
  }

  /// "who speak more than two languages".
  private func longList(_ attribute: Attribute, _ entity: Entity) -> Filter {
    let noun = plural(lexicon.inflection.singular(noun(attribute)))
    let number = count(1...4)
    let (said, sign): (Wording, String) =
      dice.pick([
        ("more than \(number.said)", ">"), ("over \(number.said)", ">"), ("at least \(number.said)", ">="),
        ("exactly \(number.said)", "="), ("fewer than \(number.said)", "<"),
      ]) ?? ("more than \(number.said)", ">")
    var filter = Filter(attribute, sql: "cardinality(\(attribute)) \(sign)\(number.sql)")
    let isOne = number.said.flattened().text == "1" || number.said.flattened().text == "one"
    let spoken = isOne ? lexicon.inflection.singular(noun) : noun
    filter.posts = ["with \(said) \(spoken)", "that have \(said) \(spoken)"]
    let verbs = [
      "language": "speak", "service": "offer", "certificate": "hold", "colour": "come in", "color": "come in",
    ]
    let verb = verbs[lexicon.inflection.singular(noun)] ?? "have"
    let third = verb == "have" ? "has" : lexicon.inflection.thirdPerson(verb)
    filter.predicate = ("\(verb) \(said) \(spoken)", "\(third) \(said) \(spoken)")
    return filter
  }

  /// "tickets that nobody has picked up yet": a key to whoever is in charge, by what it is called.
  func inCare(_ attribute: Attribute, _ role: String, _ isMissing: Bool) -> Filter? {
    guard lexicon.isKind("caretaker", role.split(separator: " ").map(String.init)) else { return nil }
    var filter = Filter(attribute, sql: "\(attribute) is\(isMissing ? "" : " not") null")
    guard isMissing else {
      filter.posts = [
        "with an \(role)", "that somebody has taken", "that have been assigned", "already assigned to somebody",
      ]
      if !["assignee", "owner", "agent"].contains(role) { filter.posts[0] = "with a \(role)" }
      filter.predicate = ("have been assigned", "has been assigned")
      return filter
    }
    filter.adjective = "unassigned"
    filter.posts = [
      "that nobody has picked up yet", "that nobody has taken yet", "that nobody is working on",
      "not assigned to anyone",
      "that are not assigned to anybody", "without \(role)", "nobody is looking after", "that nobody takes care of",
      "with no \(role)", "that have not been assigned yet", "nobody has taken on so far", "waiting for an \(role)",
    ]
    if !"aeiou".contains(role.first ?? "x") { filter.posts.removeLast() }
    filter.predicate = dice.pick([
      ("have not been assigned yet", "has not been assigned yet"),
      ("are not assigned to anyone", "is not assigned to anyone"),
      ("have no \(role)", "has no \(role)"), ("are still unassigned", "is still unassigned"),
    ])
    return filter
  }
}
