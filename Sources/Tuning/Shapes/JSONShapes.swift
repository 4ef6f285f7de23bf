/// Questions about the keys of jsonb columns.
enum JSONShapes {
  static let all: [Shape] = [
    Shape("json.list", 7, list), Shape("json.count", 4, count), Shape("json.group", 3, group),
    Shape("json.number", 2, number), Shape("json.top", 1.2, top), Shape("json.value", 1.5, value),
    Shape("json.columns", 3, columns),
  ]

  private static func keyed(_ draw: Draw) -> (Entity, Attribute)? {
    draw.pickAttribute { $0.role == .json && !$0.jsonKeys.isEmpty }
  }

  /// One to three conditions on keys, and sometimes others beside them.
  private static func filters(_ draw: Draw) -> (Entity, [Filter])? {
    guard let (entity, attribute) = keyed(draw) else { return nil }
    let wanted = draw.dice.pick([1, 1, 1, 2, 2, 3]) ?? 1
    var found: [Filter] = []
    for _ in 0..<(wanted * 3) where found.count < wanted {
      guard let filter = draw.insideJSON(attribute, entity) else { continue }
      if !found.contains(where: { $0.about == filter.about }) { found.append(filter) }
    }
    guard !found.isEmpty else { return nil }
    let count = draw.dice.pick([0, 0, 1, 1, 2]) ?? 0
    let others = draw.filters(entity, count, many: false).filter { other in
      !found.contains { $0.about == other.about }
    }
    return (entity, draw.chance(0.5) ? found + others : others + found)
  }

  /// "products with a ten-year warranty in the department Climbing".
  static func list(_ draw: Draw) -> Draft? {
    guard let (entity, filters) = filters(draw) else { return nil }
    var fillers = [
      "things": draw.things(entity, filters), "bare": Wording(draw.noun(entity).many),
      "cols": draw.columnNames(entity.labelAttributes, many: true),
    ]
    let sql = ListShapes.listing(draw, entity, filters)
    if filters.count == 1, let predicate = filters[0].predicate, draw.chance(0.45) {
      fillers["does"] = predicate.many
      return Draft(sql, fillers, frames: entity.isPerson ? "list.who" : "list.which")
    }
    return Draft(sql, fillers, frames: entity.hasSpokenLabel && draw.chance(0.25) ? "list.columns" : "list")
  }

  /// "how many customers prefer German".
  static func count(_ draw: Draw) -> Draft? {
    guard let (entity, filters) = filters(draw) else { return nil }
    var scope = Scope(entity)
    scope.add(filters)
    var fillers = ["things": draw.countedThings(entity, filters), "bare": Wording(draw.noun(entity).many)]
    let sql: SQLPhrase = "select count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))"
    if filters.count == 1, draw.detached.isEmpty, let predicate = filters[0].predicate, draw.chance(0.5) {
      fillers["does"] = predicate.many
      return Draft(sql, fillers, frames: "count.do")
    }
    return Draft(sql, fillers, frames: "count")
  }

