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

  /// Whether some column or table goes by these words; the number of what a table holds can be counted.
  static func isKnown(_ noun: String, _ draw: Draw) -> Bool {
    let words = noun.split(separator: " ").map { draw.lexicon.inflection.singular(String($0)) }
    return draw.reading.entities.contains { entity in
      entity.nouns.contains { noun == $0 || words.contains($0) }
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

  /// Knowledge of the world, advice, news: what the schema does not even speak of.
  static func world(_ draw: Draw) -> Draft? {
    let rule = draw.chance(0.75) ? "world.question" : "world.request"
    guard let said = draw.lexicon.grammar.say(rule, [:], &draw.dice) else { return nil }
    let words = Set(
      said.flattened().text.lowercased().split { !$0.isLetter }.map { draw.lexicon.inflection.singular(String($0)) })
    let isSpokenOf = draw.reading.entities.contains { entity in
      !words.isDisjoint(with: entity.nouns)
        || entity.attributes.contains { !words.isDisjoint(with: $0.words.filter { $0.count > 3 }) }
    }
    guard !isSpokenOf else { return nil }
    return Draft(refusal, ["said": said], frames: rule == "world.question" ? "refuse.world" : "refuse.world.request")
  }

  /// A column by a name that none has: "the customers with the latest `badge_expiry_date`".
  static func named(_ draw: Draw) -> Draft? {
    let nouns = draw.chance(0.5) ? draw.lexicon.missing : draw.lexicon.missingNumbers
    guard let entity = draw.pickEntity({ !$0.isBridge }), let missing = draw.dice.pick(nouns), !isKnown(missing, draw)
    else { return nil }
    let parts = [
      draw.chance(0.3) ? draw.noun(entity).one : "", missing,
      draw.dice.pick(["", "", "", "date", "code", "type"]) ?? "",
    ]
    let separator = draw.chance(0.75) ? "_" : ""
    let name = parts.joined(separator: " ").lowercased().split { !$0.isLetter && !$0.isNumber }.joined(
      separator: separator)
    let quote = draw.dice.pick(["`", "`", "\"", ""]) ?? ""
    return Draft(
      refusal,
      [
        "column": Wording(quote + name + quote), "things": draw.things(entity, []),
        "thing": Wording(draw.noun(entity).one),
        "attr": Wording(missing),
      ])
  }
}
