extension NestedShapes {
  /// What is added up over time: a measure's sum or the rows' number, with what the SELECT must name.
  private struct Series {
    var bucket: SQLPhrase
    var grain: String
    var said: Wording
    var value: SQLPhrase
    var rest: SQLPhrase
  }

  private static func series(_ draw: Draw, _ grains: [String]) -> Series? {
    guard let (entity, date, links) = draw.timed() else { return nil }
    let grain = draw.dice.pick(grains) ?? "month"
    var filters: [Filter] =
      draw.chance(0.25) ? draw.filters(entity, 1, many: false).filter { $0.about != date.name.description } : []
    if grain != "year", draw.chance(0.45) {
      let year = draw.absolute(date, yearOnly: true)
      var filter = Filter(date, sql: "\(date) in\(year.sql)")
      filter.links = links
      filter.when = year.adverbial
      filter.posts = [year.adverbial]
      filters = [filter]
    }
    var scope = Scope(entity)
    scope.use(date)
    scope.follow(links)
    scope.add(filters)
    var said: Wording = "number of \(draw.noun(entity).many)"
    var value: SQLPhrase = "count(*)"
    var counts = true
    if entity.isEvent || !links.isEmpty, let measured = draw.measured(of: entity, additive: true), draw.chance(0.72) {
      said = Wording(draw.sumNoun(measured.attribute))
      value = "sum(\(measured.attribute))"
      scope.use(measured.attribute)
      counts = false
    }
    let tail = GroupShapes.trailing(draw, entity, filters)
    let bucket: SQLPhrase = "\(grain)(\(date))"
    return Series(
      bucket: bucket, grain: grain, said: "\(said)\(tail)", value: value,
      rest:
        "\(scope.from(draw.reading, counts: counts))\(ListShapes.condition(filters)) group by \(bucket) order by \(bucket)"
    )
  }

  private static let adverbs = [
    "day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly",
  ]

  private static func fillers(_ series: Series) -> [String: Wording] {
    [
      "agg": series.said, "grain": Wording(series.grain), "every": Wording(adverbs[series.grain] ?? series.grain),
      "grains": Wording(series.grain + "s"),
    ]
  }

  /// "running total of revenue by month".
  static func running(_ draw: Draw) -> Draft? {
    guard let series = series(draw, ["month", "month", "day", "year", "week", "quarter"]) else { return nil }
    let total: SQLPhrase = "sum(\(series.value)) over (order by \(series.bucket))"
    let isBoth = draw.chance(0.25)
    let alone: SQLPhrase = isBoth ? " \(series.value)," : ""
    return Draft(
      "select \(series.bucket),\(alone) \(total)\(series.rest)", fillers(series),
      frames: isBoth ? "window.running.both" : "window.running")
  }

  /// "revenue per month compared with the month before": the value next to it, the difference, or the growth.
  static func previous(_ draw: Draw) -> Draft? {
    guard let series = series(draw, ["month", "year", "quarter", "month", "week"]) else { return nil }
    let lag: SQLPhrase = "lag(\(series.value)) over (order by \(series.bucket))"
    let head: SQLPhrase = "select \(series.bucket), \(series.value)"
    switch draw.dice.below(10) {
    case ..<5:
      return Draft("\(head), \(series.value) - \(lag)\(series.rest)", fillers(series), frames: "window.change")
    case ..<8:
      return Draft(
        "\(head), 100.0 * (\(series.value) - \(lag)) / nullif(\(lag), 0)\(series.rest)", fillers(series),
        frames: "window.growth")
    default: return Draft("\(head), \(lag)\(series.rest)", fillers(series))
    }
  }

  /// "three month moving average of revenue".
  static func moving(_ draw: Draw) -> Draft? {
    guard let series = series(draw, ["month", "month", "day", "week"]) else { return nil }
    let width = draw.dice.pick([3, 3, 7, 6, 12]) ?? 3
    let sql: SQLPhrase =
      "select \(series.bucket), avg(\(series.value)) over (order by \(series.bucket) rows between \(String(width - 1)) preceding and current row)\(series.rest)"
    var parts = fillers(series)
    let words = [3: "three", 6: "six", 7: "seven", 12: "twelve"]
    parts["n"] = Wording(draw.chance(0.4) ? words[width] ?? String(width) : String(width))
    return Draft(sql, parts)
  }

