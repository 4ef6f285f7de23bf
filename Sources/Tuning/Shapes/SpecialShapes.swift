/// Questions about ages, second places, best months, columns against each other, and the items of arrays.
enum SpecialShapes {
  static let all: [Shape] = [
    Shape("top.nth", 1.8, nth), Shape("bucket.best", 2.5, bestBucket), Shape("age", 2, age),
    Shape("columns.difference", 1.6, columnsDifference),
    Shape("columns.compare", 1, columnsCompare), Shape("array", 2.4, array),
    Shape("group.top.per", 4, topOfGroups),
  ]

  /// "the second most expensive product".
  static func nth(_ draw: Draw) -> Draft? {
    guard
      let (entity, attribute) = draw.pickAttribute({
        $0.isMeasure || $0.role == .date && $0.date?.newest.isEmpty == false
      })
    else { return nil }
    guard
      let (word, skipped) = draw.dice.pick([
        ("second", 1), ("second", 1), ("third", 2), ("2nd", 1), ("3rd", 2), ("fourth", 3),
      ])
    else { return nil }
    func sql(_ isHigh: Bool) -> SQLPhrase {
      "select\(SQLPhrase.columns(entity.labelAttributes)) order by\(attribute)\(ListShapes.end(attribute, isHigh)) limit 1 offset \(String(skipped))"
    }
    var fillers: [String: Wording] = ["nth": Wording(word), "thing": Wording(draw.noun(entity).one)]
    if let (adjective, isHigh) = ListShapes.superlative(draw, attribute),
      !["best", "worst", "last"].contains(adjective.flattened().text)
    {
      fillers["est"] = adjective
      return Draft(sql(isHigh), fillers)
    }
    guard attribute.isMeasure else { return nil }
    let isHigh = draw.chance(0.8)
    fillers["extreme"] = isHigh ? draw.either("highest", "largest") : "lowest"
    fillers["by"] = Wording(draw.noun(attribute))
    return Draft(sql(isHigh), fillers, frames: "top.nth.with")
  }

  /// "which month had the highest revenue".
  static func bestBucket(_ draw: Draw) -> Draft? {
    guard let (entity, date, links) = draw.timed() else { return nil }
    let grain = draw.dice.pick(["month", "year", "month", "quarter", "day", "week"]) ?? "month"
    let bucket: SQLPhrase = "\(grain)(\(date))"
    let isHigh = draw.chance(0.8)
    let filters =
      draw.chance(0.3) ? draw.filters(entity, 1, many: false).filter { $0.about != date.name.description } : []
    var scope = Scope(entity)
    scope.use(date)
    scope.follow(links)
    scope.add(filters)
    let direction = isHigh ? " desc" : ""
    if let measured = draw.measured(of: entity), draw.chance(0.55) {
      let aggregate = draw.aggregate(measured, isRanked: true)
      scope.use(measured.attribute)
      let sql: SQLPhrase =
        "select \(bucket)\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by \(bucket) order by \(aggregate.sql)\(direction) limit 1"
      let tail = GroupShapes.trailing(draw, entity, filters)
      return Draft(
        sql,
        [
          "grain": Wording(grain), "most": isHigh ? draw.either("highest", "highest", "largest") : "lowest",
          "what": "\(aggregate.said)\(tail)",
        ])
    }
    let sql: SQLPhrase =
      "select \(bucket)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by \(bucket) order by count(*)\(direction) limit 1"
    return Draft(
      sql,
      [
        "grain": Wording(grain),
        "most": isHigh ? draw.either("most", "most", "highest number of") : draw.either("fewest", "lowest number of"),
        "what": draw.things(entity, filters),
      ])
  }

