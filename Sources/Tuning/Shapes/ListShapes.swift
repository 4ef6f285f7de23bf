/// Questions that list rows, in an order or as they come.
enum ListShapes {
  static let all: [Shape] = [
    Shape("list", 5, list), Shape("list.columns", 7, columns), Shape("list.filtered", 14, filtered),
    Shape("list.joined", 6, joined), Shape("list.distinct", 3, distinct), Shape("list.sorted", 3.5, sorted),
    Shape("top", 6, top), Shape("top.superlative", 5, superlative), Shape("value.of", 5, valueOf),
    Shape("value.kin", 3, valueKin), Shape("yesno", 1.5, yesNo), Shape("list.some", 1, some),
    Shape("value.extreme", 2.5, valueOfExtreme), Shape("list.kin", 3, kinOf),
  ]

  /// `select label …` over filtered rows, each row once.
  static func listing(_ draw: Draw, _ entity: Entity, _ filters: [Filter], extra: [Attribute] = []) -> SQLPhrase {
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + extra)
    scope.add(filters)
    let distinct = filters.contains { $0.isMany } ? " distinct" : ""
    return
      "select\(distinct)\(SQLPhrase.columns(entity.labelAttributes + extra))\(scope.from(draw.reading))\(condition(filters))"
  }

  static func condition(_ filters: [Filter], _ word: String = " where") -> SQLPhrase {
    filters.isEmpty ? "" : "\(word)\(SQLPhrase.joined(filters.map { " \($0.sql)" }, " and"))"
  }

  static func list(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }) else { return nil }
    let sql = listing(draw, entity, [])
    return Draft(
      sql, ["things": draw.things(entity), "cols": draw.columnNames(entity.labelAttributes, many: true)],
      frames: draw.chance(0.5) || !entity.hasSpokenLabel ? "list" : "list.columns")
  }

  static func columns(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity() else { return nil }
    let asked = picked(draw, entity)
    guard !asked.isEmpty else { return nil }
    let filters = draw.chance(0.45) ? draw.filters(entity, 1) : []
    var scope = Scope(entity)
    scope.use(asked)
    scope.add(filters)
    let distinct = filters.contains { $0.isMany } ? " distinct" : ""
    let sql: SQLPhrase = "select\(distinct)\(SQLPhrase.columns(asked))\(scope.from(draw.reading))\(condition(filters))"
    return Draft(
      sql,
      [
        "things": draw.things(entity, filters), "cols": draw.columnNames(asked, many: true),
        "one": Wording(draw.noun(entity).one), "colsone": draw.columnNames(asked, many: false),
      ],
      frames: filters.isEmpty && draw.chance(0.4) ? "list.each" : "list.columns")
  }

  /// One to three columns that people would ask for, the label often first.
  static func picked(_ draw: Draw, _ entity: Entity) -> [Attribute] {
    var others = entity.attributes.filter { attribute in
      attribute.role != .technical && !attribute.isForeign && !entity.label.contains(attribute.index)
        && (attribute.role != .key || draw.chance(0.1))
    }
    var asked: [Attribute] = draw.chance(0.55) && entity.hasSpokenLabel ? entity.labelAttributes : []
    for _ in 0..<(1 + draw.dice.below(asked.isEmpty ? 3 : 2)) where !others.isEmpty {
      asked.append(others.remove(at: draw.dice.below(others.count)))
    }
    return asked
  }

  static func filtered(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }) else { return nil }
    let filters = draw.filters(entity, draw.dice.pick([1, 1, 1, 1, 2, 2, 3]) ?? 1)
    guard let first = filters.first else { return nil }
    if filters.count == 2, draw.chance(0.2), let one = filters[0].predicate, let two = filters[1].predicate,
      !filters.contains(where: { $0.isMany }),
      filters.allSatisfy({ $0.links.isEmpty })
    {
      var scope = Scope(entity)
      scope.use(entity.labelAttributes)
      scope.add(filters)
      let sql: SQLPhrase =
        "select\(SQLPhrase.columns(entity.labelAttributes))\(scope.from(draw.reading)) where \(filters[0].sql) or \(filters[1].sql)"
      return Draft(
        sql, ["things": "\(draw.things(entity)) \(draw.pronoun(entity)) \(one.many) or \(two.many)"], frames: "list")
    }
    let sql = listing(draw, entity, filters)
    var fillers = [
      "things": draw.things(entity, filters), "bare": Wording(draw.noun(entity).many),
      "cols": draw.columnNames(entity.labelAttributes, many: true),
    ]
    if filters.count == 2, draw.chance(0.25), let predicate = filters[1].predicate, !filters.contains(where: \.isMany) {
      fillers["among"] = draw.things(entity, [filters[0]])
      fillers["does"] = predicate.many
      return Draft(sql, fillers, frames: "list.among")
    }
    if filters.count == 1, let predicate = first.predicate {
      fillers["does"] = predicate.many
      if draw.chance(0.12), entity.hasSpokenLabel { return Draft(sql, fillers, frames: "list.twice") }
      if draw.chance(0.35) { return Draft(sql, fillers, frames: entity.isPerson ? "list.who" : "list.which") }
    }
    return Draft(sql, fillers, frames: entity.hasSpokenLabel && draw.chance(0.3) ? "list.columns" : "list")
  }

  static func joined(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity() else { return nil }
    let ways = draw.reading.kin[entity.index].filter {
      draw.isGroup($0, entity) && $0.links.count <= 2 && !$0.isMany && !$0.isSecond
    }
    guard let way = draw.dice.pick(ways) else { return nil }
    let kin = draw.reading.entities[way.entity]
    let role = draw.role(way)
    var asked = kin.labelAttributes
    var said: Wording = draw.either(
      "the \(role ?? draw.noun(kin).one)", "the name of the \(role ?? draw.noun(kin).one)",
      "their \(role ?? draw.noun(kin).one)")
    if !kin.hasSpokenLabel { said = "their \(role ?? draw.noun(kin).one)" }
    if draw.chance(0.4),
      let attribute = draw.dice.pick(
        kin.attributes.filter {
          !$0.isForeign && $0.role != .key && $0.role != .technical && !kin.label.contains($0.index)
        })
    {
      asked = [attribute]
      said = "the \(draw.qualified(attribute, of: kin, from: entity, role: role))"
    }
    let filters = draw.chance(0.35) ? draw.filters(entity, 1, many: false) : []
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + asked)
    scope.follow(way.links)
    scope.add(filters)
    let sql: SQLPhrase =
      "select\(SQLPhrase.columns(entity.labelAttributes + asked))\(scope.from(draw.reading))\(condition(filters))"
    return Draft(
      sql,
      [
        "things": draw.things(entity, filters), "cols": draw.columnNames(entity.labelAttributes, many: true),
        "kin": said, "one": Wording(draw.noun(entity).one),
      ])
  }

  static func distinct(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = draw.pickAttribute({ $0.isGroupable && !$0.isUnique }) else { return nil }
    let filters =
      draw.chance(0.3)
      ? draw.filters(entity, 1).filter { !$0.touched.contains(entity.index) || $0.about != attribute.name.description }
      : []
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let sql: SQLPhrase = "select distinct\(attribute)\(scope.from(draw.reading))\(condition(filters))"
    let noun = draw.noun(attribute)
    return Draft(
      sql, ["cols": Wording(draw.plural(noun)), "col": Wording(noun), "things": draw.things(entity, filters)])
  }

  static func sorted(_ draw: Draw) -> Draft? {
    guard
      let (entity, attribute) = draw.pickAttribute({
        $0.isMeasure || $0.role == .date || $0.role == .label && $0.column.family == .text || $0.role == .year
      })
    else { return nil }
    let isDown = draw.chance(0.55)
    let filters = draw.chance(0.25) ? draw.filters(entity, 1, many: false) : []
    let shown =
      entity.labelAttributes + (entity.label.contains(attribute.index) || attribute.role == .label ? [] : [attribute])
    var scope = Scope(entity)
    scope.use(shown + [attribute])
    scope.add(filters)
    let sql: SQLPhrase =
      "select\(SQLPhrase.columns(shown))\(scope.from(draw.reading))\(condition(filters)) order by\(attribute)\(isDown ? " desc" : "")"
    let direction: Wording
    switch attribute.role {
    case .date:
      direction =
        isDown
        ? draw.either("newest first", "latest first", "most recent first", "in descending order")
        : draw.either("oldest first", "earliest first", "in ascending order", "in chronological order")
    case .label:
      direction =
        isDown
        ? draw.either("in descending order", "in reverse alphabetical order", "from Z to A")
        : draw.either("alphabetically", "in alphabetical order", "from A to Z", "in ascending order", "")
    default:
      direction =
        isDown
        ? draw.either(
          "in descending order", "highest first", "from highest to lowest", "descending", "from high to low",
          "largest first")
        : draw.either(
          "in ascending order", "lowest first", "from lowest to highest", "ascending", "from low to high",
          "smallest first", "")
    }
    return Draft(
      sql, ["things": draw.things(entity, filters), "by": Wording(draw.noun(attribute)), "direction": direction])
  }

  /// The direction of an order; rows without the value must not come first.
  static func end(_ attribute: Attribute, _ isHigh: Bool) -> String {
    isHigh ? (attribute.column.nullable ? " desc nulls last" : " desc") : ""
  }

  /// "are there any orders from Berlin".
  static func yesNo(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }) else { return nil }
    let filters = draw.filters(entity, 1)
    guard let filter = filters.first else { return nil }
    var scope = Scope(entity)
    scope.add(filters)
    let sql: SQLPhrase = "select exists (select 1\(scope.from(draw.reading, counts: true))\(condition(filters)))"
    var fillers = ["things": draw.things(entity, filters), "bare": Wording(draw.noun(entity).many)]
    fillers["does"] = filter.predicate?.many
    return Draft(sql, fillers)
  }

  /// "show me ten customers".
  static func some(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge }) else { return nil }
    let number = draw.topCount()
    let filters = draw.chance(0.4) ? draw.filters(entity, 1, many: false) : []
    return Draft(
      "\(listing(draw, entity, filters)) limit\(number.sql)",
      ["n": number.said, "things": draw.things(entity, filters)])
  }
}
