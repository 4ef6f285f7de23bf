/// Questions for one number, or for few.
enum AggregateShapes {
  static let all: [Shape] = [
    Shape("count", 10, count), Shape("count.distinct", 2, countDistinct), Shape("count.active", 4, countActive),
    Shape("aggregate", 9, aggregate), Shape("aggregate.two", 2.5, two), Shape("aggregate.product", 1.5, product),
    Shape("share", 6, share), Shape("share.rate", 3, rate), Shape("ratio", 3, ratio),
    Shape("ratio.two", 1.5, ratioOfTwo), Shape("ratio.parts", 6, ratioOfParts),
    Shape("ratio.per", 2, perOwner), Shape("difference", 2, difference), Shape("growth", 1.2, growth),
    Shape("compare", 2, compare),
    Shape("date.extreme", 2.5, dateExtreme), Shape("date.between", 2.2, daysBetween),
    Shape("average.count", 1.8, averageCount),
    Shape("median", 0.8, median),
  ]

  static func count(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ !$0.isBridge || draw.chance(0.2) }) else { return nil }
    let filters = draw.filters(entity, draw.dice.pick([0, 1, 1, 1, 1, 2, 2]) ?? 1)
    var scope = Scope(entity)
    scope.add(filters)
    var counted: SQLPhrase = "count(*)"
    if filters.contains(where: { $0.isMany }) {
      guard let key = entity.keyAttribute else { return nil }
      counted = "count(distinct\(key))"
      scope.use(key)
    }
    let sql: SQLPhrase =
      "select \(counted)\(scope.from(draw.reading, counts: !filters.contains { $0.isMany }))\(ListShapes.condition(filters))"
    var fillers = ["things": draw.countedThings(entity, filters), "bare": Wording(draw.noun(entity).many)]
    if filters.count == 2, draw.detached.isEmpty, let predicate = filters[1].predicate, draw.chance(0.6),
      !filters.contains(where: \.isMany)
    {
      fillers["things"] = draw.things(entity, [filters[0]])
      fillers["does"] = predicate.many
      return Draft(sql, fillers, frames: "count.among")
    }
    if filters.count == 1, draw.detached.isEmpty, let predicate = filters[0].predicate, draw.chance(0.4) {
      fillers["does"] = predicate.many
      return Draft(sql, fillers, frames: "count.do")
    }
    return Draft(sql, fillers)
  }

  static func countDistinct(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = draw.pickAttribute({ $0.isGroupable && !$0.isUnique }) else { return nil }
    let filters = draw.chance(0.3) ? draw.filters(entity, 1).filter { $0.about != attribute.name.description } : []
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let sql: SQLPhrase = "select count(distinct\(attribute))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    return Draft(sql, ["cols": Wording(draw.plural(draw.noun(attribute))), "things": draw.things(entity, filters)])
  }

  /// "how many customers placed an order in 2024".
  static func countActive(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = pair(draw) else { return nil }
    let filters = draw.filters(child, draw.dice.pick([0, 1, 1, 1]) ?? 1, many: false)
    let pointer = child.attributes[link.childColumns[0]]
    var scope = Scope(child)
    scope.use(pointer)
    scope.add(filters)
    let sql: SQLPhrase = "select count(distinct\(pointer))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    let words = draw.linkWords(owner, child)
    let verb = words.flatMap { draw.dice.pickEarly($0.active) } ?? "have"
    let owners = Wording(draw.noun(owner).many)
    if !owner.isPerson, draw.chance(0.6) {
      // "how many different products are in orders from Norway", "… have been ordered"
      return Draft(
        sql, ["owners": owners, "things": draw.countedThings(child, filters)], frames: "count.active.passive")
    }
    return Draft(sql, ["owners": owners, "verb": Wording(verb), "things": draw.countedThings(child, filters)])
  }

  /// An entity and the rows that point at it over a plain single key.
  static func pair(_ draw: Draw) -> (Entity, Entity, Link)? {
    guard let owner = draw.pickEntity({ $0.key != nil }) else { return nil }
    let links = draw.reading.children(of: owner.index).filter {
      !$0.isDoubled && $0.childColumns.count == 1 && $0.role == nil && !draw.reading.entities[$0.child].isBridge
        && owner.key == $0.parentColumns.first
    }
    guard let link = draw.dice.pick(links) else { return nil }
    return (owner, draw.reading.entities[link.child], link)
  }

  static func aggregate(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured() else { return nil }
    let filters = draw.filters(measured.entity, draw.dice.pick([0, 0, 1, 1, 1, 2]) ?? 1, many: false)
      .filter { $0.about != measured.attribute.name.description }
    let aggregate = draw.aggregate(measured)
    var scope = Scope(measured.entity)
    scope.use(measured.attribute)
    scope.add(filters)
    let sql: SQLPhrase = "select \(aggregate.sql)\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    let isBareSum = !measured.attribute.sumNouns.isEmpty && measured.entity.isEvent
    let when = filters.first { $0.when != nil }?.when
    if filters.count == 1, let when, measured.entity.isEvent, isBareSum || draw.chance(0.2) {
      return Draft(sql, ["agg": aggregate.said, "when": when], frames: "aggregate.when")
    }
    return Draft(sql, ["agg": aggregate.said, "things": draw.countedThings(measured.entity, filters)])
  }

  /// "median salary of sales assistants".
  static func median(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured() else { return nil }
    let attribute = measured.attribute
    let filters = draw.someFilters(measured.entity).filter { $0.about != attribute.name.description }
    var scope = Scope(measured.entity)
    scope.use(attribute)
    scope.add(filters)
    let value: SQLPhrase = "percentile_cont(0.5) within group (order by\(attribute))"
    let said: Wording = "median \(draw.noun(attribute))"
    if draw.chance(0.35), let dimension = draw.dimension(measured.entity, many: false),
      GroupShapes.isFree(dimension, filters, draw.reading)
    {
      scope.add(dimension)
      return Draft(
        "select\(dimension.select), \(value)\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)",
        [
          "agg": said, "things": draw.countedThings(measured.entity, filters), "dim": dimension.one,
          "dims": dimension.many,
        ], frames: "group.aggregate")
    }
    return Draft(
      "select \(value)\(scope.from(draw.reading))\(ListShapes.condition(filters))",
      ["agg": said, "things": draw.countedThings(measured.entity, filters)], frames: "aggregate")
  }

  static func two(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured() else { return nil }
    let attribute = measured.attribute
    let filters = draw.someFilters(measured.entity).filter { $0.about != attribute.name.description }
    var scope = Scope(measured.entity)
    scope.use(attribute)
    scope.add(filters)
    let noun = draw.noun(attribute)
    var options: [(Wording, SQLPhrase)] = [
      (
        draw.either(
          "minimum and maximum \(noun)", "lowest and highest \(noun)", "min and max \(noun)",
          "smallest and largest \(noun)"), "min(\(attribute)), max(\(attribute))"
      ),
      (
        draw.either("maximum and minimum \(noun)", "highest and lowest \(noun)", "largest and smallest \(noun)"),
        "max(\(attribute)), min(\(attribute))"
      ),
      (
        draw.either("average and maximum \(noun)", "average and highest \(noun)"),
        "avg(\(attribute)), max(\(attribute))"
      ),
      (
        draw.either("average, minimum and maximum \(noun)", "average, lowest and highest \(noun)"),
        "avg(\(attribute)), min(\(attribute)), max(\(attribute))"
      ),
      (
        draw.either("maximum, minimum and average \(noun)", "highest, lowest and mean \(noun)"),
        "max(\(attribute)), min(\(attribute)), avg(\(attribute))"
      ),
      (
        draw.either(
          "minimum, maximum and average \(noun)", "lowest, highest and average \(noun)", "min, max and avg \(noun)"),
        "min(\(attribute)), max(\(attribute)), avg(\(attribute))"
      ),
      (
        "number of \(draw.noun(measured.entity).many) and the \(draw.either("average", "mean")) \(noun)",
        "count(*), avg(\(attribute))"
      ),
    ]
    if measured.isAdditive, draw.chance(0.3) {
      let sql: SQLPhrase =
        "select count(*), sum(\(attribute))\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters))"
      return Draft(
        sql, ["agg": "total \(noun)", "things": draw.things(measured.entity, filters)], frames: "aggregate.count")
    }
    if measured.isAdditive {
      options += [
        (
          draw.either("total and average \(noun)", "sum and average of the \(noun)"),
          "sum(\(attribute)), avg(\(attribute))"
        )
      ]
    }
    let others = measured.entity.attributes.filter { $0.isMeasure && $0.index != attribute.index }
    if let other = draw.dice.pick(others), draw.chance(0.25),
      !filters.contains(where: { $0.about == other.name.description })
    {
      options = [
        ("average \(noun) and \(draw.noun(other))", "avg(\(attribute)), avg(\(other))"),
        ("average \(noun) and the average \(draw.noun(other))", "avg(\(attribute)), avg(\(other))"),
        ("highest \(noun) and the lowest \(draw.noun(other))", "max(\(attribute)), min(\(other))"),
      ]
    }
    guard let (said, selected) = draw.dice.pick(options) else { return nil }
    let sql: SQLPhrase = "select \(selected)\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    return Draft(sql, ["agg": said, "things": draw.countedThings(measured.entity, filters)], frames: "aggregate")
  }

  /// Pieces of one table at a price of another: "stock value at cost price".
  private static func valueAtPrice(_ draw: Draw) -> Draft? {
    let fitting = draw.reading.entities.flatMap { entity -> [(Entity, Attribute, Kin, Attribute)] in
      guard let quantity = entity.attributes.first(where: { $0.words.last == "quantity" }) else { return [] }
      return draw.reading.kin[entity.index].filter { $0.links.count == 1 }.flatMap { way in
        draw.reading.entities[way.entity].attributes.filter {
          $0.role == .money && ["price", "cost"].contains($0.words.last ?? "")
        }
        .map { (entity, quantity, way, $0) }
      }
    }
    guard let (entity, quantity, way, price) = draw.dice.pick(fitting) else { return nil }
    var scope = Scope(entity)
    scope.use([quantity, price])
    scope.follow(way.links)
    let total: SQLPhrase = "sum(\(quantity) *\(price))"
    var fillers: [String: Wording] = [
      "price": Wording(price.nouns.first ?? price.noun), "quantity": Wording(quantity.noun),
      "things": Wording(draw.noun(entity).many),
    ]
    if draw.chance(0.5), let dimension = draw.dimension(entity, many: false),
      dimension.entity?.index != way.entity || dimension.links == way.links
    {
      scope.add(dimension)
      fillers["dim"] = dimension.one
      return Draft(
        "select\(dimension.select), \(total)\(scope.from(draw.reading)) group by\(dimension.group)", fillers,
        frames: "aggregate.value.group")
    }
    return Draft("select \(total)\(scope.from(draw.reading))", fillers, frames: "aggregate.value")
  }

  /// quantity × price where a table has both and nothing that is their product.
  static func product(_ draw: Draw) -> Draft? {
    if draw.chance(0.4), let draft = valueAtPrice(draw) { return draft }
    let fitting = draw.reading.entities.compactMap { entity -> (Entity, Attribute, Attribute)? in
      guard let quantity = entity.attributes.first(where: { $0.words == ["quantity"] || $0.words.last == "quantity" }),
        let price = entity.attributes.first(where: {
          $0.role == .money && ["price", "cost"].contains($0.words.last ?? "")
        })
      else { return nil }
      return (entity, quantity, price)
    }
    guard let (entity, quantity, price) = draw.dice.pick(fitting) else { return nil }
    let filters = draw.someFilters(entity)
    var scope = Scope(entity)
    scope.use([quantity, price])
    scope.add(filters)
    let said = draw.either(
      "total of \(quantity.noun) times \(price.noun)", "sum of \(quantity.noun) times \(price.noun)",
      "total value (\(quantity.noun) x \(price.noun))", "total \(quantity.noun) * \(price.noun)")
    if draw.chance(0.4), let dimension = draw.dimension(entity, many: false) {
      scope.add(dimension)
      let sql: SQLPhrase =
        "select\(dimension.select), sum(\(quantity) *\(price))\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)"
      return Draft(
        sql,
        ["agg": said, "things": draw.countedThings(entity, filters), "dim": dimension.one, "dims": dimension.many],
        frames: "group.aggregate")
    }
    let sql: SQLPhrase = "select sum(\(quantity) *\(price))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    return Draft(sql, ["agg": said, "things": draw.countedThings(entity, filters)], frames: "aggregate")
  }

  /// "average number of orders per customer".
  static func averageCount(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = pair(draw) else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    let filters = draw.chance(0.35) ? draw.filters(child, 1, many: false) : []
    var scope = Scope(child)
    scope.use(pointer)
    scope.add(filters)
    let kind: (Wording, String) =
      draw.dice.pick([
        ("average", "avg"), ("average", "avg"), ("mean", "avg"), ("maximum", "max"), ("highest", "max"),
        ("minimum", "min"),
      ]) ?? ("average", "avg")
    let sql: SQLPhrase =
      "select \(kind.1)(n) from (select count(*) as n\(scope.from(draw.reading, counts: true))\(ListShapes.condition(filters)) group by\(pointer)) as x"
    return Draft(
      sql, ["agg": kind.0, "things": draw.countedThings(child, filters), "owner": Wording(draw.noun(owner).one)])
  }
}
