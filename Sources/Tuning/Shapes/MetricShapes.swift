/// Rates, shares and numbers per owner, however they are asked.
enum MetricShapes {
  static let all: [Shape] = [
    Shape("metric", 3, whole), Shape("metric.group", 7, group), Shape("metric.best", 2, best),
    Shape("metric.versus", 3.5, versus), Shape("metric.tables", 1, tables), Shape("metric.bucket", 2, bucketAverage),
    Shape("metric.within", 2, shareWithin), Shape("metric.sum", 4, sumShare),
  ]

  /// "return rate of orders from Norway", "revenue per customer in 2024".
  static func whole(_ draw: Draw) -> Draft? {
    guard let metric = draw.metric() else { return nil }
    return Draft("select \(metric.sql)\(metric.rest(draw))", ["agg": "\(metric.said)\(unit(draw, metric))"])
  }

  /// "cancellation rate by channel", "share of late orders per month", "orders per customer and country".
  static func group(_ draw: Draw) -> Draft? {
    guard var metric = draw.metric(), let dimension = draw.split(metric.entity), metric.admits(dimension, draw) else {
      return nil
    }
    metric.scope.add(dimension)
    return Draft(
      "select\(dimension.select), \(metric.sql)\(metric.rest(draw)) group by\(dimension.group)\(dimension.order)",
      ["agg": metric.said, "dim": dimension.one, "dims": dimension.many, "unit": unit(draw, metric)],
      frames: metric.isShare ? "metric.group.share" : "metric.group")
  }

  /// "which store has the highest return rate", "the 3 countries with the lowest share of …".
  static func best(_ draw: Draw) -> Draft? {
    guard var metric = draw.metric(), let dimension = draw.split(metric.entity), metric.admits(dimension, draw) else {
      return nil
    }
    metric.scope.add(dimension)
    let isHigh = draw.chance(0.7)
    let end = isHigh ? " desc" : ""
    var fillers = [
      "things": metric.said, "by": metric.said, "dim": dimension.one, "dims": dimension.many,
      "extreme": isHigh ? draw.either("highest", "highest", "largest") : "lowest",
    ]
    let rest: SQLPhrase = "\(metric.rest(draw)) group by\(dimension.group) order by \(metric.sql)\(end) limit"
    if draw.chance(0.4), dimension.order.isEmpty {
      let number = draw.topCount()
      fillers["n"] = number.said
      return Draft(
        "select\(dimension.select), \(metric.sql)\(rest)\(number.sql)", fillers,
        frames: isHigh ? "group.top" : "group.top.lowest")
    }
    return Draft(
      "select\(dimension.select)\(rest) 1", fillers,
      frames: isHigh && draw.chance(0.2) ? "group.highest.best" : "group.highest")
  }

  /// "return rate for store versus web".
  static func versus(_ draw: Draw) -> Draft? {
    guard var metric = draw.metric(plain: true), let dimension = draw.dimension(metric.entity, many: false),
      metric.admits(dimension, draw), let (one, two, filter) = draw.versus(dimension),
      !metric.filters.contains(where: { $0.about == filter.about })
    else { return nil }
    metric.scope.add(dimension)
    let isAdjective =
      dimension.attribute.map { draw.lexicon.isKind("enumadjective", $0.words) && $0.entity == metric.entity.index }
      ?? false
    var fillers = [
      "agg": metric.said, "dim": dimension.one, "one": one, "two": two, "unit": unit(draw, metric),
    ]
    if isAdjective { fillers["bare"] = Wording(draw.noun(metric.entity).many) }
    return Draft(
      "select\(dimension.select), \(metric.sql)\(metric.rest(draw, [filter])) group by\(dimension.group)", fillers)
  }

  /// "ratio of returns to orders": one table's rows to another's.
  static func tables(_ draw: Draw) -> Draft? {
    guard let (owner, child, _) = AggregateShapes.pair(draw) else { return nil }
    let filters = draw.chance(0.3) ? draw.filters(child, 1, many: false) : []
    var scope = Scope(child)
    scope.add(filters)
    return Draft(
      "select 1.0 * (select count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))) / nullif((select count(*) from\(owner)), 0)",
      [
        "one": draw.things(child, filters), "two": Wording(draw.noun(owner).many),
        "two.one": Wording(draw.noun(owner).one),
      ])
  }

