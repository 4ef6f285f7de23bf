/// What the schema cannot answer, and what no question is.
enum RefusalShapes {
  static let all: [Shape] = [
    Shape("refuse.attribute", 5, attribute), Shape("refuse.stranger", 2, stranger), Shape("refuse.chat", 3, chat),
    Shape("refuse.change", 4, change), Shape("refuse.unrecorded", 4, unrecorded), Shape("refuse.secret", 1, secret),
    Shape("refuse.borrowed", 2.5, borrowed), Shape("refuse.number", 4, missingNumber),
    Shape("refuse.reason", 2.5, reason), Shape("refuse.world", 3.5, world),
    Shape("refuse.guarded", 1.2, guarded), Shape("refuse.named", 1, named),
  ]

  static let refusal: SQLPhrase = "refuse"

  /// A plausible attribute that is not there.
  static func attribute(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }), let missing = draw.dice.pick(draw.lexicon.missing),
      !isKnown(missing, draw)
    else { return nil }
    let filters = draw.chance(0.3) ? draw.filters(entity, 1, many: false) : []
    return Draft(
      refusal,
      [
        "attr": Wording(missing), "attrs": Wording(draw.plural(missing)), "things": draw.things(entity, filters),
        "thing": Wording(draw.noun(entity).one),
      ])
  }

  /// What nobody wrote down: "how many customers walked in without buying anything".
  static func unrecorded(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.isPerson }) ?? draw.pickEntity({ !$0.isBridge }),
      let deed = draw.dice.pick(draw.lexicon.unrecorded)
    else { return nil }
    let words = Set(deed.split(separator: " ").map { draw.lexicon.inflection.singular(String($0)) })
    let isKnown = draw.reading.entities.contains { other in
      !words.isDisjoint(with: other.nouns)
        || other.attributes.contains { !words.isDisjoint(with: $0.words.filter { $0.count > 3 }) }
    }
    guard !isKnown else { return nil }
    let filters = draw.chance(0.35) ? draw.filters(entity, 1, many: false) : []
    return Draft(
      refusal,
      [
        "things": draw.things(entity, filters), "bare": Wording(draw.noun(entity).many), "does": Wording(deed),
        "thing": Wording(draw.noun(entity).one),
      ])
  }

  /// Secrets that the database does hold: passwords, tokens.
  static func secret(_ draw: Draw) -> Draft? {
    let fitting = draw.reading.entities.flatMap { entity in
      entity.attributes.filter {
        !["password", "hash", "token", "salt", "secret", "pin"].filter($0.words.contains).isEmpty
      }
      .map { (entity, $0) }
    }
    guard let (entity, attribute) = draw.dice.pick(fitting) else { return nil }
    let filters = draw.chance(0.4) ? draw.filters(entity, 1, many: false) : []
    let noun = draw.noun(attribute)
    return Draft(
      refusal,
      [
        "attr": Wording(noun), "attrs": Wording(draw.plural(noun)), "things": draw.things(entity, filters),
        "thing": Wording(draw.noun(entity).one),
      ], frames: "refuse.secret")
  }

  /// Things that the database knows nothing of.
  static func stranger(_ draw: Draw) -> Draft? {
    guard let stranger = draw.dice.pick(draw.lexicon.strangers) else { return nil }
    let words = stranger.split(separator: " ").map(String.init)
    guard
      !draw.reading.entities.contains(where: { entity in
        entity.nouns.contains { noun in words.contains { $0.hasPrefix(noun) } }
      })
    else { return nil }
    let city = draw.lexicon.names["city"].flatMap { draw.dice.pick($0) } ?? "Rome"
    return Draft(
      refusal,
      ["things": Wording(stranger), "city": Wording(city), "one": Wording(draw.lexicon.inflection.singular(stranger))])
  }

  static func chat(_ draw: Draw) -> Draft? {
    let city = draw.lexicon.names["city"].flatMap { draw.dice.pick($0) } ?? "Rome"
    let things = draw.pickEntity().map { draw.noun($0).many } ?? "data"
    return Draft(refusal, ["city": Wording(city), "things": Wording(things)])
  }

  /// Requests to change data or rights.
  static func change(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity() else { return nil }
    let filters = draw.chance(0.5) ? draw.filters(entity, 1) : []
    var fillers = [
      "things": draw.things(entity, filters), "thing": Wording(draw.noun(entity).one),
      "bare": Wording(draw.noun(entity).many), "table": Wording(entity.relation.name.name),
    ]
    if let attribute = draw.dice.pick(entity.attributes.filter { $0.role != .technical && $0.role != .key }) {
      fillers["attr"] = Wording(draw.noun(attribute))
      if attribute.role != .json, attribute.role != .array, let value = draw.value(attribute) {
        fillers["value"] = value.said
      }
      if attribute.isMeasure { fillers["measure"] = Wording(draw.noun(attribute)) }
    }
    fillers["first"] = draw.lexicon.names["first"].flatMap { draw.dice.pick($0) }.map { Wording($0) }
    fillers["percent"] = Wording(String(5 * (1 + draw.dice.below(6))))
    return Draft(refusal, fillers)
  }
}
