extension NestedShapes {
  static func selfLinked(_ draw: Draw) -> (Entity, Link, String)? {
    guard let entity = draw.pickEntity({ draw.reading.selfLink(of: $0.index) != nil }),
      let link = draw.reading.selfLink(of: entity.index),
      link.childColumns.count == 1
    else { return nil }
    return (entity, link, link.role ?? "parent \(entity.nouns[0])")
  }

  /// "employees with the name of their manager".
  static func selfPair(_ draw: Draw) -> Draft? {
    guard let (entity, link, role) = selfLinked(draw) else { return nil }
    let pointer = entity.attributes[link.childColumns[0]]
    let labels = entity.labelAttributes
    let upper = SQLPhrase.joined(labels.map { " \(second: $0)" }, ",")
    let said = draw.chance(0.3) && role == "manager" ? draw.dice.pick(["boss", "supervisor"]) ?? role : role
    var fillers = [
      "things": draw.things(entity), "role": Wording(said), "roles": Wording(draw.plural(said)),
      "one": Wording(draw.noun(entity).one), "their": entity.isPerson ? "their" : "its",
    ]
    if draw.chance(0.35), let (name, rule) = ListShapes.named(draw, entity) {
      fillers["name"] = name
      if draw.chance(0.5) {
        let sql: SQLPhrase = "select\(upper) where \(rule)"
        return Draft(sql, fillers, frames: entity.isPerson ? "self.of" : "self.of.thing")
      }
      var pieces = rule.pieces
      for (index, piece) in pieces.enumerated() {
        if case .column(let column, _) = piece { pieces[index] = .column(column, .second) }
      }
      let sql: SQLPhrase = "select\(SQLPhrase.columns(labels)) where\(SQLPhrase(pieces: pieces))"
      return Draft(sql, fillers, frames: role == "manager" ? "self.under" : "self.below")
    }
    let filters =
      draw.chance(0.35)
      ? draw.filters(entity, 1, many: false).filter {
        $0.links.isEmpty && !$0.about.hasPrefix("above") && $0.about != pointer.name.description
      } : []
    fillers["things"] = draw.things(entity, filters)
    let isAsked = entity.isPerson && filters.isEmpty && draw.chance(0.25)
    return Draft(
      "select\(SQLPhrase.columns(labels)),\(upper)\(ListShapes.condition(filters))", fillers,
      frames: isAsked ? "self.pair.person" : "self.pair")
  }

  /// "employees who earn more than their manager".
  static func selfCompare(_ draw: Draw) -> Draft? {
    guard let (entity, _, role) = selfLinked(draw) else { return nil }
    guard
      let attribute = draw.dice.pick(
        entity.attributes.filter {
          $0.isMeasure || $0.role == .date || $0.isGroupable || isPlainKey($0, draw)
        })
    else { return nil }
    let labels = SQLPhrase.columns(entity.labelAttributes)
    var fillers = [
      "things": draw.things(entity), "role": Wording(role), "by": Wording(draw.noun(attribute)),
      "who": Wording(draw.pronoun(entity)), "their": entity.isPerson ? "their" : "its",
    ]
    if attribute.isGroupable || attribute.isForeign {
      if let link = draw.reading.parents(of: entity.index).first(where: { $0.childColumns == [attribute.index] }) {
        fillers["by"] = Wording(link.role ?? draw.noun(draw.reading.entities[link.parent]).one)
      }
      let same = draw.chance(0.5)
      fillers["same"] = same ? "the same" : "a different"
      fillers["as"] = same ? "as" : "than"
      return Draft(
        "select\(labels) where\(attribute) \(same ? "=" : "<>") \(second: attribute)", fillers, frames: "self.same")
    }
    let isHigh = draw.chance(0.6)
    let sql: SQLPhrase = "select\(labels) where\(attribute) \(isHigh ? ">" : "<") \(second: attribute)"
    if attribute.role == .date {
      guard let verb = attribute.date?.passive.first ?? attribute.date?.active.first else { return nil }
      fillers["verb"] = Wording(verb == "born" || verb == "hired" ? "were \(verb)" : verb)
      fillers["than"] = isHigh ? draw.either("after", "later than") : draw.either("before", "earlier than")
      return Draft(sql, fillers, frames: "self.compare.verb")
    }
    fillers["than"] = isHigh ? "more than" : "less than"
    if let verb = attribute.measure?.verbs.first, draw.chance(0.6) {
      fillers["verb"] = Wording(verb)
      return Draft(sql, fillers, frames: "self.compare.verb")
    }
    fillers["than"] = isHigh ? "higher" : "lower"
    return Draft(sql, fillers)
  }