  /// Ages from a date of birth.
  static func age(_ draw: Draw) -> Draft? {
    guard
      let (entity, birth) = draw.pickAttribute({
        $0.role == .date && ($0.words.contains("birth") || $0.words.contains("born"))
      })
    else { return nil }
    let age: SQLPhrase = "part_year(age(\(birth)))"
    let filters =
      draw.chance(0.4) ? draw.filters(entity, 1, many: false).filter { $0.about != birth.name.description } : []
    var scope = Scope(entity)
    scope.use(birth)
    scope.add(filters)
    switch draw.dice.below(10) {
    case ..<3:
      let sql: SQLPhrase = "select avg(\(age))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
      return Draft(
        sql, ["agg": draw.either("average", "mean"), "things": draw.countedThings(entity, filters)],
        frames: "age.average")
    case ..<4:
      let isHigh = draw.chance(0.5)
      let sql: SQLPhrase =
        "select \(isHigh ? "max" : "min")(\(age))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
      return Draft(
        sql,
        [
          "agg": isHigh ? draw.either("maximum", "highest") : draw.either("minimum", "lowest"),
          "things": draw.countedThings(entity, filters), "thing": draw.things(entity, filters, many: false),
          "oldest": isHigh ? "oldest" : "youngest",
        ], frames: "age.extreme")
    case ..<8:
      let isHigh = draw.chance(0.6)
      let text = String(18 + draw.dice.below(60))
      let number = draw.slot(text, .number(text))
      let isCount = draw.chance(0.45)
      scope.use(isCount ? [] : entity.labelAttributes)
      let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(entity.labelAttributes)
      let sql: SQLPhrase =
        "select\(selected)\(scope.from(draw.reading, counts: isCount)) where \(age) \(isHigh ? ">" : "<")\(number.sql)\(ListShapes.condition(filters, " and"))"
      return Draft(
        sql,
        [
          "things": draw.things(entity, filters), "n": number.said,
          "than": isHigh ? draw.either("older than", "over", "above") : draw.either("younger than", "under", "below"),
        ], frames: isCount ? "age.count" : "age.filter")
    default:
      guard entity.hasSpokenLabel, let (name, rule) = ListShapes.named(draw, entity) else { return nil }
      return Draft("select \(age) where \(rule)", ["name": name], frames: "age.of")
    }
  }

  /// "top 3 products by units in each category".
  static func topOfGroups(_ draw: Draw) -> Draft? {
    let measured = draw.chance(0.65) ? draw.measured() : nil
    guard let base = measured?.entity ?? draw.pickEntity({ !$0.isBridge }) else { return nil }
    let ways = draw.reading.kin[base.index].filter {
      $0.links.count <= 2 && !$0.isMany && !$0.isSecond && draw.isGroup($0, base)
    }
    guard let way = draw.dice.pick(ways), let part = draw.dimension(draw.reading.entities[way.entity], many: false)
    else { return nil }
    let dimension = draw.dimension(way, base)
    var aggregate: (said: Wording, sql: SQLPhrase) = ("number of \(draw.noun(base).many)", "count(*)")
    if let measured { aggregate = draw.aggregate(measured, isRanked: true) }
    var scope = Scope(base)
    if let measured { scope.use(measured.attribute) }
    scope.add(dimension)
    scope.add(part)
    let filters = GroupShapes.rankingFilters(draw, base)
    guard GroupShapes.isFree(dimension, filters, draw.reading), GroupShapes.isFree(part, filters, draw.reading) else {
      return nil
    }
    scope.add(filters)
    let isOne = draw.chance(0.35)
    let number = draw.topCount()
    let tail = GroupShapes.trailing(draw, base, filters)
    // Only what is grouped by can be the group of the ranking.
    let isKeyed = part.entity.map { !$0.labelIsUnique } ?? false
    let key: SQLPhrase = isKeyed ? part.entity?.keyAttribute.map { "\($0)" } ?? part.select : part.select
    let sql: SQLPhrase =
      "select\(part.select),\(dimension.select), \(aggregate.sql)\(scope.from(draw.reading, counts: measured == nil))\(ListShapes.condition(filters)) group by\(part.group),\(dimension.group) order by \(aggregate.sql) desc limit\(isOne ? " 1" : number.sql) per\(key)"
    return Draft(
      sql,
      [
        "n": number.said, "dim": dimension.one, "dims": dimension.many, "by": "\(aggregate.said)\(tail)",
        "part": part.one,
      ],
      frames: isOne ? "group.top.per.one" : "group.top.per")
  }

  private static func moneyPair(_ draw: Draw) -> (Entity, Attribute, Attribute)? {
    let fitting = draw.reading.entities.filter { entity in entity.attributes.filter { $0.role == .money }.count >= 2 }
    guard let entity = draw.dice.pick(fitting, by: \.weight) else { return nil }
    var columns = entity.attributes.filter { $0.role == .money }
    let one = columns.remove(at: draw.dice.below(columns.count))
    guard let two = draw.dice.pick(columns) else { return nil }
    return (entity, one, two)
  }