  /// "products by material", also of some products only.
  static func group(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = keyed(draw), let key = draw.dice.pick(attribute.jsonKeys),
      Draw.weekdayKeys[key.key] == nil
    else { return nil }
    let filters = others(draw, entity, attribute, key.key, 0.5)
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let said = draw.keyNoun(key.key)
    let item: SQLPhrase =
      key.isList
      ? "jsonb_array_elements_text(\(draw.jsonItems(attribute, key.key)))" : "\(draw.jsonText(attribute, key.key))"
    let rest: SQLPhrase = "\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    let fillers = [
      "things": draw.things(entity, filters), "item": Wording(draw.lexicon.inflection.singular(said)),
      "items": Wording(draw.plural(draw.lexicon.inflection.singular(said))),
    ]
    switch draw.dice.below(8) {
    case 0, 1:
      return Draft(
        "select \(item)\(rest) group by \(item) order by count(*) desc limit 1", fillers, frames: "array.common")
    case 2:
      let known: SQLPhrase = key.isList ? "" : "\(filters.isEmpty ? " where" : " and") \(item) is not null"
      return Draft("select distinct \(item)\(rest)\(known)", fillers, frames: "array.distinct")
    case 3, 4:
      return Draft(
        "select \(item), count(*)\(rest) group by \(item) order by count(*) desc", fillers, frames: "array.popular")
    default: return Draft("select \(item), count(*)\(rest) group by \(item)", fillers, frames: "array.count")
    }
  }

  /// Perhaps a condition on something else than a key.
  private static func others(_ draw: Draw, _ entity: Entity, _ attribute: Attribute, _ key: String, _ chance: Double)
    -> [Filter]
  {
    guard draw.chance(chance) else { return [] }
    return draw.filters(entity, 1, many: false).filter { $0.about != draw.about(attribute, key) }
  }

  /// "products with their material and warranty": what stands under keys, row by row.
  static func columns(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = keyed(draw), entity.hasSpokenLabel else { return nil }
    let keys = attribute.jsonKeys.filter { !$0.isList && Draw.weekdayKeys[$0.key.lowercased()] == nil }
    guard let first = draw.dice.pick(keys) else { return nil }
    var picked = [first.key]
    if let second = draw.dice.pick(keys)?.key, second != first.key, draw.chance(0.3) { picked.append(second) }
    let filters =
      draw.chance(0.5)
      ? draw.filters(entity, 1, many: false).filter { filter in
        !picked.contains { draw.about(attribute, $0) == filter.about }
      } : []
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [attribute])
    scope.add(filters)
    let said = picked.map { Wording(draw.keyNoun($0)) }
    let label = draw.columnNames(entity.labelAttributes, many: false)
    let values = SQLPhrase.joined(picked.map { " \(draw.jsonText(attribute, $0))" }, ",")
    return Draft(
      "select\(SQLPhrase.columns(entity.labelAttributes)),\(values)\(scope.from(draw.reading))\(ListShapes.condition(filters))",
      [
        "things": draw.things(entity, filters), "cols": .list([label] + said), "colsone": .list([label] + said),
        "one": Wording(draw.noun(entity).one), "said": .list(said),
      ], frames: draw.chance(0.5) ? "json.columns" : "list.columns")
  }

  /// A key that holds numbers: its words, without the unit at its end, and its SQL.
  private static func numeric(_ draw: Draw) -> (Entity, Attribute, noun: String, unit: String?, sql: SQLPhrase)? {
    guard let (entity, attribute) = keyed(draw),
      let one = draw.dice.pick(
        attribute.jsonKeys.filter { key in
          let values = key.values.isEmpty ? draw.guesses(key.key) : key.values
          return !key.isList && !values.isEmpty && values.allSatisfy { Double($0) != nil }
            && Draw.weekdayKeys[key.key] == nil
        })
    else { return nil }
    let key = one.key
    let words = (key.split(separator: ".").last.map(String.init) ?? key).split(separator: "_").map(String.init)
    let unit = words.count > 1 ? words.last.flatMap { draw.lexicon.units[$0]?.first } : nil
    let noun = (unit == nil ? words : words.dropLast().map { $0 }).joined(separator: " ")
    return (entity, attribute, noun, unit, "cast(\(draw.jsonText(attribute, key)) as numeric)")
  }

  /// "average warranty of products by brand, in years".
  static func number(_ draw: Draw) -> Draft? {
    guard let (entity, attribute, noun, unit, sql) = numeric(draw) else { return nil }
    let filters =
      draw.chance(0.4) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    let (name, function) =
      draw.dice.pick([("average", "avg"), ("mean", "avg"), ("longest", "max"), ("maximum", "max"), ("minimum", "min")])
      ?? ("average", "avg")
    let tail = unit.map { draw.chance(0.3) ? " in \($0)" : "" } ?? ""
    var fillers = [
      "agg": Wording("\(name == "longest" ? "highest" : name) \(noun)\(tail)"),
      "things": draw.countedThings(entity, filters),
    ]
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    if draw.chance(0.4), let dimension = draw.dimension(entity, many: false),
      GroupShapes.isFree(dimension, filters, draw.reading)
    {
      scope.add(dimension)
      fillers["dim"] = dimension.one
      fillers["dims"] = dimension.many
      return Draft(
        "select\(dimension.select), \(function)(\(sql))\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)",
        fillers, frames: "group.aggregate")
    }
    return Draft(
      "select \(function)(\(sql))\(scope.from(draw.reading))\(ListShapes.condition(filters))", fillers,
      frames: "aggregate")
  }

  /// "the three products with the highest capacity".
  static func top(_ draw: Draw) -> Draft? {
    guard let (entity, attribute, noun, _, sql) = numeric(draw) else { return nil }
    let filters =
      draw.chance(0.3) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    let isHigh = draw.chance(0.75)
    let number = draw.topCount()
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [attribute])
    scope.add(filters)
    return Draft(
      "select\(SQLPhrase.columns(entity.labelAttributes))\(scope.from(draw.reading))\(ListShapes.condition(filters)) order by \(sql)\(isHigh ? " desc" : "") limit\(number.sql)",
      [
        "n": number.said, "things": draw.things(entity, filters), "by": Wording(noun),
        "extreme": isHigh ? draw.either("highest", "largest", "greatest") : draw.either("lowest", "smallest"),
      ], frames: "top.with")
  }

  /// "which material is the Falcon tent made of", "opening hours of store Oslo on Monday".
  static func value(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = keyed(draw), entity.hasSpokenLabel,
      let (name, rule) = ListShapes.named(draw, entity),
      let key = draw.dice.pick(attribute.jsonKeys.filter { !$0.isList })?.key
    else { return nil }
    let said: Wording =
      Draw.weekdayKeys[key.lowercased()].map { "\(draw.noun(attribute)) on \($0)" }
      ?? Wording(draw.keyNoun(key))
    return Draft(
      "select\(draw.jsonText(attribute, key)) where \(rule)",
      ["col": said, "name": name, "noun": Wording(draw.noun(entity).one)], frames: "value.of")
  }
}