  /// "average monthly revenue": the average of sums or counts over steps of time.
  static func bucketAverage(_ draw: Draw) -> Draft? {
    guard let (entity, date, links) = draw.timed(), date.role == .date else { return nil }
    let grain = draw.dice.pick(["month", "month", "day", "year", "week", "quarter"]) ?? "month"
    let filters = draw.chance(0.5) ? draw.filters(entity, 1, many: false) : []
    var scope = Scope(entity)
    scope.use(date)
    scope.follow(links)
    scope.add(filters)
    var value: SQLPhrase = "count(*)"
    var said: Wording = "number of \(draw.noun(entity).many)"
    var counts = true
    if let measured = draw.measured(of: entity, additive: true), draw.chance(0.6) {
      value = "sum(\(measured.attribute))"
      said = Wording(draw.sumNoun(measured.attribute))
      scope.use(measured.attribute)
      counts = false
    }
    let adverbs = ["day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"]
    let (name, function) =
      draw.dice.pick([("average", "avg"), ("average", "avg"), ("mean", "avg"), ("highest", "max")])
      ?? ("average", "avg")
    return Draft(
      "select \(function)(n) from (select \(value) as n\(scope.from(draw.reading, counts: counts))\(ListShapes.condition(filters)) group by \(grain)(\(date))) as x",
      [
        "how": Wording(name), "agg": said, "tail": GroupShapes.trailing(draw, entity, filters), "grain": Wording(grain),
        "every": Wording(adverbs[grain] ?? grain),
      ])
  }

  /// "share of each channel in the revenue of each country": within a group.
  static func shareWithin(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge }), let outer = draw.split(base),
      let inner = draw.dimension(base, many: false),
      inner.attribute?.name != outer.attribute?.name
        || inner.entity?.index != outer.entity?.index
    else { return nil }
    let filters = draw.chance(0.3) ? draw.filters(base, 2, many: false).filter { $0.when != nil } : []
    guard [outer, inner].allSatisfy({ GroupShapes.isFree($0, filters, draw.reading) }) else { return nil }
    var scope = Scope(base)
    scope.add(outer)
    scope.add(inner)
    scope.add(filters)
    var value: SQLPhrase = "count(*)"
    var said: Wording = draw.things(base, filters)
    var counts = true
    if let measured = draw.measured(of: base, additive: true), draw.chance(0.5) {
      value = "sum(\(measured.attribute))"
      counts = false
      scope.use(measured.attribute)
      let noun = draw.sumNoun(measured.attribute)
      said = filters.isEmpty ? Wording(noun) : "\(noun) of \(said)"
    }
    return Draft(
      "select\(outer.select),\(inner.select), 100.0 * \(value) / sum(\(value)) over (partition by\(draw.partition(outer)))\(scope.from(draw.reading, counts: counts))\(ListShapes.condition(filters)) group by\(outer.group),\(inner.group)\(outer.order)",
      ["agg": said, "outer": outer.one, "inner": inner.one, "inners": inner.many])
  }

  /// "share of revenue from web orders by country", "each department's share of revenue in 2024".
  static func sumShare(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(additive: true) else { return nil }
    let (entity, attribute) = (measured.entity, measured.attribute)
    let noun = draw.sumNoun(attribute)
    guard let dimension = draw.split(entity) else { return nil }
    let filters =
      draw.chance(0.45) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    guard GroupShapes.isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(dimension)
    scope.add(filters)
    if filters.allSatisfy({ $0.when != nil }), draw.chance(0.7) {
      let tail = GroupShapes.trailing(draw, entity, filters)
      return Draft(
        "select\(dimension.select), 100.0 * sum(\(attribute)) / sum(sum(\(attribute))) over ()\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)\(dimension.order)",
        [
          "things": "\(noun.hasPrefix("total") ? "" : draw.either("", "", "total "))\(noun)\(tail)",
          "dim": dimension.one, "dims": dimension.many,
        ],
        frames: "group.share")
    }
    guard let part = draw.part(of: entity), part.about != attribute.name.description,
      !filters.contains(where: { $0.about == part.about }), GroupShapes.isFree(dimension, [part], draw.reading)
    else { return nil }
    scope.add([part])
    let tail = GroupShapes.trailing(draw, entity, filters)
    return Draft(
      "select\(dimension.select), 100.0 * sum(\(attribute)) filter (where \(part.sql)) / sum(\(attribute))\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)\(dimension.order)",
      ["agg": Wording(noun), "things": draw.things(entity, [part]), "dim": dimension.one, "tail": tail])
  }

  private static func unit(_ draw: Draw, _ metric: Metric) -> Wording {
    metric.isPercent ? draw.either("", "", ", in percent", " in percent", " (%)") : ""
  }
}
