extension AggregateShapes {
  /// "what percentage of orders were cancelled".
  static func share(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }) else { return nil }
    guard let part = draw.part(of: entity), let does = part.predicate else { return nil }
    var filters = draw.chance(0.4) ? draw.filters(entity, 1, many: false).filter { $0.about != part.about } : []
    // "what share of orders was cancelled in 2024": of the orders of 2024.
    if filters.isEmpty, part.when == nil, draw.chance(0.3) {
      filters = draw.filters(entity, 4, many: false).filter { $0.when != nil && $0.about != part.about }.prefix(1).map(
        \.self)
    }
    var scope = Scope(entity)
    scope.add(filters + [part])
    let sql: SQLPhrase =
      "select 100.0 * count(*) filter (where \(part.sql)) / count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))"
    if draw.chance(0.35), let dimension = draw.split(entity) {
      guard dimension.attribute?.name.description != part.about,
        GroupShapes.isFree(dimension, filters, draw.reading)
      else { return nil }
      scope.add(dimension)
      let grouped: SQLPhrase =
        "select\(dimension.select), 100.0 * count(*) filter (where \(part.sql)) / count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(dimension.group)\(dimension.order)"
      var fillers = [
        "things": draw.countedThings(entity, filters), "does": does.many, "dim": dimension.one, "dims": dimension.many,
        "bare": Wording(draw.noun(entity).many),
      ]
      fillers["adj"] = part.adjective
      return Draft(grouped, fillers, frames: "share.group")
    }
    var fillers = ["things": draw.countedThings(entity, filters), "does": does.many]
    fillers["adj"] = part.adjective
    if filters.isEmpty { fillers["bare"] = Wording(draw.noun(entity).many) }
    return Draft(sql, fillers)
  }

  /// "share of revenue from Norway".
  static func ratio(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(additive: true) else { return nil }
    guard let part = draw.filters(measured.entity, 1, many: false).first, draw.keepsRows(part.links),
      part.about != measured.attribute.name.description
    else { return nil }
    let whole =
      draw.chance(0.35)
      ? draw.filters(measured.entity, 4, many: false).filter { $0.when != nil && $0.about != part.about }.prefix(1).map(
        \.self)
      : []
    var scope = Scope(measured.entity)
    scope.use(measured.attribute)
    scope.add(whole + [part])
    let noun = draw.sumNoun(measured.attribute)
    let sql: SQLPhrase =
      "select 100.0 * sum(\(measured.attribute)) filter (where \(part.sql)) / sum(\(measured.attribute))\(scope.from(draw.reading))\(ListShapes.condition(whole))"
    if let when = whole.first?.when { draw.detached = when }
    return Draft(sql, ["agg": Wording(noun), "things": draw.things(measured.entity, [part])])
  }

  /// "difference between the highest and the lowest price", "how much more revenue in 2024 than in 2023".
  static func difference(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured() else { return nil }
    let attribute = measured.attribute
    let noun = draw.noun(attribute)
    var scope = Scope(measured.entity)
    scope.use(attribute)
    if measured.isAdditive, let date = measured.entity.mainDateAttribute, measured.entity.isEvent, draw.chance(0.6),
      let (one, two) = draw.twoPeriods(date)
    {
      let name = draw.sumNoun(attribute)
      let sql: SQLPhrase =
        "select sum(\(attribute)) filter (where\(date) in\(two.sql)) - sum(\(attribute)) filter (where\(date) in\(one.sql))"
      return Draft(sql, ["agg": Wording(name), "one": one.core, "two": two.core], frames: "difference.periods")
    }
    let filters =
      draw.chance(0.4)
      ? draw.filters(measured.entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    scope.add(filters)
    let sql: SQLPhrase =
      "select max(\(attribute)) - min(\(attribute))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    return Draft(sql, ["by": Wording(noun), "things": draw.countedThings(measured.entity, filters)])
  }

  /// "how many orders were cancelled and how many were shipped".
  static func compare(_ draw: Draw) -> Draft? {
    guard
      let (entity, attribute) = draw.pickAttribute({
        ($0.role == .category || $0.role == .place) && $0.values.count >= 2
      }),
      let pair = draw.values(attribute, 2)
    else { return nil }
    let filters =
      draw.chance(0.25) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let one: SQLPhrase = "count(*) filter (where\(attribute) =\(pair[0].sql))"
    let two: SQLPhrase = "count(*) filter (where\(attribute) =\(pair[1].sql))"
    let isDifference = draw.chance(0.3)
    let sql: SQLPhrase =
      "select \(one)\(isDifference ? " -" : ",") \(two)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))"
    let fillers = [
      "one": pair[0].said, "two": pair[1].said, "noun": Wording(draw.noun(attribute)),
      "things": draw.things(entity, filters),
    ]
    let isAdjective = draw.lexicon.isKind("enumadjective", attribute.words)
    return Draft(
      sql, fillers,
      frames: isDifference
        ? "compare.difference" : (attribute.role == .place ? "compare.place" : isAdjective ? "compare" : "compare.noun")
    )
  }
}
