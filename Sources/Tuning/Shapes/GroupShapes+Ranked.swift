extension GroupShapes {
  /// What is ranked: a count of the base's rows or an aggregate of a measure.
  static func ranked(_ draw: Draw) -> (
    base: Entity, said: Wording, sql: SQLPhrase, measure: Attribute?, dimension: Dimension
  )? {
    if draw.chance(0.55) {
      guard let base = draw.pickEntity({ !$0.isBridge || draw.chance(0.5) }), let dimension = draw.dimension(base)
      else { return nil }
      let noun = dimension.entity.map { draw.countedNoun(base, for: $0) } ?? draw.noun(base).many
      return (base, Wording(noun), "count(*)", nil, dimension)
    }
    guard let measured = draw.measured(), let dimension = draw.dimension(measured.entity, many: false) else {
      return nil
    }
    let aggregate = draw.aggregate(measured, isRanked: true)
    return (measured.entity, aggregate.said, aggregate.sql, measured.attribute, dimension)
  }

  /// "top 5 customers by revenue".
  static func top(_ draw: Draw) -> Draft? {
    guard let ranked = ranked(draw) else { return nil }
    let filters = rankingFilters(draw, ranked.base)
    guard isFree(ranked.dimension, filters, draw.reading) else { return nil }
    let number = draw.topCount()
    var scope = Scope(ranked.base)
    if let measure = ranked.measure { scope.use(measure) }
    scope.add(ranked.dimension)
    scope.add(filters)
    let isHigh = draw.chance(0.85)
    let sql: SQLPhrase =
      "select\(ranked.dimension.select), \(ranked.sql)\(scope.from(draw.reading, counts: ranked.measure == nil))\(ListShapes.condition(filters)) group by\(ranked.dimension.group) order by \(ranked.sql)\(isHigh ? " desc" : "") limit\(number.sql)"
    var fillers = ["n": number.said, "dims": ranked.dimension.many]
    let tail = trailing(draw, ranked.base, filters)
    fillers["by"] = ranked.measure == nil ? "number of \(ranked.said)\(tail)" : "\(ranked.said)\(tail)"
    if ranked.measure == nil {
      fillers["things"] = "\(ranked.said)\(tail)"
      return Draft(
        sql, fillers, frames: isHigh ? (draw.chance(0.5) ? "group.top" : "group.top.most") : "group.top.fewest")
    }
    return Draft(sql, fillers, frames: isHigh ? "group.top" : "group.top.lowest")
  }

  /// Lines of sales with the number of pieces: what "best-selling" is about.
  static func soldLines(_ draw: Draw) -> (Entity, Attribute)? {
    let fitting = draw.reading.entities.compactMap { entity -> (Entity, Attribute)? in
      let words = Set(entity.nouns[0].split(separator: " ").map(String.init))
      guard words.isDisjoint(with: ["purchase", "stock"]), !words.isDisjoint(with: ["line", "item", "sale", "detail"]),
        let pieces = entity.attributes.first(where: { $0.words.last == "quantity" })
      else { return nil }
      return (entity, pieces)
    }
    return draw.dice.pick(fitting)
  }

  /// "which product sold best", "the five best-selling brands".
  static func bestSelling(_ draw: Draw) -> Draft? {
    guard let (base, pieces) = soldLines(draw), let dimension = draw.dimension(base, many: false) else { return nil }
    let filters = draw.chance(0.5) ? draw.filters(base, 1, many: false) : []
    guard isFree(dimension, filters, draw.reading) else { return nil }
    let isOne = draw.chance(0.5)
    let number = draw.topCount()
    let total: SQLPhrase = "sum(\(pieces))"
    let tail = trailing(draw, base, filters)
    var scope = Scope(base)
    scope.use(pieces)
    scope.add(dimension)
    scope.add(filters)
    var fillers = ["dim": dimension.one, "dims": dimension.many, "tail": tail, "n": number.said]
    if draw.chance(0.35) {
      let ways = draw.reading.kin[base.index].filter {
        $0.links.count <= 2 && !$0.isMany && !$0.isSecond && draw.isGroup($0, base)
      }
      guard let way = draw.dice.pick(ways), let part = draw.dimension(draw.reading.entities[way.entity], many: false)
      else { return nil }
      let sold = draw.dimension(way, base)
      guard isFree(sold, filters, draw.reading), isFree(part, filters, draw.reading) else { return nil }
      scope = Scope(base)
      scope.use(pieces)
      scope.add(sold)
      scope.add(part)
      scope.add(filters)
      fillers.merge(["dim": sold.one, "dims": sold.many, "part": part.one]) { $1 }
      let isKeyed = part.entity.map { !$0.labelIsUnique } ?? false
      let key: SQLPhrase = isKeyed ? part.entity?.keyAttribute.map { "\($0)" } ?? part.select : part.select
      return Draft(
        "select\(part.select),\(sold.select), \(total)\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(part.group),\(sold.group) order by \(total) desc limit\(isOne ? " 1" : number.sql) per\(key)",
        fillers, frames: isOne ? "group.best.per.one" : "group.best.per")
    }
    let rest: SQLPhrase =
      "\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group) order by \(total) desc limit"
    return isOne
      ? Draft("select\(dimension.select)\(rest) 1", fillers)
      : Draft("select\(dimension.select), \(total)\(rest)\(number.sql)", fillers, frames: "group.best.top")
  }

  /// Filters of a counted noun that was already said, as a tail.
  static func trailing(_ draw: Draw, _ base: Entity, _ filters: [Filter]) -> Wording {
    var tail: Wording = ""
    for filter in filters {
      if let when = filter.when, draw.detached.isEmpty, draw.chance(0.7) {
        draw.detached = when
      } else if let post = draw.dice.pick(filter.posts) {
        tail = "\(tail) \(post)"
      } else if let predicate = filter.predicate {
        tail = "\(tail) that \(predicate.many)"
      } else if let adjective = filter.adjective {
        tail = "\(tail) that are \(adjective)"
      }
    }
    return tail
  }

  /// None, one, or seldom two conditions of a ranking.
  static func rankingFilters(_ draw: Draw, _ base: Entity) -> [Filter] {
    draw.chance(0.45) ? draw.filters(base, draw.chance(0.2) ? 2 : 1, many: false) : []
  }

  /// "which customer placed the most orders".
  static func superlative(_ draw: Draw) -> Draft? {
    guard let ranked = ranked(draw) else { return nil }
    let filters = rankingFilters(draw, ranked.base)
    guard isFree(ranked.dimension, filters, draw.reading) else { return nil }
    var scope = Scope(ranked.base)
    if let measure = ranked.measure { scope.use(measure) }
    scope.add(ranked.dimension)
    scope.add(filters)
    let isHigh = draw.chance(0.75)
    let sql: SQLPhrase =
      "select\(ranked.dimension.select)\(scope.from(draw.reading, counts: ranked.measure == nil))\(ListShapes.condition(filters)) group by\(ranked.dimension.group) order by \(ranked.sql)\(isHigh ? " desc" : "") limit 1"
    let tail = trailing(draw, ranked.base, filters)
    var fillers = ["dim": ranked.dimension.one, "things": "\(ranked.said)\(tail)"]
    guard ranked.measure == nil else {
      fillers["extreme"] =
        isHigh
        ? draw.either("highest", "highest", "largest", "biggest", "greatest")
        : draw.either("lowest", "lowest", "smallest")
      return Draft(sql, fillers, frames: isHigh && draw.chance(0.15) ? "group.highest.best" : "group.highest")
    }
    fillers["most"] =
      isHigh
      ? draw.either("most", "most", "highest number of", "largest number of", "greatest number of")
      : draw.either("fewest", "least", "lowest number of", "smallest number of")
    if let owner = ranked.dimension.entity, ranked.dimension.links.count == 1 {
      let verb = draw.linkWords(owner, ranked.base).flatMap { draw.dice.pickEarly($0.active) } ?? "have"
      fillers["verb"] = Wording(draw.lexicon.inflection.thirdPerson(verb))
      return Draft(sql, fillers, frames: owner.isPerson && draw.chance(0.4) ? "group.who" : "group.superlative")
    }
    return Draft(sql, fillers, frames: "group.with")
  }

  /// "most common status", "most popular category".
  static func popular(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge }), let dimension = draw.dimension(base) else { return nil }
    let filters = draw.chance(0.3) ? draw.filters(base, 1, many: false) : []
    guard isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(base)
    scope.add(dimension)
    scope.add(filters)
    let isHigh = draw.chance(0.85)
    let sql: SQLPhrase =
      "select\(dimension.select)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(dimension.group) order by count(*)\(isHigh ? " desc" : "") limit 1"
    let fillers: [String: Wording] = [
      "dim": dimension.one, "things": draw.things(base, filters),
      "dims": dimension.many,
      "common": isHigh
        ? draw.either("most common", "most frequent") : draw.either("least common", "rarest", "least frequent"),
    ]
    let isPlace =
      dimension.attribute?.role == .place
      || dimension.entity.map { draw.lexicon.isKind("place", $0.nouns[0].split(separator: " ").map(String.init)) }
        ?? false
    let isNear = dimension.links.count <= 1
    return Draft(
      sql, fillers,
      frames: isPlace && isHigh && isNear && draw.chance(0.5)
        ? (base.isPerson ? "group.popular.home" : "group.popular.place") : nil)
  }
}
