extension GroupShapes {
  private static let adverbs = [
    "day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly",
  ]

  /// "orders per month".
  static func bucket(_ draw: Draw) -> Draft? {
    let found: (entity: Entity, date: Attribute, links: [Int])?
    if draw.chance(0.7) {
      found = draw.timed()
    } else {
      found = draw.pickAttribute { $0.role == .date && $0.words != ["last", "update"] }.map { ($0, $1, []) }
    }
    guard let (entity, date, links) = found else { return nil }
    let grain = draw.dice.pick(["month", "month", "year", "year", "quarter", "week", "day"]) ?? "month"
    var filters = draw.someFilters(entity).filter { $0.about != date.name.description }
    if grain != "year", draw.chance(0.4), entity.mainDate == date.index || !links.isEmpty {
      let period = draw.absolute(date, yearOnly: true)
      var year = Filter(date, sql: "\(date) in\(period.sql)")
      year.links = links
      year.when = period.adverbial
      year.posts = [period.adverbial]
      filters.append(year)
    }
    var scope = Scope(entity)
    scope.use(date)
    scope.follow(links)
    scope.add(filters)
    let bucket: SQLPhrase = "\(grain)(\(date))"
    let order: SQLPhrase = " order by \(bucket)"
    let by: Wording =
      entity.mainDate == date.index || !links.isEmpty ? Wording(grain) : "\(grain) of \(draw.noun(date))"
    if let measured = draw.measured(of: entity), draw.chance(0.55) {
      let aggregate = draw.aggregate(measured)
      scope.use(measured.attribute)
      let sql: SQLPhrase =
        "select \(bucket), \(aggregate.sql)\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by \(bucket)\(order)"
      let said = draw.countedThings(entity, filters)
      let isAlone = filters.isEmpty || filters.count == 1 && !draw.detached.isEmpty
      return Draft(
        sql,
        [
          "agg": isAlone && entity.isEvent && draw.chance(0.6) ? aggregate.said : "\(aggregate.said) of \(said)",
          "dim": by, "grain": Wording(grain), "every": Wording(Self.adverbs[grain] ?? grain),
        ],
        frames: by.parts.count == 1 && !by.flattened().text.contains(" ") ? "bucket.aggregate" : "bucket.aggregate.of")
    }
    let sql: SQLPhrase =
      "select \(bucket), count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by \(bucket)\(order)"
    var fillers = ["things": draw.countedThings(entity, filters), "dim": by, "grain": Wording(grain)]
    fillers["every"] = Wording(Self.adverbs[grain] ?? grain)
    fillers["verb"] =
      date.date?.passive.first.map { "were \($0)" } ?? date.date?.active.first.map { "\($0)" } ?? "were there"
    return Draft(sql, fillers)
  }

