internal import Vocabulary

extension NestedShapes {
  /// "customers who bought both A and B": by the values of the many side.
  static func both(_ draw: Draw) -> Draft? { set(draw, "intersect", "set.both") }
  static func except(_ draw: Draw) -> Draft? { set(draw, "except", "set.except") }

  /// "customers who bought both a tent and a stove": by what the rows between lead to.
  private static func traded(_ draw: Draw, _ isExcept: Bool) -> Draft? {
    guard let owner = draw.pickEntity({ $0.key != nil && !$0.isBridge && !$0.isEvent }), let key = owner.keyAttribute
    else { return nil }
    let ways = draw.reading.kin[owner.index].filter { way in
      let first = draw.reading.link(way.links[0])
      let kin = draw.reading.entities[way.entity]
      return way.isMany && way.links.count > 1 && first.parent == owner.index && first.childColumns.count == 1
        && first.parentColumns == [key.index] && kin.label.count == 1 && kin.labelAttributes[0].values.count >= 2
        && draw.linkWords(owner, kin) != nil
    }
    guard let way = draw.dice.pick(ways) else { return nil }
    let kin = draw.reading.entities[way.entity]
    let first = draw.reading.link(way.links[0])
    let pointer = draw.reading.entities[first.child].attributes[first.childColumns[0]]
    guard let verb = draw.linkWords(owner, kin).flatMap({ draw.dice.pickEarly($0.active) }),
      let pair = draw.values(kin.labelAttributes[0], 2)
    else { return nil }
    var scope = Scope(draw.reading.entities[first.child])
    scope.use([pointer, kin.labelAttributes[0]])
    scope.follow(Array(way.links.dropFirst()))
    func inner(_ value: SQLPhrase) -> SQLPhrase {
      "(select\(pointer)\(scope.from(draw.reading)) where\(kin.labelAttributes[0]) =\(value))"
    }
    let own = draw.chance(0.25) ? draw.filters(owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    let isCount = draw.chance(0.25)
    var outer = Scope(owner)
    outer.use(isCount ? [key] : owner.labelAttributes + [key])
    outer.add(own)
    let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(owner.labelAttributes)
    return Draft(
      "select\(selected)\(outer.from(draw.reading, counts: isCount)) where\(key) in \(inner(pair[0].sql)) and\(key) \(isExcept ? "not " : "")in \(inner(pair[1].sql))\(ListShapes.condition(own, " and"))",
      [
        "owners": draw.things(owner, own), "who": Wording(draw.pronoun(owner)), "verb": Wording(verb),
        "noun": Wording(draw.noun(kin).one), "one": pair[0].said, "two": pair[1].said,
      ], frames: "set.\(isExcept ? "except" : "both").traded\(isCount ? ".count" : "")")
  }

  private static func set(_ draw: Draw, _ operation: String, _ frames: String) -> Draft? {
    if draw.chance(0.3), let draft = traded(draw, operation == "except") { return draft }
    guard let (owner, child, link) = lenientPair(draw), let key = owner.keyAttribute else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    var ways: [(Attribute, [Int], Wording)] = child.attributes.filter {
      ($0.role == .category || $0.role == .place) && $0.values.count >= 2
    }
    .map { ($0, [], Wording(draw.noun($0))) }
    for way in draw.reading.kin[child.index] where way.links.count == 1 && way.entity != owner.index {
      let kin = draw.reading.entities[way.entity]
      if let label = kin.labelAttributes.first, kin.label.count == 1, label.values.count >= 2,
        label.column.family.isTextual, draw.role(way) == nil
      {
        ways.append((label, way.links, Wording(draw.noun(kin).one)))
      }
    }
    guard let (attribute, links, noun) = draw.dice.pick(ways), let pair = draw.values(attribute, 2) else { return nil }
    var scope = Scope(child)
    scope.use([pointer, attribute])
    scope.follow(links)
    let from = scope.from(draw.reading)
    let first: SQLPhrase = "\(key) in (select\(pointer)\(from) where\(attribute) =\(pair[0].sql))"
    let second: SQLPhrase =
      "\(key) \(operation == "except" ? "not in" : "in") (select\(pointer)\(from) where\(attribute) =\(pair[1].sql))"
    let own = draw.chance(0.25) ? draw.filters(owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    var outer = Scope(owner)
    outer.use(owner.labelAttributes + [key])
    outer.add(own)
    let sql: SQLPhrase =
      "select\(SQLPhrase.columns(owner.labelAttributes))\(outer.from(draw.reading)) where\(first) and\(second)\(ListShapes.condition(own, " and"))"
    let things = child.isBridge ? draw.countedNoun(child, for: owner) : draw.noun(child).many
    return Draft(
      sql,
      [
        "owners": draw.things(owner, own), "who": Wording(draw.pronoun(owner)), "things": Wording(things),
        "attr": noun, "one": pair[0].said, "two": pair[1].said,
        "verb": Wording(draw.linkWords(owner, child).flatMap { draw.dice.pickEarly($0.active) } ?? "have"),
      ],
      frames: child.isBridge ? frames + ".bridge" : frames)
  }

  /// Values that two tables share: "all cities of customers and stores".
  static func union(_ draw: Draw) -> Draft? {
    guard let (one, first) = draw.pickAttribute({ $0.role == .place || $0.role == .contact || $0.words == ["name"] })
    else { return nil }
    let others = draw.reading.entities.filter { $0.index != one.index && !$0.isBridge }.compactMap { entity in
      entity.attributes.first { $0.words == first.words && $0.column.family == first.column.family }.map {
        (entity, $0)
      }
    }
    guard let (two, second) = draw.dice.pick(others) else { return nil }
    let (word, frames) =
      draw.dice.pick([
        ("union", "set.union"), ("union", "set.union"), ("intersect", "set.shared"), ("intersect", "set.shared"),
        ("except", "set.unshared"),
      ]) ?? ("union", "set.union")
    let filters = word != "union" && draw.chance(0.25) ? draw.filters(one, 1, many: false) : []
    guard !filters.contains(where: { $0.about == first.name.description }) else { return nil }
    var scope = Scope(one)
    scope.use(first)
    scope.add(filters)
    return Draft(
      "select\(first)\(scope.from(draw.reading))\(ListShapes.condition(filters)) \(word) select\(second)",
      [
        "cols": Wording(draw.plural(first.noun)), "one": draw.things(one, filters),
        "two": Wording(draw.noun(two).many),
      ], frames: frames)
  }

  /// "customers who ordered in 2023 but not in 2024", "… in both 2023 and 2024".
  static func periods(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = lenientPair(draw), let key = owner.keyAttribute, !owner.isEvent,
      let (date, links) = draw.timeline(child), child.isEvent || child.isBridge || !links.isEmpty,
      let (one, two) = draw.twoPeriods(date)
    else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    var scope = Scope(child)
    scope.use([pointer, date])
    scope.follow(links)
    let from = scope.from(draw.reading)
    let isBoth = draw.chance(0.4)
    let isCount = draw.chance(0.3)
    let isLaterOnly = !isBoth && draw.chance(0.35)
    let (kept, other) = isLaterOnly ? (two, one) : (one, two)
    let first: SQLPhrase = "\(key) in (select\(pointer)\(from) where\(date) in\(kept.sql))"
    let second: SQLPhrase = "\(key) \(isBoth ? "in" : "not in") (select\(pointer)\(from) where\(date) in\(other.sql))"
    let own = draw.chance(0.2) ? draw.filters(owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    var outer = Scope(owner)
    outer.use(key)
    outer.add(own)
    if !isCount { outer.use(owner.labelAttributes) }
    let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(owner.labelAttributes)
    let sql: SQLPhrase =
      "select\(selected)\(outer.from(draw.reading, counts: isCount)) where\(first) and\(second)\(ListShapes.condition(own, " and"))"
    let verb = deed(draw, owner, child)
    return Draft(
      sql,
      [
        "owners": draw.things(owner, own), "who": Wording(draw.pronoun(owner)), "verb": verb,
        "one": kept.core, "two": other.core, "things": Wording(counted(draw, owner, child)),
      ],
      frames: "set.periods\(isBoth ? ".both" : "")\(isCount ? ".count" : "")")
  }

  static func counted(_ draw: Draw, _ owner: Entity, _ child: Entity) -> String {
    child.isBridge ? draw.countedNoun(child, for: owner) : draw.noun(child).many
  }

  /// What an owner did with the rows that point at it: "placed orders".
  static func deed(_ draw: Draw, _ owner: Entity, _ child: Entity) -> Wording {
    let words = draw.linkWords(owner, child)
    let things = child.isBridge ? draw.countedNoun(child, for: owner) : draw.noun(child).many
    let deed: Wording = "\(words.flatMap { draw.dice.pickEarly($0.active) } ?? "had") \(things)"
    // "ordered" says it without a noun.
    if let alone = words?.perfect.first(where: { !$0.contains(" ") && $0.hasSuffix("ed") }), draw.chance(0.5) {
      return Wording(alone)
    }
    return deed
  }
}
