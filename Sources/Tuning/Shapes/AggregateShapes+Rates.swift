extension Draw {
  /// Whether joining along these keys loses no row: a share must not change its whole.
  func keepsRows(_ links: [Int]) -> Bool {
    links.allSatisfy { number in
      let link = reading.link(number)
      return link.childColumns.allSatisfy { !reading.entities[link.child].attributes[$0].column.nullable }
    }
  }
}

extension AggregateShapes {
  /// "cancellation rate by channel, in percent".
  static func rate(_ draw: Draw) -> Draft? {
    let lexicon = draw.lexicon
    let fitting = draw.reading.entities.flatMap { entity in
      entity.attributes.flatMap { attribute in
        attribute.role == .category
          ? attribute.values.filter { lexicon.rates[$0.lowercased()] != nil }.map { (entity, attribute, $0) } : []
      }
    }
    guard let (entity, attribute, stored) = draw.dice.pick(fitting),
      let name = lexicon.rates[stored.lowercased()].flatMap({ draw.dice.pick($0) })
    else { return nil }
    let part: SQLPhrase = "\(attribute) = '\(stored.replacing("'", with: "''"))'"
    let share: SQLPhrase = "100.0 * count(*) filter (where \(part)) / count(*)"
    let filters =
      draw.chance(0.35) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    var fillers: [String: Wording] = ["rate": Wording(name), "things": draw.countedThings(entity, filters)]
    if draw.chance(0.55), let dimension = draw.dimension(entity, many: false),
      GroupShapes.isFree(dimension, filters, draw.reading),
      dimension.attribute?.name != attribute.name
    {
      scope.add(dimension)
      fillers["dim"] = dimension.one
      fillers["dims"] = dimension.many
      if draw.chance(0.3) {
        let isHigh = draw.chance(0.75)
        fillers["extreme"] = isHigh ? draw.either("highest", "highest", "largest") : "lowest"
        return Draft(
          "select\(dimension.select)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(dimension.group) order by \(share)\(isHigh ? " desc" : "") limit 1",
          fillers, frames: "share.rate.best")
      }
      return Draft(
        "select\(dimension.select), \(share)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(dimension.group)",
        fillers, frames: "share.rate.group")
    }
    return Draft("select \(share)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))", fillers)
  }

  /// "ratio of cancelled to completed orders".
  static func ratioOfTwo(_ draw: Draw) -> Draft? {
    guard
      let (entity, attribute) = draw.pickAttribute({ $0.role == .category && $0.values.count >= 2 }),
      let pair = draw.values(attribute, 2)
    else { return nil }
    let filters =
      draw.chance(0.25) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let one: SQLPhrase = "count(*) filter (where\(attribute) =\(pair[0].sql))"
    let two: SQLPhrase = "count(*) filter (where\(attribute) =\(pair[1].sql))"
    let isAdjective = draw.lexicon.isKind("enumadjective", attribute.words)
    return Draft(
      "select 1.0 * \(one) / nullif(\(two), 0)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))",
      [
        "one": pair[0].said, "two": pair[1].said, "noun": Wording(draw.noun(attribute)),
        "things": draw.things(entity, filters),
      ], frames: isAdjective ? "ratio.two" : "ratio.two.noun")
  }