  /// "orders by weekday", "which month of the year has most sales".
  static func part(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.isEvent || $0.mainDate != nil }), let date = entity.mainDateAttribute else {
      return nil
    }
    let isTimed = date.column.family == .timestamp
    let parts: [(String, Wording)] = [
      ("part_dow", draw.either("weekday", "day of the week", "day of week")),
      ("part_month", draw.either("calendar month", "month of the year")),
      isTimed ? ("part_hour", draw.either("hour of the day", "hour", "hour of day")) : ("part_dow", "weekday"),
    ]
    guard let (function, said) = draw.dice.pick(parts) else { return nil }
    let bucket: SQLPhrase = "\(function)(\(date))"
    let filters = draw.someFilters(entity)
    var scope = Scope(entity)
    scope.use(date)
    scope.add(filters)
    if draw.chance(0.35) {
      let sql: SQLPhrase =
        "select \(bucket)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by \(bucket) order by count(*) desc limit 1"
      return Draft(sql, ["dim": said, "things": draw.things(entity, filters)], frames: "bucket.busiest")
    }
    let sql: SQLPhrase =
      "select \(bucket), count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by \(bucket) order by \(bucket)"
    return Draft(sql, ["things": draw.countedThings(entity, filters), "dim": said])
  }

  /// "revenue by month and channel": a group and a time.
  static func overTime(_ draw: Draw) -> Draft? {
    guard let (entity, date, links) = draw.timed(), let dimension = draw.dimension(entity, many: false),
      dimension.attribute?.name != date.name
    else { return nil }
    let grain = draw.dice.pick(["month", "year", "year", "quarter"]) ?? "year"
    let bucket: SQLPhrase = "\(grain)(\(date))"
    let filters =
      draw.chance(0.3) ? draw.filters(entity, 1, many: false).filter { $0.about != date.name.description } : []
    guard isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(entity)
    scope.use(date)
    scope.follow(links)
    scope.add(dimension)
    scope.add(filters)
    var said: Wording = "number of \(draw.countedThings(entity, filters))"
    var value: SQLPhrase = "count(*)"
    var counts = true
    if let measured = draw.measured(of: entity), draw.chance(0.55) {
      let aggregate = draw.aggregate(measured)
      let tail = trailing(draw, entity, filters)
      said = "\(aggregate.said)\(tail)"
      value = aggregate.sql
      counts = false
      scope.use(measured.attribute)
    }
    let isTimeFirst = draw.chance(0.5)
    let columns: SQLPhrase = isTimeFirst ? " \(bucket),\(dimension.select)" : "\(dimension.select), \(bucket)"
    let groups: SQLPhrase = isTimeFirst ? " \(bucket),\(dimension.group)" : "\(dimension.group), \(bucket)"
    return Draft(
      "select\(columns), \(value)\(scope.from(draw.reading, counts: counts))\(ListShapes.condition(filters)) group by\(groups)",
      ["agg": said, "dim": isTimeFirst ? "\(grain) and \(dimension.one)" : "\(dimension.one) and \(grain)"],
      frames: "group.pair")
  }

  /// "visits and orders by source": rows, and how many of them lead somewhere.
  static func linked(_ draw: Draw) -> Draft? {
    let fitting = draw.reading.entities.flatMap { entity in
      draw.reading.parents(of: entity.index).filter { link in
        link.childColumns.count == 1 && entity.attributes[link.childColumns[0]].column.nullable && !link.isDoubled
          && !entity.isBridge
      }.map { (entity, $0) }
    }
    guard let (entity, link) = draw.dice.pick(fitting, by: { $0.0.weight }),
      let dimension = draw.dimension(entity, many: false)
    else { return nil }
    let target = draw.reading.entities[link.parent]
    guard dimension.entity?.index != target.index else { return nil }
    let pointer = entity.attributes[link.childColumns[0]]
    let filters =
      draw.chance(0.4) ? draw.filters(entity, 1, many: false).filter { $0.about != pointer.name.description } : []
    guard isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(entity)
    scope.use(pointer)
    scope.add(dimension)
    scope.add(filters)
    let role = link.role ?? draw.noun(target).one
    return Draft(
      "select\(dimension.select), count(*), count(\(pointer))\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)",
      [
        "things": draw.countedThings(entity, filters), "dim": dimension.one, "role": Wording(role),
        "roles": Wording(draw.plural(role)),
      ])
  }

  /// "when did each customer last order".
  static func lastDate(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = AggregateShapes.pair(draw), let date = child.mainDateAttribute else { return nil }
    let dimension = draw.dimension(rowsOf: owner)
    let isLast = draw.chance(0.7)
    var scope = Scope(child)
    scope.use(date)
    scope.follow([link.index])
    scope.add(dimension)
    let sql: SQLPhrase =
      "select\(dimension.select), \(isLast ? "max" : "min")(\(date))\(scope.from(draw.reading)) group by\(dimension.group)"
    return Draft(
      sql,
      [
        "dim": dimension.one, "dims": dimension.many, "thing": Wording(draw.noun(child).one),
        "by": Wording(draw.noun(date)),
        "last": isLast ? draw.either("last", "latest", "most recent") : draw.either("first", "earliest"),
      ])
  }

  /// "customers who bought at least 3 different products".
  static func havingDistinct(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ $0.isEvent || $0.isBridge || draw.chance(0.3) }),
      let dimension = draw.dimension(base)
    else { return nil }
    let keys = draw.reading.parents(of: base.index).filter {
      $0.childColumns.count == 1 && $0.role == nil && !$0.isDoubled && $0.parent != dimension.entity?.index
    }
    guard !dimension.isMany, let key = draw.dice.pick(keys) else { return nil }
    let counted = base.attributes[key.childColumns[0]]
    let number = draw.count(2...12)
    let (than, sign) = comparison(draw)
    var scope = Scope(base)
    scope.use(counted)
    scope.add(dimension)
    let things = draw.noun(draw.reading.entities[key.parent]).many
    if draw.chance(0.4) {
      return Draft(
        "select\(dimension.select), count(distinct\(counted))\(scope.from(draw.reading)) group by\(dimension.group)",
        ["dim": dimension.one, "things": Wording(things), "base": Wording(draw.noun(base).many)],
        frames: "group.distinct")
    }
    return Draft(
      "select\(dimension.select)\(scope.from(draw.reading)) group by\(dimension.group) having count(distinct\(counted)) \(sign)\(number.sql)",
      [
        "dims": dimension.many, "than": than, "n": number.said, "things": Wording(things),
        "base": Wording(draw.noun(base).many),
      ])
  }
}
