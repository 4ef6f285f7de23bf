/// Questions for one number a group.
enum GroupShapes {
  static let all: [Shape] = [
    Shape("group.count", 6.5, count), Shape("group.aggregate", 6.5, aggregate), Shape("group.two", 2, two),
    Shape("group.dimensions", 2, dimensions), Shape("group.having", 4, having),
    Shape("group.having.sum", 2.5, havingSum),
    Shape("group.top", 6, top), Shape("group.superlative", 6, superlative), Shape("bucket", 6, bucket),
    Shape("bucket.part", 2.5, part), Shape("group.share", 2.5, share), Shape("group.all", 1.5, includingNone),
    Shape("group.popular", 2, popular), Shape("group.best", 2, bestSelling), Shape("group.time", 2.5, overTime),
    Shape("group.linked", 1.5, linked),
    Shape("group.last", 1.8, lastDate), Shape("group.having.distinct", 1.5, havingDistinct),
  ]

  static func count(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge || draw.chance(0.3) }), let dimension = draw.dimension(base) else {
      return nil
    }
    let filters = draw.someFilters(base)
    guard isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(base)
    scope.add(filters)
    scope.add(dimension)
    let isSorted = draw.chance(0.15)
    let sql: SQLPhrase =
      "select\(dimension.select), count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(dimension.group)\(isSorted ? " order by count(*) desc" : "")"
    let fillers = [
      "things": draw.countedThings(base, filters), "dim": dimension.one, "dims": dimension.many,
      "bare": Wording(draw.noun(base).many),
      "sorted": isSorted
        ? draw.either(
          ", sorted by count descending", ", most first", ", highest first", ", ordered by the number",
          ", from most to least") : "",
    ]
    return Draft(sql, fillers, frames: isSorted ? "group.count.sorted" : "group.count")
  }

  /// A question does not group by what it has fixed.
  static func isFree(_ dimension: Dimension, _ filters: [Filter], _ reading: SchemaReading) -> Bool {
    filters.allSatisfy { filter in
      if dimension.isUpper, filter.about.hasPrefix("upper") || filter.about.hasPrefix("above") { return false }
      // Neither by a key that is missing, nor within what a fixed row has one of.
      for link in dimension.links.map(reading.link) {
        let child = reading.entities[link.child]
        if link.childColumns.contains(where: { child.attributes[$0].name.description == filter.about }) { return false }
      }
      if let attribute = dimension.attribute,
        filter.about.hasPrefix("kin \(attribute.entity) ") || filter.about == "kin \(attribute.entity)"
      {
        return false
      }
      if let attribute = dimension.attribute, filter.about == attribute.name.description { return false }
      if let entity = dimension.entity, filter.about.hasPrefix("kin \(entity.index)") { return false }
      return !dimension.isMany || filter.links.isEmpty
    }
  }

  static func aggregate(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), let dimension = draw.dimension(measured.entity) else { return nil }
    let filters = draw.someFilters(measured.entity).filter { $0.about != measured.attribute.name.description }
    guard isFree(dimension, filters, draw.reading) else { return nil }
    let aggregate = draw.aggregate(measured)
    var scope = Scope(measured.entity)
    scope.use(measured.attribute)
    scope.add(filters)
    scope.add(dimension)
    let sql: SQLPhrase =
      "select\(dimension.select), \(aggregate.sql)\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)"
    var fillers = [
      "agg": aggregate.said, "things": draw.countedThings(measured.entity, filters), "dim": dimension.one,
      "dims": dimension.many,
    ]
    let saidAlone = filters.isEmpty || (filters.count == 1 && !draw.detached.isEmpty)
    if saidAlone, measured.entity.isEvent || measured.entity.isBridge || draw.chance(0.4) {
      fillers["things"] = nil
      return Draft(sql, fillers, frames: "group.plain")
    }
    return Draft(sql, fillers)
  }

  static func two(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), let dimension = draw.dimension(measured.entity, many: false) else {
      return nil
    }
    var scope = Scope(measured.entity)
    scope.use(measured.attribute)
    scope.add(dimension)
    let filters = draw.someFilters(measured.entity).filter { $0.about != measured.attribute.name.description }
    guard isFree(dimension, filters, draw.reading) else { return nil }
    scope.add(filters)
    let noun = draw.noun(measured.attribute)
    let attribute = measured.attribute
    var options: [(Wording, SQLPhrase)] = [
      ("number of \(draw.noun(measured.entity).many) and the average \(noun)", "count(*), avg(\(attribute))"),
      ("minimum and maximum \(noun)", "min(\(attribute)), max(\(attribute))"),
      ("average and maximum \(noun)", "avg(\(attribute)), max(\(attribute))"),
    ]
    if measured.isAdditive {
      options += [
        ("number of \(draw.noun(measured.entity).many) and the total \(noun)", "count(*), sum(\(attribute))"),
        ("total and average \(noun)", "sum(\(attribute)), avg(\(attribute))"),
      ]
    }
    guard let (said, selected) = draw.dice.pick(options) else { return nil }
    let sql: SQLPhrase =
      "select\(dimension.select), \(selected)\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)"
    return Draft(
      sql,
      [
        "agg": said, "things": draw.countedThings(measured.entity, filters), "dim": dimension.one,
        "dims": dimension.many,
      ], frames: filters.isEmpty ? "group.plain" : "group.aggregate")
  }

  /// "orders by country and channel".
  static func dimensions(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge }), let one = draw.dimension(base, many: false),
      let two = draw.dimension(base, many: false),
      one.attribute?.name != two.attribute?.name || one.entity?.index != two.entity?.index
    else { return nil }
    var scope = Scope(base)
    scope.add(one)
    scope.add(two)
    let said: Wording = "\(one.one) and \(two.one)"
    if let measured = draw.measured(of: base), draw.chance(0.5) {
      let aggregate = draw.aggregate(measured)
      scope.use(measured.attribute)
      let sql: SQLPhrase =
        "select\(one.select),\(two.select), \(aggregate.sql)\(scope.from(draw.reading)) group by\(one.group),\(two.group)"
      return Draft(sql, ["agg": aggregate.said, "dim": said], frames: "group.pair")
    }
    let sql: SQLPhrase =
      "select\(one.select),\(two.select), count(*)\(scope.from(draw.reading, counts: true)) group by\(one.group),\(two.group)"
    return Draft(sql, ["agg": "number of \(draw.noun(base).many)", "dim": said], frames: "group.pair")
  }

  /// "customers with more than 5 orders", "countries with at least 10 customers".
  static func having(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge || draw.chance(0.5) }), let dimension = draw.dimension(base),
      let number = Optional(draw.count(2...50))
    else { return nil }
    let filters = draw.chance(0.3) ? draw.filters(base, 1, many: false) : []
    guard isFree(dimension, filters, draw.reading) else { return nil }
    var scope = Scope(base)
    scope.add(dimension)
    scope.add(filters)
    let (than, sign) = comparison(draw)
    let hasCount = draw.chance(0.25)
    let sql: SQLPhrase =
      "select\(dimension.select)\(hasCount ? ", count(*)" : "")\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(dimension.group) having count(*) \(sign)\(number.sql)"
    var counted = draw.things(base, filters)
    if base.isBridge, let owner = dimension.entity { counted = Wording(draw.countedNoun(base, for: owner)) }
    var fillers = ["dims": dimension.many, "than": than, "n": number.said, "things": counted]
    fillers["and"] =
      hasCount
      ? draw.either(
        " and how many", " with their number of \(draw.noun(base).many)", ", with the count", " and the count") : ""
    if let owner = dimension.entity, dimension.links.count == 1,
      let verb = draw.linkWords(owner, base).flatMap({ draw.dice.pickEarly($0.active) })
    {
      fillers["verb"] = Wording(verb)
      if draw.chance(0.5) { return Draft(sql, fillers, frames: "group.having.verb") }
    }
    return Draft(sql, fillers)
  }

  static func comparison(_ draw: Draw) -> (Wording, String) {
    switch draw.dice.below(10) {
    case ..<4: (draw.either("more than", "over", "more than"), ">")
    case ..<7: (draw.either("at least", "a minimum of", "no fewer than"), ">=")
    case ..<8: (draw.either("fewer than", "less than", "under"), "<")
    case ..<9: (draw.either("at most", "no more than", "up to"), "<=")
    default: ("exactly", "=")
    }
  }

  static func havingSum(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), let dimension = draw.dimension(measured.entity, many: false) else {
      return nil
    }
    let aggregate = draw.aggregate(measured)
    let number = draw.number(measured.attribute)
    var scope = Scope(measured.entity)
    scope.use(measured.attribute)
    scope.add(dimension)
    let isHigh = draw.chance(0.7)
    let sql: SQLPhrase =
      "select\(dimension.select)\(scope.from(draw.reading)) group by\(dimension.group) having \(aggregate.sql) \(isHigh ? ">" : "<")\(number.sql)"
    return Draft(
      sql,
      [
        "dims": dimension.many, "agg": aggregate.said,
        "than": isHigh
          ? draw.either("above", "over", "greater than", "more than", "of more than", "higher than")
          : draw.either("below", "under", "less than", "lower than"), "n": number.said,
      ])
  }

  /// "share of orders by channel".
  static func share(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge }), let dimension = draw.dimension(base, many: false) else {
      return nil
    }
    var scope = Scope(base)
    scope.add(dimension)
    if let measured = draw.measured(of: base, additive: true), draw.chance(0.4) {
      scope.use(measured.attribute)
      let attribute = measured.attribute
      let noun = attribute.sumNouns.first ?? draw.noun(attribute)
      let sql: SQLPhrase =
        "select\(dimension.select), 100.0 * sum(\(attribute)) / sum(sum(\(attribute))) over ()\(scope.from(draw.reading)) group by\(dimension.group)"
      return Draft(
        sql,
        [
          "things": "\(measured.attribute.sumNouns.isEmpty ? "the total " : "")\(noun)", "dim": dimension.one,
          "dims": dimension.many,
        ])
    }
    // Any other condition would be heard as a share within each group.
    let filters = draw.chance(0.4) ? draw.filters(base, 2, many: false).filter { $0.when != nil } : []
    guard isFree(dimension, filters, draw.reading) else { return nil }
    scope.add(filters)
    let sql: SQLPhrase =
      "select\(dimension.select), 100.0 * count(*) / sum(count(*)) over ()\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(dimension.group)"
    return Draft(sql, ["things": draw.countedThings(base, filters), "dim": dimension.one, "dims": dimension.many])
  }

  /// "number of orders per customer, including customers without any".
  static func includingNone(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = AggregateShapes.pair(draw) else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    let dimension = draw.dimension(rowsOf: owner)
    let sql: SQLPhrase =
      "select\(dimension.select), count(\(pointer)) from\(owner) left join\(child) group by\(dimension.group)"
    return Draft(sql, ["things": Wording(draw.noun(child).many), "dim": dimension.one, "dims": dimension.many])
  }
}