  /// A key to one other table: "the same store as their manager".
  private static func isPlainKey(_ attribute: Attribute, _ draw: Draw) -> Bool {
    attribute.isForeign
      && draw.reading.parents(of: attribute.entity).contains { $0.childColumns == [attribute.index] && !$0.isDoubled }
  }

  /// "average salary of the people under each manager".
  private static func selfAggregate(_ draw: Draw, _ entity: Entity, _ pointer: Attribute, _ role: String) -> Draft? {
    guard let measured = draw.measured(of: entity) else { return nil }
    let aggregate = draw.aggregate(measured, isRanked: draw.chance(0.4))
    let upper = SQLPhrase.joined(entity.labelAttributes.map { " \(second: $0)" }, ",")
    let fillers: [String: Wording] = [
      "role": Wording(role), "roles": Wording(draw.plural(role)), "things": Wording(draw.noun(entity).many),
      "agg": aggregate.said, "their": entity.isPerson ? "their" : "its",
    ]
    if draw.chance(0.3) {
      return Draft(
        "select\(upper) group by\(pointer),\(upper) order by \(aggregate.sql) desc limit 1", fillers,
        frames: "self.aggregate.most")
    }
    return Draft("select\(upper), \(aggregate.sql) group by\(pointer),\(upper)", fillers, frames: "self.aggregate")
  }

  /// Rows by what stands above or below them, listed or counted.
  static func selfFiltered(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ draw.reading.selfLink(of: $0.index) != nil }),
      let filter = draw.selfFilter(entity)
    else { return nil }
    let others = draw.chance(0.5) ? draw.filters(entity, 1, many: false).filter { $0.about != filter.about } : []
    let filters = others + [filter]
    if draw.chance(0.4) {
      var scope = Scope(entity)
      scope.add(filters)
      return Draft(
        "select count(*)\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))",
        ["things": draw.things(entity, filters), "bare": Wording(draw.noun(entity).many)], frames: "count")
    }
    var fillers = [
      "things": draw.things(entity, filters), "bare": Wording(draw.noun(entity).many),
      "cols": draw.columnNames(entity.labelAttributes, many: true),
    ]
    if others.isEmpty, let predicate = filter.predicate, draw.chance(0.4) {
      fillers["does"] = predicate.many
      return Draft(
        ListShapes.listing(draw, entity, filters), fillers, frames: entity.isPerson ? "list.who" : "list.which")
    }
    return Draft(ListShapes.listing(draw, entity, filters), fillers, frames: "list")
  }

  /// "how many people does each manager manage".
  static func selfCount(_ draw: Draw) -> Draft? {
    guard let (entity, link, role) = selfLinked(draw) else { return nil }
    let pointer = entity.attributes[link.childColumns[0]]
    if draw.chance(0.25), let draft = selfAggregate(draw, entity, pointer, role) { return draft }
    let upper = SQLPhrase.joined(entity.labelAttributes.map { " \(second: $0)" }, ",")
    let noun = draw.noun(entity)
    let fillers: [String: Wording] = [
      "role": Wording(role), "roles": Wording(draw.plural(role)), "things": Wording(noun.many),
    ]
    if draw.chance(0.2) {
      let number = draw.count(2...10)
      let (than, sign) = GroupShapes.comparison(draw)
      var parts = fillers
      parts["n"] = number.said
      parts["than"] = than
      return Draft(
        "select\(upper) group by\(pointer),\(upper) having count(*) \(sign)\(number.sql)", parts, frames: "self.having")
    }
    if draw.chance(0.35) {
      return Draft(
        "select\(upper) group by\(pointer),\(upper) order by count(*) desc limit 1", fillers, frames: "self.most")
    }
    return Draft("select\(upper), count(*) group by\(pointer),\(upper)", fillers)
  }
}
