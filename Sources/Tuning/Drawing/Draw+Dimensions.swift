extension Draw {
  /// Something to group the base's rows by.
  func dimension(_ base: Entity, many: Bool = true) -> Dimension? {
    switch dice.below(10) {
    case ..<4:
      guard let attribute = dice.pick(base.attributes.filter { $0.isGroupable && !base.label.contains($0.index) })
      else { return nil }
      return dimension(attribute)
    case ..<8:
      if chance(0.28), let upper = upperDimension(base) { return upper }
      let ways = reading.kin[base.index].filter { isGroup($0, base) && (many || !$0.isMany) }
      guard let way = dice.pick(ways, by: { 3.0 / Double($0.links.count) * min(reading.entities[$0.entity].weight, 2) })
      else { return nil }
      return dimension(way, base)
    default:
      let ways = reading.kin[base.index].filter { $0.links.count <= 2 && !$0.isMany && !$0.isSecond }
      guard let way = dice.pick(ways) else { return nil }
      let kin = reading.entities[way.entity]
      guard let attribute = dice.pick(kin.attributes.filter { $0.isGroupable && !kin.label.contains($0.index) }) else {
        return nil
      }
      let isDoubled = way.links.contains { reading.link($0).isDoubled }
      let role = role(way)
      if isDoubled, role == nil { return nil }
      let said = qualified(attribute, of: kin, from: base, role: role)
      let select: SQLPhrase = "\(attribute)"
      return Dimension(
        one: said, many: qualified(attribute, of: kin, from: base, role: role ?? kin.nouns[0], many: true),
        select: select,
        group: select, links: way.links, touched: [kin.index], entity: nil, attribute: attribute)
    }
  }

  func dimension(_ attribute: Attribute) -> Dimension {
    let said = noun(attribute)
    let select: SQLPhrase = "\(attribute)"
    return Dimension(
      one: Wording(said), many: Wording(plural(said)), select: select, group: select, touched: [attribute.entity],
      attribute: attribute)
  }

  /// The rows of another entity as groups, shown by their labels.
  func dimension(_ way: Kin, _ base: Entity) -> Dimension {
    let kin = reading.entities[way.entity]
    var dimension = dimension(rowsOf: kin)
    if way.isSecond, way.links.count > 1 {
      // "store country" where the customer's would be understood.
      let through = reading.entities[reading.link(way.links[way.links.count - 2]).parent].nouns[0]
      dimension.one = "\(through) \(dimension.one)"
      dimension.many = "\(through) \(dimension.many)"
    }
    if let role = role(way) {
      dimension.one = Wording(role)
      dimension.many = Wording(plural(role))
    }
    dimension.links = way.links
    dimension.isMany = way.isMany
    return dimension
  }

  func dimension(rowsOf kin: Entity, noun given: (one: String, many: String)? = nil) -> Dimension {
    let said = given ?? noun(kin)
    let select = SQLPhrase.columns(kin.labelAttributes)
    var group = select
    if !kin.labelIsUnique, let key = kin.keyAttribute, kin.key.map(kin.label.contains) != true {
      group = "\(key), \(select)"
    }
    return Dimension(
      one: Wording(said.one), many: Wording(said.many), select: select, group: group, touched: [kin.index], entity: kin)
  }

  /// "products per department": the rows above those that are led to.
  private func upperDimension(_ base: Entity) -> Dimension? {
    let ways = reading.kin[base.index].filter {
      $0.links.count <= 2 && !$0.isMany && !$0.isSecond && reading.selfLink(of: $0.entity)?.role != nil
    }
    guard let way = dice.pick(ways), let role = reading.selfLink(of: way.entity)?.role else { return nil }
    let kin = reading.entities[way.entity]
    guard !kin.isPerson, kin.label.count == 1, let label = kin.labelAttributes.first else { return nil }
    let select: SQLPhrase = "\(second: label)"
    return Dimension(
      one: Wording(role), many: Wording(plural(role)), select: select, group: select, links: way.links,
      touched: [kin.index], isUpper: true)
  }

  /// Whether rows at the end of that way are worth being groups.
  func isGroup(_ way: Kin, _ base: Entity) -> Bool {
    let kin = reading.entities[way.entity]
    if way.links.contains(where: { reading.link($0).isDoubled }), role(way) == nil { return false }
    if way.isMany, way.links.count > 2 { return false }
    return way.links.count <= 3 && !kin.isBridge && (kin.hasSpokenLabel || way.links.count == 1 && kin.isEvent == false)
  }
}