  /// "rank products by price", within a group too, and groups by what they add up to.
  static func rank(_ draw: Draw) -> Draft? {
    if draw.chance(0.4) { return rankGroups(draw) }
    guard let measured = draw.measured(), !measured.entity.isEvent else { return nil }
    let entity = measured.entity
    let isDown = draw.chance(0.8)
    let direction = isDown ? " desc" : ""
    let filters =
      draw.chance(0.25)
      ? draw.filters(entity, 1, many: false).filter { $0.about != measured.attribute.name.description } : []
    let shown = SQLPhrase.columns(entity.shown(with: measured.attribute))
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [measured.attribute])
    scope.add(filters)
    let fillers = [
      "things": draw.things(entity, filters), "by": Wording(draw.noun(measured.attribute)),
      "direction": isDown
        ? draw.either("", "", ", highest first") : draw.either(", lowest first", ", starting with the lowest"),
    ]
    if draw.chance(0.45), let dimension = draw.dimension(entity, many: false),
      GroupShapes.isFree(dimension, filters, draw.reading)
    {
      scope.add(dimension)
      let key: SQLPhrase =
        dimension.attribute.map { "\($0)" } ?? dimension.entity?.keyAttribute.map { "\($0)" } ?? dimension.select
      let sql: SQLPhrase =
        "select\(dimension.select),\(shown), rank() over (partition by\(key) order by\(measured.attribute)\(direction))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
      return Draft(sql, fillers.merging(["dim": dimension.one]) { $1 }, frames: "window.rank.group")
    }
    return Draft(
      "select\(shown), rank() over (order by\(measured.attribute)\(direction))\(scope.from(draw.reading))\(ListShapes.condition(filters))",
      fillers)
  }

  private static func rankGroups(_ draw: Draw) -> Draft? {
    guard let ranked = GroupShapes.ranked(draw), !ranked.dimension.isMany else { return nil }
    let filters = draw.chance(0.4) ? draw.filters(ranked.base, 1, many: false) : []
    guard GroupShapes.isFree(ranked.dimension, filters, draw.reading) else { return nil }
    var scope = Scope(ranked.base)
    if let measure = ranked.measure { scope.use(measure) }
    scope.add(ranked.dimension)
    scope.add(filters)
    let tail = GroupShapes.trailing(draw, ranked.base, filters)
    let said: Wording = ranked.measure == nil ? "number of \(ranked.said)\(tail)" : "\(ranked.said)\(tail)"
    return Draft(
      "select\(ranked.dimension.select), \(ranked.sql), rank() over (order by \(ranked.sql) desc)\(scope.from(draw.reading, counts: ranked.measure == nil))\(ListShapes.condition(filters)) group by\(ranked.dimension.group)",
      ["things": ranked.dimension.many, "by": said, "direction": ""])
  }

  /// "number the orders of each customer by date".
  static func numbered(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = AggregateShapes.pair(draw), let date = child.mainDateAttribute, child.isEvent
    else {
      return nil
    }
    let pointer = child.attributes[link.childColumns[0]]
    let shown = SQLPhrase.columns([pointer] + child.shown(with: date).filter { $0.index != pointer.index })
    return Draft(
      "select\(shown), row_number() over (partition by\(pointer) order by\(date))",
      [
        "things": Wording(draw.noun(child).many), "owner": Wording(draw.noun(owner).one),
        "by": Wording(draw.noun(date)),
      ])
  }

  /// "orders worth more than twice the average".
  static func times(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), !measured.entity.isBridge else { return nil }
    let entity = measured.entity
    let attribute = measured.attribute
    let filters =
      draw.chance(0.35)
      ? draw.filters(entity, 1, many: false).filter { $0.when != nil && $0.about != attribute.name.description } : []
    var said: Wording
    var factor: SQLPhrase
    switch draw.dice.below(4) {
    case 0: (said, factor) = ("twice", "2")
    case 1: (said, factor) = ("double", "2")
    default:
      let number = draw.count(2...5)
      (said, factor) = ("\(number.said) times", number.sql)
    }
    let isLow = draw.chance(0.15)
    if isLow { (said, factor) = ("half", "0.5") }
    let average: SQLPhrase = "(select avg(\(attribute))\(ListShapes.condition(filters)))"
    let rest: SQLPhrase = ListShapes.condition(filters, " and")
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [attribute])
    scope.add(filters)
    guard filters.allSatisfy({ $0.links.isEmpty }) else { return nil }
    let isCount = draw.chance(0.3)
    let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(entity.labelAttributes)
    let verb = attribute.measure?.verbs.first
    return Draft(
      "select\(selected)\(scope.from(draw.reading, counts: isCount)) where\(attribute) \(isLow ? "<" : ">") \(factor) *\(average)\(rest)",
      [
        "things": draw.things(entity, filters), "by": Wording(draw.noun(attribute)), "times": said,
        "than": isLow ? "less than" : "more than", "verb": Wording(verb ?? "have \(draw.noun(attribute))"),
        "one": Wording(draw.noun(entity).one),
      ], frames: isCount ? "above.times.count" : verb == nil ? "above.times" : "above.times.verb")
  }
}