  /// "ratio of courses with exams to courses without exams, for each department": counts or sums of two parts.
  static func ratioOfParts(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }), let part = draw.part(of: entity) else { return nil }
    // The other part is most often of the same column: "with" and "without", "paid" and "open".
    let others = (0..<12).compactMap { _ in draw.part(of: entity) }.filter { "\($0.sql)" != "\(part.sql)" }
    guard let other = others.first(where: { $0.about == part.about }) ?? others.first else { return nil }
    var scope = Scope(entity)
    scope.add([part, other])
    var fillers = ["one": draw.things(entity, [part]), "two": draw.things(entity, [other])]
    var value: SQLPhrase = "count(*)"
    var frames = "ratio.parts"
    if draw.chance(0.3), let measured = draw.measured(of: entity, additive: true),
      ![part.about, other.about].contains(measured.attribute.name.description)
    {
      value = "sum(\(measured.attribute))"
      scope.use(measured.attribute)
      fillers["agg"] = Wording(draw.sumNoun(measured.attribute))
      frames = "ratio.parts.sum"
    }
    let ratio: SQLPhrase = "1.0 * \(value) filter (where \(part.sql)) / nullif(\(value) filter (where \(other.sql)), 0)"
    let counts = frames == "ratio.parts"
    guard draw.chance(0.4), let dimension = draw.split(entity),
      GroupShapes.isFree(dimension, [part, other], draw.reading)
    else { return Draft("select \(ratio)\(scope.from(draw.reading, counts: counts))", fillers, frames: frames) }
    scope.add(dimension)
    fillers["dim"] = dimension.one
    fillers["dims"] = dimension.many
    return Draft(
      "select\(dimension.select), \(ratio)\(scope.from(draw.reading, counts: counts)) group by\(dimension.group)\(dimension.order)",
      fillers, frames: frames + ".group")
  }

  /// "revenue per customer": a sum over how many different owners.
  static func perOwner(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(additive: true), let noun = draw.dice.pick(measured.attribute.sumNouns) else {
      return nil
    }
    let links = draw.reading.parents(of: measured.entity.index).filter {
      $0.childColumns.count == 1 && $0.role == nil && !$0.isDoubled
    }
    guard let link = draw.dice.pick(links) else { return nil }
    let owner = draw.reading.entities[link.parent]
    let pointer = measured.entity.attributes[link.childColumns[0]]
    let filters = draw.chance(0.4) ? draw.filters(measured.entity, 1, many: false) : []
    guard
      filters.allSatisfy({
        !$0.about.hasPrefix("kin \(owner.index)") && $0.about != measured.attribute.name.description
      })
    else {
      return nil
    }
    var scope = Scope(measured.entity)
    scope.use([measured.attribute, pointer])
    scope.add(filters)
    let sql: SQLPhrase =
      "select 1.0 * sum(\(measured.attribute)) / nullif(count(distinct\(pointer)), 0)\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    let tail = GroupShapes.trailing(draw, measured.entity, filters)
    return Draft(sql, ["agg": Wording(noun), "owner": Wording(draw.noun(owner).one), "tail": tail])
  }

  /// "by how many percent did revenue grow from 2023 to 2024".
  static func growth(_ draw: Draw) -> Draft? {
    guard let (entity, date, links) = draw.timed(), let (one, two) = draw.twoPeriods(date) else { return nil }
    var value: (SQLPhrase) -> SQLPhrase = { "count(*) filter (where\(date) in\($0))" }
    var said: Wording = "number of \(draw.noun(entity).many)"
    var scope = Scope(entity)
    scope.use(date)
    scope.follow(links)
    var counts = true
    if entity.isEvent || !links.isEmpty, let measured = draw.measured(of: entity, additive: true), draw.chance(0.7) {
      value = { "sum(\(measured.attribute)) filter (where\(date) in\($0))" }
      said = Wording(draw.sumNoun(measured.attribute))
      scope.use(measured.attribute)
      counts = false
    }
    let (before, after) = (value(one.sql), value(two.sql))
    var fillers: [String: Wording] = ["agg": said, "one": one.core, "two": two.core]
    if draw.chance(0.4), let dimension = draw.dimension(entity, many: false) {
      scope.add(dimension)
      fillers["dim"] = dimension.one
      return Draft(
        "select\(dimension.select), \(before), \(after)\(scope.from(draw.reading, counts: counts)) group by\(dimension.group)",
        fillers, frames: "growth.group")
    }
    return Draft(
      "select 100.0 * (\(after) - \(before)) / nullif(\(before), 0)\(scope.from(draw.reading, counts: counts))", fillers
    )
  }
}
