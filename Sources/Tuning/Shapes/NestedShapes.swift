internal import Vocabulary

/// Questions that need a query inside a query, a set operation, a window or a second instance of a table.
enum NestedShapes {
  static let all: [Shape] = [
    Shape("top.per", 6, topPer), Shape("above.average", 3.5, aboveAverage),
    Shape("above.average.group", 1.5, aboveGroup),
    Shape("extreme.all", 1.5, extremeAll), Shape("never", 4, never), Shape("exists", 3, exists),
    Shape("count.having", 2, countHaving),
    Shape("set.both", 2.5, both), Shape("set.except", 2.5, except), Shape("set.union", 1.8, union),
    Shape("set.periods", 2, periods), Shape("set.values", 2, values), Shape("above.times", 1.2, times),
    Shape("set.every", 2, everyPeriod),
    Shape("above.other", 1.2, aboveOther), Shape("same.as", 1.2, sameAs),
    Shape("self.pair", 3.5, selfPair), Shape("self.compare", 2, selfCompare), Shape("self.direct", 1.4, directReports),
    Shape("self.count", 2, selfCount),
    Shape("self.filter", 3, selfFiltered),
    Shape("window.running", 2.5, running), Shape("window.rank", 2, rank), Shape("window.previous", 3.2, previous),
    Shape("window.moving", 1.2, moving), Shape("window.number", 0.8, numbered),
    Shape("having.average", 1, havingAverage), Shape("window.within", 2, seriesWithin),
    Shape("window.rank.within", 1.5, rankWithin), Shape("window.gap", 0.7, gap),
    Shape("window.deviation", 1, deviation),
  ]

