internal import Vocabulary

extension NestedShapes {
  /// "customers who bought both A and B": by the values of the many side.
  static func both(_ draw: Draw) -> Draft? { set(draw, "intersect", "set.both") }
  static func except(_ draw: Draw) -> Draft? { set(draw, "except", "set.except") }

  private static func set(_ draw: Draw, _ operation: String, _ frames: String) -> Draft? {
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
    let sql: SQLPhrase = "select\(SQLPhrase.columns(owner.labelAttributes)) where\(first) and\(second)"
    let things = child.isBridge ? draw.countedNoun(child, for: owner) : draw.noun(child).many
    return Draft(
      sql,
      [
        "owners": Wording(draw.noun(owner).many), "who": Wording(draw.pronoun(owner)), "things": Wording(things),
        "attr": noun, "one": pair[0].said, "two": pair[1].said,
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
    let sql: SQLPhrase = "select\(first) union select\(second)"
    return Draft(
      sql,
      [
        "cols": Wording(draw.plural(first.noun)), "one": Wording(draw.noun(one).many),
        "two": Wording(draw.noun(two).many),
      ])
  }

  /// "customers who ordered in 2023 but not in 2024", "… in both 2023 and 2024".
  static func periods(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = lenientPair(draw), let key = owner.keyAttribute,
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
        "one": kept.core, "two": other.core,
      ],
      frames: "set.periods\(isBoth ? ".both" : "")\(isCount ? ".count" : "")")
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
