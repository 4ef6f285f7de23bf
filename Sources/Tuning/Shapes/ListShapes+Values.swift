extension ListShapes {
  /// "what is the email of customer Maria Lopez".
  static func valueOf(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.hasSpokenLabel || $0.key != nil }) else { return nil }
    guard let (name, condition) = named(draw, entity) else { return nil }
    let fitting = entity.attributes.filter {
      !entity.label.contains($0.index) && $0.role != .technical && $0.role != .key && $0.role != .flag
    }
    guard let asked = draw.dice.pick(fitting) else { return nil }
    let noun = draw.noun(entity).one
    let sql: SQLPhrase = "select\(asked) where \(condition)"
    var fillers: [String: Wording] = ["col": Wording(draw.noun(asked)), "name": name, "noun": Wording(noun)]
    if asked.role == .date, let verb = asked.date?.passive.first {
      fillers["verb"] = Wording(verb)
      if draw.chance(0.6) { return Draft(sql, fillers, frames: "value.when") }
    }
    if asked.role == .money, asked.measure?.gerund == "costing", draw.chance(0.4) {
      return Draft(sql, fillers, frames: "value.cost")
    }
    return Draft(sql, fillers, frames: entity.hasSpokenLabel ? "value.of" : "value.number")
  }

  /// One row by its label or number: words and condition.
  static func named(_ draw: Draw, _ entity: Entity) -> (Wording, SQLPhrase)? {
    if entity.hasSpokenLabel {
      var said: [Wording] = []
      var sql: [SQLPhrase] = []
      for label in entity.labelAttributes where label.column.family.isTextual {
        guard let value = draw.value(label) else { return nil }
        said.append(value.said)
        sql.append("\(label) =\(value.sql)")
      }
      guard !said.isEmpty else { return nil }
      return (said.dropFirst().reduce(said[0]) { "\($0) \($1)" }, SQLPhrase.joined(sql, " and"))
    }
    guard let key = entity.keyAttribute, key.column.family == .integer else { return nil }
    let number = String(1 + draw.dice.below(draw.chance(0.5) ? 500 : 20_000))
    let value = draw.slot(number, .number(number))
    return (value.said, "\(key) =\(value.sql)")
  }

  /// "who is the manager of store Oslo", "which brand makes Falcon".
  static func valueKin(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.hasSpokenLabel || $0.key != nil }), let (name, rule) = named(draw, entity)
    else { return nil }
    let ways = draw.reading.kin[entity.index].filter { draw.isGroup($0, entity) && $0.links.count <= 2 && !$0.isSecond }
    guard let way = draw.dice.pick(ways) else { return nil }
    let kin = draw.reading.entities[way.entity]
    let role = draw.role(way)
    var scope = Scope(entity)
    scope.use(kin.labelAttributes)
    scope.use(entity.hasSpokenLabel ? entity.labelAttributes : entity.keyAttribute.map { [$0] } ?? [])
    scope.follow(way.links)
    let noun = role.map { (one: $0, many: draw.plural($0)) } ?? draw.noun(kin)
    let sql: SQLPhrase =
      "select\(way.isMany ? " distinct" : "")\(SQLPhrase.columns(kin.labelAttributes))\(scope.from(draw.reading)) where \(rule)"
    return Draft(
      sql, ["kin": Wording(way.isMany ? noun.many : noun.one), "name": name, "noun": Wording(draw.noun(entity).one)],
      frames: way.isMany
        ? (entity.hasSpokenLabel ? "value.kins" : "value.kins.number")
        : kin.isPerson ? "value.kinwho" : entity.hasSpokenLabel ? "value.kin" : "value.kin.number")
  }
}
