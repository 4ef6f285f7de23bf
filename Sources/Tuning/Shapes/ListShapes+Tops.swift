extension ListShapes {
  /// The words for the ends of a scale, e.g. most expensive; the flag says whether the high end is meant.
  static func superlative(_ draw: Draw, _ attribute: Attribute) -> (adjective: Wording, isHigh: Bool)? {
    let isHigh = draw.chance(0.65)
    if attribute.role == .date || attribute.role == .year {
      guard let date = attribute.date, let word = draw.dice.pick(isHigh ? date.newest : date.oldest) else { return nil }
      return (Wording(word), isHigh)
    }
    guard let measure = attribute.measure, let word = draw.dice.pick(isHigh ? measure.highest : measure.lowest) else {
      return nil
    }
    return (Wording(word), isHigh)
  }

  /// "five most expensive products", "customers with the highest credit limit".
  static func top(_ draw: Draw) -> Draft? {
    guard
      let (entity, attribute) = draw.pickAttribute({
        $0.isMeasure || ($0.role == .date || $0.role == .year) && $0.date?.newest.isEmpty == false
      })
    else { return nil }
    let number = draw.topCount()
    let filters =
      draw.chance(0.4)
      ? draw.filters(entity, draw.dice.pick([1, 1, 2]) ?? 1, many: false).filter {
        $0.about != attribute.name.description
      } : []
    let shown = entity.shown(with: attribute)
    var scope = Scope(entity)
    scope.use(shown)
    scope.add(filters)
    func sql(_ isHigh: Bool) -> SQLPhrase {
      "select\(SQLPhrase.columns(shown))\(scope.from(draw.reading))\(condition(filters)) order by\(attribute)\(end(attribute, isHigh)) limit\(number.sql)"
    }
    if draw.chance(0.6), let (adjective, isHigh) = superlative(draw, attribute) {
      return Draft(sql(isHigh), ["n": number.said, "est": adjective, "things": draw.things(entity, filters)])
    }
    guard attribute.isMeasure else { return nil }
    let isHigh = draw.chance(0.7)
    return Draft(
      sql(isHigh),
      [
        "n": number.said, "things": draw.things(entity, filters), "by": Wording(draw.noun(attribute)),
        "extreme": isHigh
          ? draw.either("highest", "highest", "largest", "biggest") : draw.either("lowest", "lowest", "smallest"),
      ],
      frames: isHigh && draw.chance(0.4) ? "top.by" : "top.with")
  }

  /// "which product is the cheapest".
  static func superlative(_ draw: Draw) -> Draft? {
    guard
      let (entity, attribute) = draw.pickAttribute({
        $0.isMeasure || ($0.role == .date || $0.role == .year) && $0.date?.newest.isEmpty == false
      })
    else { return nil }
    let filters =
      draw.chance(0.4) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [attribute])
    scope.add(filters)
    func sql(_ isHigh: Bool) -> SQLPhrase {
      "select\(SQLPhrase.columns(entity.labelAttributes))\(scope.from(draw.reading))\(condition(filters)) order by\(attribute)\(end(attribute, isHigh)) limit 1"
    }
    let thing = draw.things(entity, filters, many: false)
    if draw.chance(0.65), let (adjective, isHigh) = superlative(draw, attribute) {
      return Draft(
        sql(isHigh), ["est": adjective, "thing": thing, "cols": draw.columnNames(entity.labelAttributes, many: false)],
        frames: entity.isPerson && filters.isEmpty && draw.chance(0.4) ? "superlative.who" : "top.superlative")
    }
    guard attribute.isMeasure else { return nil }
    let isHigh = draw.chance(0.65)
    let extreme: Wording =
      isHigh
      ? draw.either("highest", "highest", "largest", "biggest", "greatest")
      : draw.either("lowest", "lowest", "smallest")
    return Draft(
      sql(isHigh),
      [
        "extreme": extreme, "by": Wording(draw.noun(attribute)), "thing": thing,
        "cols": draw.columnNames(entity.labelAttributes, many: false),
      ], frames: entity.isPerson && filters.isEmpty && draw.chance(0.4) ? "superlative.whohas" : "superlative.with")
  }

  /// "how much does the most expensive product cost", "weight of the heaviest parcel".
  static func valueOfExtreme(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = draw.pickAttribute({ $0.isMeasure && $0.measure != nil }),
      let (adjective, isHigh) = superlative(draw, attribute)
    else { return nil }
    let filters =
      draw.chance(0.4) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let sql: SQLPhrase =
      "select \(isHigh ? "max" : "min")(\(attribute))\(scope.from(draw.reading))\(condition(filters))"
    var fillers = [
      "est": adjective, "thing": draw.things(entity, filters, many: false), "by": Wording(draw.noun(attribute)),
    ]
    if let unit = attribute.units.first(where: { $0.count > 1 && $0 != "EUR" }) { fillers["unit"] = Wording(unit) }
    if let verb = attribute.measure?.verbs.first, ["cost", "weigh", "earn"].contains(verb) {
      fillers["verb"] = Wording(verb)
      if draw.chance(0.5) { return Draft(sql, fillers, frames: "value.extreme.verb") }
    }
    return Draft(sql, fillers)
  }

  /// "in which countries do our suppliers sit", "brands of products under 50 euros": each group once.
  static func kinOf(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge }), let dimension = draw.dimension(base, many: false) else {
      return nil
    }
    let filters = draw.filters(base, draw.dice.pick([0, 1, 1, 1]) ?? 1, many: false)
    guard GroupShapes.isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(base)
    scope.add(dimension)
    scope.add(filters)
    let isPlace =
      dimension.attribute?.role == .place
      || dimension.entity.map { draw.lexicon.isKind("place", $0.nouns[0].split(separator: " ").map(String.init)) }
        ?? false
    let sql: SQLPhrase =
      "select distinct\(dimension.select)\(scope.from(draw.reading, counts: true))\(condition(filters))"
    let fillers = ["dims": dimension.many, "dim": dimension.one, "things": draw.things(base, filters)]
    return Draft(
      sql, fillers,
      frames: isPlace
        ? (base.isPerson && (dimension.entity != nil || dimension.links.isEmpty) && dimension.links.count <= 1
          ? "list.kin.home" : "list.kin.place") : "list.kin")
  }
}