  /// "the three best paid employees of each department".
  static func topPer(_ draw: Draw) -> Draft? {
    guard
      let (entity, attribute) = draw.pickAttribute({
        $0.isMeasure || $0.role == .date && $0.date?.newest.isEmpty == false
      }),
      let dimension = draw.dimension(entity, many: false), dimension.attribute?.name != attribute.name
    else { return nil }
    let isOne = draw.chance(0.4)
    let number = draw.topCount()
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [attribute])
    scope.add(dimension)
    let filters =
      draw.chance(0.5)
      ? draw.filters(entity, draw.chance(0.2) ? 2 : 1, many: false).filter { $0.about != attribute.name.description }
      : []
    guard GroupShapes.isFree(dimension, filters, draw.reading) else { return nil }
    scope.add(filters)
    let key: SQLPhrase =
      dimension.attribute.map { "\($0)" } ?? dimension.entity?.keyAttribute.map { "\($0)" } ?? dimension.select
    func sql(_ isHigh: Bool) -> SQLPhrase {
      "select\(dimension.select), \(SQLPhrase.columns(entity.shown(with: attribute)))\(scope.from(draw.reading))\(ListShapes.condition(filters)) order by\(attribute)\(ListShapes.end(attribute, isHigh)) limit\(isOne ? " 1" : number.sql) per\(key)"
    }
    var fillers = [
      "dim": dimension.one, "n": number.said, "things": draw.things(entity, filters),
      "thing": draw.things(entity, filters, many: false),
    ]
    if let (adjective, isHigh) = ListShapes.superlative(draw, attribute) {
      fillers["est"] = adjective
      let isAsked = isOne && entity.isPerson && draw.chance(0.5)
      return Draft(sql(isHigh), fillers, frames: isAsked ? "top.per.one.who" : isOne ? "top.per.one" : "top.per")
    }
    guard attribute.isMeasure else { return nil }
    let isHigh = draw.chance(0.7)
    fillers["by"] = Wording(draw.noun(attribute))
    fillers["extreme"] = isHigh ? "highest" : "lowest"
    return Draft(sql(isHigh), fillers, frames: isOne ? "top.per.one.with" : "top.per.with")
  }

  static func aboveAverage(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), !measured.entity.isBridge else { return nil }
    let attribute = measured.attribute
    let isHigh = draw.chance(0.7)
    let entity = measured.entity
    let filters =
      draw.chance(0.25) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [attribute])
    scope.add(filters)
    let rule: SQLPhrase = "\(attribute) \(isHigh ? ">" : "<") (select avg(\(attribute)))"
    let rest: SQLPhrase = ListShapes.condition(filters, " and")
    let isCount = draw.chance(0.3)
    let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(entity.labelAttributes)
    let sql: SQLPhrase = "select\(selected)\(scope.from(draw.reading, counts: isCount)) where\(rule)\(rest)"
    var fillers = [
      "things": draw.things(entity, filters), "by": Wording(draw.noun(attribute)),
      "than": isHigh
        ? draw.either("above", "higher than", "greater than") : draw.either("below", "lower than", "less than"),
    ]
    if let verb = attribute.measure?.verbs.first, draw.chance(0.4) {
      fillers["verb"] = Wording(verb)
      fillers["than"] = isHigh ? "more than" : "less than"
      return Draft(sql, fillers, frames: isCount ? "above.count.verb" : "above.verb")
    }
    return Draft(sql, fillers, frames: isCount ? "above.count" : "above.average")
  }

  /// "employees who earn more than the average of their department".
  static func aboveGroup(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(),
      let group = draw.dice.pick(measured.entity.attributes.filter { $0.isGroupable || $0.isForeign })
    else { return nil }
    let entity = measured.entity
    var said = draw.noun(group)
    if group.isForeign {
      guard let link = draw.reading.parents(of: entity.index).first(where: { $0.childColumns == [group.index] }) else {
        return nil
      }
      said = link.role ?? draw.noun(draw.reading.entities[link.parent]).one
    }
    let isHigh = draw.chance(0.75)
    let attribute = measured.attribute
    let sql: SQLPhrase =
      "select\(SQLPhrase.columns(entity.labelAttributes)) where\(attribute) \(isHigh ? ">" : "<") (select avg(\(attribute)) where\(group) = \(outer: group))"
    return Draft(
      sql,
      [
        "things": draw.things(entity), "by": Wording(draw.noun(attribute)),
        "than": isHigh ? draw.either("above", "higher than") : draw.either("below", "lower than"),
        "group": Wording(said), "their": entity.isPerson ? "their" : draw.either("their", "the same", "its"),
      ])
  }

  /// "which products have the highest price" in the sense of all ties.
  static func extremeAll(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured() else { return nil }
    let entity = measured.entity
    let isHigh = draw.chance(0.65)
    let sql: SQLPhrase =
      "select\(SQLPhrase.columns(entity.labelAttributes)) where\(measured.attribute) = (select \(isHigh ? "max" : "min")(\(measured.attribute)))"
    return Draft(
      sql,
      [
        "things": draw.things(entity), "by": Wording(draw.noun(measured.attribute)),
        "extreme": isHigh ? draw.either("highest", "maximum", "largest") : draw.either("lowest", "minimum", "smallest"),
      ])
  }

  /// "customers who never ordered", also in a period or of a kind.
  static func never(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = lenientPair(draw), let key = owner.keyAttribute else { return nil }
    let filters = draw.chance(0.4) ? draw.filters(child, 1, many: false) : []
    let pointer = child.attributes[link.childColumns[0]]
    var inner = Scope(child)
    inner.use(pointer)
    inner.add(filters)
    let own = draw.chance(0.2) ? draw.filters(owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    let isCount = draw.chance(0.25)
    let rule: SQLPhrase = "\(key) not in (select\(pointer)\(inner.from(draw.reading))\(ListShapes.condition(filters)))"
    var outer = Scope(owner)
    outer.use(key)
    outer.add(own)
    if !isCount { outer.use(owner.labelAttributes) }
    let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(owner.labelAttributes)
    let sql: SQLPhrase =
      "select\(selected)\(outer.from(draw.reading, counts: isCount)) where\(rule)\(ListShapes.condition(own, " and"))"
    let words = draw.linkWords(owner, child)
    var counted = draw.things(child, filters)
    if child.isBridge { counted = Wording(draw.countedNoun(child, for: owner)) }
    guard !child.isBridge || filters.isEmpty else { return nil }
    var fillers = ["owners": draw.things(owner, own), "things": counted, "who": Wording(draw.pronoun(owner))]
    let tail = GroupShapes.trailing(draw, child, filters)
    if filters.allSatisfy({ $0.when != nil }), let said = draw.dice.pick(words?.perfect ?? []), draw.chance(0.7) {
      let period = filters.first?.when
      draw.detached = ""
      fillers["done"] = period.map { "\(said) \($0)" } ?? Wording(said)
      // "never ordered", but not "never been reviewed": only where the past and the participle are the same.
      let verb = said.prefix { $0 != " " }
      if verb.hasSuffix("ed") || ["bought", "made", "sold", "paid", "put", "left", "held"].contains(verb) {
        fillers["did"] = fillers["done"]
      }
      return Draft(
        sql, fillers, frames: isCount ? "never.count.done" : (period == nil ? "never.done" : "never.done.when"))
    }
    draw.detached = ""
    _ = tail
    return Draft(sql, fillers, frames: isCount ? "never.count" : "never")
  }

  /// As `AggregateShapes.pair`, but bridges are welcome.
  static func lenientPair(_ draw: Draw) -> (Entity, Entity, Link)? {
    guard let owner = draw.pickEntity({ $0.key != nil && !$0.isBridge }) else { return nil }
    let links = draw.reading.children(of: owner.index).filter {
      !$0.isDoubled && $0.childColumns.count == 1 && $0.role == nil && owner.key == $0.parentColumns.first
    }
    guard let link = draw.dice.pick(links) else { return nil }
    return (owner, draw.reading.entities[link.child], link)
  }

  /// "customers who placed an order in 2024".
  static func exists(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = AggregateShapes.pair(draw), let key = owner.keyAttribute else { return nil }
    let filters = draw.filters(child, 1, many: false)
    guard !filters.isEmpty else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    var inner = Scope(child)
    inner.use(pointer)
    inner.add(filters)
    let own = draw.chance(0.25) ? draw.filters(owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    var outer = Scope(owner)
    outer.use(owner.labelAttributes + [key])
    outer.add(own)
    let sql: SQLPhrase =
      "select\(SQLPhrase.columns(owner.labelAttributes))\(outer.from(draw.reading)) where\(key) in (select\(pointer)\(inner.from(draw.reading))\(ListShapes.condition(filters)))\(ListShapes.condition(own, " and"))"
    let verb = draw.linkWords(owner, child).flatMap { draw.dice.pickEarly($0.active) } ?? "have"
    return Draft(
      sql,
      [
        "owners": draw.things(owner, own), "who": Wording(draw.pronoun(owner)), "verb": Wording(verb),
        "things": draw.things(child, filters), "bare": Wording(draw.noun(owner).many),
      ])
  }

  /// "how many customers placed more than 3 orders".
  static func countHaving(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = lenientPair(draw), let key = owner.keyAttribute else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    let filters = draw.chance(0.3) && !child.isBridge ? draw.filters(child, 1, many: false) : []
    var inner = Scope(child)
    inner.use(pointer)
    inner.add(filters)
    let number = draw.count(1...20)
    let (than, sign) = GroupShapes.comparison(draw)
    guard sign != "<", sign != "<=" else { return nil }
    let sql: SQLPhrase =
      "select count(*) from\(owner) where\(key) in (select\(pointer)\(inner.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(pointer) having count(*) \(sign)\(number.sql))"
    let verb = draw.linkWords(owner, child).flatMap { draw.dice.pickEarly($0.active) } ?? "have"
    let things = child.isBridge ? Wording(draw.countedNoun(child, for: owner)) : draw.things(child, filters)
    return Draft(
      sql,
      [
        "owners": Wording(draw.noun(owner).many), "verb": Wording(verb), "than": than, "n": number.said,
        "things": things,
      ])
  }

  /// "departments whose average salary is above the overall average".
  static func havingAverage(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), let dimension = draw.dimension(measured.entity, many: false) else {
      return nil
    }
    var scope = Scope(measured.entity)
    scope.use(measured.attribute)
    scope.add(dimension)
    let isHigh = draw.chance(0.7)
    let sql: SQLPhrase =
      "select\(dimension.select)\(scope.from(draw.reading)) group by\(dimension.group) having avg(\(measured.attribute)) \(isHigh ? ">" : "<") (select avg(\(measured.attribute)))"
    return Draft(
      sql,
      [
        "dims": dimension.many, "by": Wording(draw.noun(measured.attribute)),
        "than": isHigh ? draw.either("above", "higher than") : draw.either("below", "lower than"),
      ])
  }
}