  /// "list price minus cost price of each product".
  static func columnsDifference(_ draw: Draw) -> Draft? {
    guard let (entity, one, two) = moneyPair(draw) else { return nil }
    if draw.chance(0.6), let draft = margin(draw, entity) { return draft }
    let sql: SQLPhrase = "select\(SQLPhrase.columns(entity.labelAttributes)), \(one) -\(two)"
    return Draft(
      sql,
      [
        "one": Wording(draw.noun(one)), "two": Wording(draw.noun(two)), "things": draw.things(entity),
        "thing": Wording(draw.noun(entity).one),
      ])
  }

  /// What is left of the price when the cost is paid, in money or in percent of the price.
  private static func margin(_ draw: Draw, _ entity: Entity) -> Draft? {
    let money = entity.attributes.filter { $0.role == .money }
    guard let cost = money.first(where: { $0.words.contains("cost") || $0.words.contains("purchase") }),
      let price = money.first(where: {
        $0.index != cost.index && !$0.words.contains("cost")
          && !["price", "list", "sale", "retail"].filter($0.words.contains).isEmpty
      })
    else { return nil }
    let isPercent = draw.chance(0.5)
    let value: SQLPhrase = isPercent ? "100.0 * (\(price) -\(cost)) /\(price)" : "\(price) -\(cost)"
    let said: Wording =
      isPercent
      ? draw.either("margin in percent", "gross margin in percent", "percentage margin", "profit margin in percent")
      : draw.either("margin", "gross margin", "profit", "profit per piece", "gross profit", "margin in euros")
    let labels = SQLPhrase.columns(entity.labelAttributes)
    var fillers = ["col": said, "thing": Wording(draw.noun(entity).one), "things": Wording(draw.noun(entity).many)]
    switch draw.dice.below(4) {
    case 0:
      guard entity.hasSpokenLabel, let (name, rule) = ListShapes.named(draw, entity) else { return nil }
      fillers["name"] = name
      fillers["noun"] = Wording(draw.noun(entity).one)
      return Draft("select \(value) where \(rule)", fillers, frames: "value.of")
    case 1:
      let number = draw.topCount()
      fillers["n"] = number.said
      fillers["by"] = said
      fillers["extreme"] = "highest"
      return Draft("select\(labels), \(value) order by \(value) desc limit\(number.sql)", fillers, frames: "top.with")
    case 2:
      let filters = draw.someFilters(entity).filter { ![price, cost].map(\.name.description).contains($0.about) }
      var scope = Scope(entity)
      scope.use([price, cost])
      scope.add(filters)
      return Draft(
        "select avg(\(value))\(scope.from(draw.reading))\(ListShapes.condition(filters))",
        ["agg": "average \(said)", "things": draw.countedThings(entity, filters)], frames: "aggregate")
    default: return Draft("select\(labels), \(value)", fillers, frames: "columns.margin")
    }
  }

  /// "products whose cost price is above the list price".
  static func columnsCompare(_ draw: Draw) -> Draft? {
    guard let (entity, one, two) = moneyPair(draw) else { return nil }
    let isHigh = draw.chance(0.6)
    let sql: SQLPhrase = "select\(SQLPhrase.columns(entity.labelAttributes)) where\(one) \(isHigh ? ">" : "<")\(two)"
    return Draft(
      sql,
      [
        "one": Wording(draw.noun(one)), "two": Wording(draw.noun(two)), "things": draw.things(entity),
        "than": isHigh
          ? draw.either("higher than", "greater than", "above") : draw.either("lower than", "below", "less than"),
      ])
  }

  /// The items of an array column counted or listed.
  static func array(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = draw.pickAttribute({ $0.role == .array }) else { return nil }
    let noun = draw.noun(attribute)
    var fillers: [String: Wording] = [
      "things": draw.things(entity), "items": Wording(draw.plural(noun)),
      "item": Wording(draw.lexicon.inflection.singular(noun)),
    ]
    let items: SQLPhrase = "unnest(\(attribute))"
    let filters =
      draw.chance(0.35) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let rest: SQLPhrase = "\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    if !filters.isEmpty { fillers["things"] = draw.things(entity, filters) }
    switch draw.dice.below(3) {
    case 0: return Draft("select \(items), count(*)\(rest) group by \(items)", fillers, frames: "array.count")
    case 1:
      return Draft(
        "select \(items)\(rest) group by \(items) order by count(*) desc limit 1", fillers, frames: "array.common")
    default: return Draft("select distinct \(items)\(rest)", fillers, frames: "array.distinct")
    }
  }
}
