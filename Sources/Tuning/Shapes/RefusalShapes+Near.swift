extension RefusalShapes {
  /// An attribute that other things have but these have not: "the salary of each product".
  static func borrowed(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }) else { return nil }
    let near = Set(
      [entity.index] + draw.reading.kin[entity.index].map(\.entity)
        + draw.reading.entities.indices.filter { draw.reading.distance[entity.index][$0] <= 2 })
    let taken = Set(near.flatMap { draw.reading.entities[$0].attributes.flatMap { $0.nouns + $0.words } })
    let names = Set(near.flatMap { draw.reading.entities[$0].nouns })
    let options = draw.reading.entities.filter { !near.contains($0.index) && !$0.isBridge }.flatMap(\.attributes)
      .filter { attribute in
        // Sums and counts can be had over any join, and months of anything.
        ![.key, .label, .technical, .flag, .json, .freeText, .code, .money, .quantity, .date, .year].contains(
          attribute.role)
          && Set(attribute.words).isDisjoint(with: ["month", "year", "week", "day", "quarter"]) && !attribute.isForeign
          && attribute.noun.count > 3 && taken.isDisjoint(with: attribute.nouns + attribute.words)
          && names.isDisjoint(with: attribute.nouns)
      }
    guard let attribute = draw.dice.pick(options) else { return nil }
    let filters = draw.chance(0.35) ? draw.filters(entity, 1, many: false) : []
    return Draft(
      refusal,
      [
        "attr": Wording(attribute.noun), "attrs": Wording(draw.plural(attribute.noun)),
        "things": draw.things(entity, filters), "thing": Wording(draw.noun(entity).one),
      ])
  }

  /// A number that is not there, compared, averaged or ranked as numbers are that are there.
  static func missingNumber(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }), let missing = draw.dice.pick(draw.lexicon.missingNumbers),
      !isKnown(missing, draw)
    else { return nil }
    return asked(draw, entity, missing)
  }

  private static func asked(_ draw: Draw, _ entity: Entity, _ noun: String) -> Draft? {
    let filters = draw.chance(0.35) ? draw.filters(entity, 1, many: false) : []
    var fillers = [
      "attr": Wording(noun), "attrs": Wording(draw.plural(noun)), "things": draw.things(entity, filters),
      "thing": Wording(draw.noun(entity).one),
    ]
    fillers["n"] = Wording(String(draw.dice.pick([2, 3, 5, 10, 20, 50, 100, 500, 1000]) ?? 5))
    if let dimension = draw.dimension(entity, many: false) {
      fillers["dim"] = dimension.one
      fillers["dims"] = dimension.many
    }
    return Draft(refusal, fillers, frames: draw.chance(0.6) ? "refuse.number" : "refuse.attribute")
  }

  /// Whether some column or table goes by these words.
  static func isKnown(_ noun: String, _ draw: Draw) -> Bool {
    let words = noun.split(separator: " ").map { draw.lexicon.inflection.singular(String($0)) }
    return draw.reading.entities.contains { entity in
      entity.nouns.contains(noun)
        || entity.attributes.contains { attribute in
          attribute.nouns.contains(noun) || attribute.words == words
            || noun.contains(attribute.noun) && attribute.noun.count > 4
        }
    }
  }

  /// "why did …", "will … ", "should we …": what no row tells.
  static func reason(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }) else { return nil }
    let filters = draw.chance(0.4) ? draw.filters(entity, 1, many: false) : []
    var fillers = [
      "things": draw.things(entity, filters), "bare": Wording(draw.noun(entity).many),
      "thing": Wording(draw.noun(entity).one),
    ]
    fillers["first"] = draw.lexicon.names["first"].flatMap { draw.dice.pick($0) }.map { Wording($0) }
    fillers["city"] = draw.lexicon.names["city"].flatMap { draw.dice.pick($0) }.map { Wording($0) }
    if let measured = draw.measured(of: entity) {
      fillers["agg"] = Wording(draw.dice.pick(measured.attribute.sumNouns) ?? draw.noun(measured.attribute))
    }
    if let dimension = draw.dimension(entity, many: false) {
      fillers["dim"] = dimension.one
      fillers["dims"] = dimension.many
    }
    return Draft(refusal, fillers)
  }

  /// Secrets that hardly any database holds and none should tell.
  static func guarded(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.isPerson }) ?? draw.pickEntity({ !$0.isBridge }),
      let secret = draw.dice.pick(draw.lexicon.secrets), !isKnown(secret, draw)
    else { return nil }
    let filters = draw.chance(0.5) ? draw.filters(entity, 1, many: false) : []
    return Draft(
      refusal,
      [
        "attr": Wording(secret), "attrs": Wording(draw.plural(secret)), "things": draw.things(entity, filters),
        "thing": Wording(draw.noun(entity).one),
      ], frames: "refuse.secret")
  }
}
