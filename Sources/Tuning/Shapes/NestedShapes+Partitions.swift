extension NestedShapes {
  /// What a series of time adds up for each group: "orders per month and channel".
  private struct GroupedSeries {
    var dimension: Dimension
    var bucket: SQLPhrase
    var value: SQLPhrase
    var rest: SQLPhrase
    var fillers: [String: Wording]
  }

  private static func groupedSeries(_ draw: Draw) -> GroupedSeries? {
    guard let (entity, date, links) = draw.timed(), let dimension = draw.dimension(entity, many: false),
      dimension.attribute?.name != date.name
    else { return nil }
    let grain = draw.dice.pick(["month", "year", "quarter", "month", "year"]) ?? "month"
    let filters =
      draw.chance(0.45)
      ? draw.filters(entity, 1, many: false).filter { grain != "year" || $0.about != date.name.description } : []
    guard GroupShapes.isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(entity)
    scope.use(date)
    scope.follow(links)
    scope.add(dimension)
    scope.add(filters)
    var value: SQLPhrase = "count(*)"
    var said: Wording = "number of \(draw.noun(entity).many)"
    var counts = true
    if let measured = draw.measured(of: entity, additive: true), draw.chance(0.65) {
      value = "sum(\(measured.attribute))"
      said = Wording(draw.sumNoun(measured.attribute))
      scope.use(measured.attribute)
      counts = false
    }
    let bucket: SQLPhrase = "\(grain)(\(date))"
    let adverbs = ["month": "monthly", "quarter": "quarterly", "year": "yearly"]
    return GroupedSeries(
      dimension: dimension, bucket: bucket, value: value,
      rest:
        "\(scope.from(draw.reading, counts: counts))\(ListShapes.condition(filters)) group by\(dimension.group), \(bucket)",
      fillers: [
        "agg": "\(said)\(GroupShapes.trailing(draw, entity, filters))", "dim": dimension.one, "dims": dimension.many,
        "grain": Wording(grain), "every": Wording(adverbs[grain] ?? grain),
      ])
  }

  /// "running total of revenue by month for each channel", "change to the year before per country".
  static func seriesWithin(_ draw: Draw) -> Draft? {
    guard let series = groupedSeries(draw) else { return nil }
    let head: SQLPhrase = "select\(series.dimension.select), \(series.bucket)"
    let window: SQLPhrase = "over (partition by\(draw.partition(series.dimension)) order by \(series.bucket))"
    if draw.chance(0.45) {
      return Draft(
        "\(head), sum(\(series.value)) \(window)\(series.rest)", series.fillers, frames: "window.within.running")
    }
    return Draft(
      "\(head), \(series.value), \(series.value) - lag(\(series.value)) \(window)\(series.rest)", series.fillers,
      frames: "window.within.change")
  }

  /// "rank the stores of each country by revenue".
  static func rankWithin(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured() else { return nil }
    let base = measured.entity
    let ways = draw.reading.kin[base.index].filter {
      $0.links.count <= 2 && !$0.isMany && !$0.isSecond && draw.isGroup($0, base)
    }
    guard let way = draw.dice.pick(ways), let part = draw.dimension(draw.reading.entities[way.entity], many: false)
    else { return nil }
    let dimension = draw.dimension(way, base)
    let aggregate: (said: Wording, sql: SQLPhrase) =
      draw.chance(0.3) ? ("number of \(draw.noun(base).many)", "count(*)") : draw.aggregate(measured, isRanked: true)
    let filters =
      draw.chance(0.35)
      ? draw.filters(base, 1, many: false).filter { $0.about != measured.attribute.name.description } : []
    guard [dimension, part].allSatisfy({ GroupShapes.isFree($0, filters, draw.reading) }) else { return nil }
    var scope = Scope(base)
    let counts = aggregate.sql.pieces.count == 1
    if !counts { scope.use(measured.attribute) }
    scope.add(dimension)
    scope.add(part)
    scope.add(filters)
    let tail = GroupShapes.trailing(draw, base, filters)
    return Draft(
      "select\(part.select),\(dimension.select), \(aggregate.sql), rank() over (partition by\(draw.partition(part)) order by \(aggregate.sql) desc)\(scope.from(draw.reading, counts: counts))\(ListShapes.condition(filters)) group by\(part.group),\(dimension.group)",
      ["things": dimension.many, "by": "\(aggregate.said)\(tail)", "dim": part.one, "direction": "", "their": "their"],
      frames: "window.rank.group")
  }

  /// "days since the customer's previous order".
  static func gap(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = AggregateShapes.pair(draw), child.isEvent, let date = child.mainDateAttribute
    else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    let day: SQLPhrase = date.column.family == .date ? "\(date)" : " cast(\(date) as date)"
    let shown = SQLPhrase.columns([pointer] + child.shown(with: date).filter { $0.index != pointer.index })
    return Draft(
      "select\(shown),\(day) - lag(\(day)) over (partition by\(pointer) order by\(date))",
      [
        "thing": Wording(draw.noun(child).one), "things": Wording(draw.noun(child).many),
        "owner": Wording(draw.noun(owner).one),
      ])
  }

  /// "how far each product's price is from the average of its category", "customers in four groups by …".
  static func deviation(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), !measured.entity.isEvent, !measured.entity.isBridge else { return nil }
    let (entity, attribute) = (measured.entity, measured.attribute)
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [attribute])
    let shown = SQLPhrase.columns(entity.shown(with: attribute))
    var fillers = [
      "things": draw.things(entity), "thing": Wording(draw.noun(entity).one), "by": Wording(draw.noun(attribute)),
      "their": entity.isPerson ? "their" : "its",
    ]
    if draw.chance(0.3) {
      let (number, words) =
        draw.dice.pick([(4, "four"), (4, "4"), (5, "five"), (10, "ten"), (3, "three")]) ?? (4, "four")
      fillers["n"] = Wording(words)
      return Draft(
        "select\(shown), ntile(\(String(number))) over (order by\(attribute))", fillers,
        frames: number == 4 && draw.chance(0.5) ? "window.quartile" : "window.tile")
    }
    guard let dimension = draw.dimension(entity, many: false), dimension.attribute?.name != attribute.name else {
      return nil
    }
    scope.add(dimension)
    fillers["dim"] = dimension.one
    return Draft(
      "select\(shown),\(attribute) - avg(\(attribute)) over (partition by\(draw.partition(dimension)))\(scope.from(draw.reading))",
      fillers, frames: "window.deviation")
  }
}
