extension NestedShapes {
  /// "cities with both gold and silver customers", "countries without a store above 500 m2": groups by two kinds of rows.
  static func values(_ draw: Draw) -> Draft? {
    guard let base = draw.pickEntity({ !$0.isBridge }), let dimension = draw.dimension(base, many: false) else {
      return nil
    }
    let pool = draw.filters(base, 2, many: false)
    guard let one = pool.first, GroupShapes.isFree(dimension, pool, draw.reading) else { return nil }
    func select(_ filters: [Filter]) -> SQLPhrase {
      var scope = Scope(base)
      scope.add(dimension)
      scope.add(filters)
      return "select\(dimension.select)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))"
    }
    var fillers = ["dims": dimension.many, "one": draw.things(base, [one])]
    let isExcept = pool.count < 2 || draw.chance(0.55)
    guard !isExcept, let two = pool.dropFirst().first else {
      // Without any rows at all is without such rows, too.
      let all = dimension.links.isEmpty ? select([]) : "select\(dimension.select)"
      return Draft("\(all) except \(select([one]))", fillers, frames: "set.values.without")
    }
    fillers["two"] = draw.things(base, [two])
    let isNot = draw.chance(0.35)
    return Draft(
      "\(select([one])) \(isNot ? "except" : "intersect") \(select([two]))", fillers,
      frames: isNot ? "set.values.not" : "set.values")
  }

  /// "products cheaper than the cheapest tent": compared with the extreme of some rows.
  static func aboveOther(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), !measured.entity.isBridge else { return nil }
    let (entity, attribute) = (measured.entity, measured.attribute)
    let filters = draw.filters(entity, 1, many: false).filter {
      $0.about != attribute.name.description && $0.when == nil
    }
    guard let filter = filters.first else { return nil }
    var inner = Scope(entity)
    inner.use(attribute)
    inner.add(filters)
    let isHigh = draw.chance(0.6)
    // Higher than all means above the highest; higher than some means above the lowest.
    let isAll = draw.chance(0.6)
    let extreme = isHigh == isAll ? "max" : "min"
    var fillers = [
      "things": draw.things(entity), "others": draw.things(entity, [filter]), "by": Wording(draw.noun(attribute)),
      "higher": isHigh ? draw.either("higher", "greater") : draw.either("lower", "smaller"),
      "all": isAll
        ? draw.either("all", "all the", "any of the", "any")
        : draw.either("some", "some of the", "at least one of the"),
      "extreme": isHigh ? "highest" : "lowest",
    ]
    let isCount = draw.chance(0.25)
    let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(entity.labelAttributes)
    var outer = Scope(entity)
    outer.use(entity.labelAttributes + [attribute])
    let sql: SQLPhrase =
      "select\(selected)\(outer.from(draw.reading, counts: isCount)) where\(attribute) \(isHigh ? ">" : "<") (select \(extreme)(\(attribute))\(inner.from(draw.reading))\(ListShapes.condition(filters)))"
    if let words = attribute.measure, let adjective = draw.dice.pick(isHigh ? words.higher : words.lower) {
      fillers["compared"] = Wording(adjective)
    }
    return Draft(
      sql, fillers, frames: "above.other\(isCount ? ".count" : "")\(isAll && draw.chance(0.5) ? ".extreme" : "")")
  }

  /// "employees in the same department as Maria Lopez".
  static func sameAs(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.hasSpokenLabel && !$0.isBridge }),
      let (name, rule) = ListShapes.named(draw, entity),
      let group = draw.dice.pick(
        entity.attributes.filter { ($0.isGroupable || $0.isForeign) && !entity.label.contains($0.index) })
    else { return nil }
    var said = draw.noun(group)
    if group.isForeign {
      guard let link = draw.reading.parents(of: entity.index).first(where: { $0.childColumns == [group.index] }) else {
        return nil
      }
      said = link.role ?? draw.noun(draw.reading.entities[link.parent]).one
    }
    let rest: SQLPhrase =
      entity.keyAttribute.map { key in " and\(key) not in (select\(key) where \(rule))" } ?? ""
    let hasOthers = draw.chance(0.35) && entity.keyAttribute != nil
    return Draft(
      "select\(SQLPhrase.columns(entity.labelAttributes)) where\(group) in (select\(group) where \(rule))\(hasOthers ? rest : "")",
      ["things": draw.things(entity), "name": name, "by": Wording(said), "one": Wording(draw.noun(entity).one)],
      frames: hasOthers ? "same.as.other" : "same.as")
  }
}