/// A number that rows have: what is summed, averaged, compared.
struct Measured {
  let attribute: Attribute
  let entity: Entity
  /// Whether adding it up means something.
  var isAdditive: Bool {
    guard attribute.role == .money || attribute.role == .quantity || attribute.measure?.verbs == ["weigh"] else {
      return false
    }
    let words = Set(attribute.words)
    return words.isDisjoint(with: [
      "price", "rate", "percent", "unit", "days", "age", "rating", "score", "list", "minimum", "maximum", "average",
      "point",
      "vat",
    ])
  }
}

extension Draw {
  func measured(additive: Bool = false) -> Measured? {
    for _ in 0..<6 {
      guard let (entity, attribute) = pickAttribute({ $0.isMeasure }) else { return nil }
      let measured = Measured(attribute: attribute, entity: entity)
      if !additive || measured.isAdditive { return measured }
    }
    return nil
  }

  func measured(of entity: Entity, additive: Bool = false) -> Measured? {
    dice.pick(
      entity.attributes.filter(\.isMeasure).map { Measured(attribute: $0, entity: entity) }.filter {
        !additive || $0.isAdditive
      })
  }

  /// What a sum is called: "revenue", "total weight".
  func sumNoun(_ attribute: Attribute) -> String {
    if let name = dice.pick(attribute.sumNouns) { return name }
    let noun = noun(attribute)
    return noun.hasPrefix("total ") ? noun : noun == "total" ? "total amount" : "total \(noun)"
  }

  /// "total revenue", "average price": an aggregate in words (after "the") and in SQL.
  func aggregate(_ measured: Measured, isRanked: Bool = false) -> (said: Wording, sql: SQLPhrase) {
    let noun = noun(measured.attribute)
    let attribute = measured.attribute
    if measured.isAdditive, chance(0.6) {
      if let name = dice.pick(attribute.sumNouns), chance(0.6) {
        return (chance(0.5) ? Wording(name) : "total \(name)", "sum(\(attribute))")
      }
      if attribute.role == .money, ["amount", "total", "value"].contains(attribute.words.last ?? ""), chance(0.4) {
        return (either("value", "total value", "combined value", "overall value"), "sum(\(attribute))")
      }
      let noun = noun == "total" ? "amount" : noun
      return (
        either("total \(noun)", "total \(noun)", "sum of \(plural(noun))", "overall \(noun)", "summed \(noun)"),
        "sum(\(attribute))"
      )
    }
    switch isRanked ? 0 : dice.below(10) {
    case ..<6:
      let entity = reading.entities[attribute.entity]
      // "average order value", "average basket": what an event is worth.
      if attribute.role == .money, !attribute.sumNouns.isEmpty, entity.isEvent, chance(0.4) {
        return ("average \(self.noun(entity).one) \(either("value", "value", "amount", "size"))", "avg(\(attribute))")
      }
      return (
        either("average \(noun)", "average \(noun)", "mean \(noun)", "avg \(noun)", "average \(noun)"),
        "avg(\(attribute))"
      )
    case ..<8:
      return (either("maximum \(noun)", "highest \(noun)", "largest \(noun)", "max \(noun)"), "max(\(attribute))")
    default:
      return (either("minimum \(noun)", "lowest \(noun)", "smallest \(noun)", "min \(noun)"), "min(\(attribute))")
    }
  }
}
