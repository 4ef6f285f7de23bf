extension AggregateShapes {
  /// "when was the last order".
  static func dateExtreme(_ draw: Draw) -> Draft? {
    guard let (entity, attribute) = draw.pickAttribute({ $0.role == .date }) else { return nil }
    let filters =
      draw.chance(0.5) ? draw.filters(entity, 1, many: false).filter { $0.about != attribute.name.description } : []
    let isLast = draw.chance(0.6)
    var scope = Scope(entity)
    scope.use(attribute)
    scope.add(filters)
    let sql: SQLPhrase =
      "select \(isLast ? "max" : "min")(\(attribute))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    var fillers = [
      "thing": draw.things(entity, filters, many: false), "things": draw.things(entity, filters),
      "last": isLast ? draw.either("last", "latest", "most recent") : draw.either("first", "earliest"),
      "by": Wording(draw.noun(attribute)),
    ]
    if entity.isEvent, entity.mainDate == attribute.index {
      fillers["verb"] = Wording(attribute.date?.passive.first ?? "made")
      return Draft(sql, fillers)
    }
    return Draft(sql, fillers, frames: "date.column")
  }

  /// "how many days does delivery take on average".
  static func daysBetween(_ draw: Draw) -> Draft? {
    let fitting = draw.reading.entities.compactMap { entity -> (Entity, Attribute, Attribute)? in
      let dates = entity.attributes.filter { $0.role == .date }
      guard let first = dates.first(where: { draw.isDate($0, "begun") }),
        let second = dates.first(where: {
          $0.index > first.index && draw.isDate($0, "done")
        })
      else { return nil }
      return (entity, first, second)
    }
    guard let (entity, first, second) = draw.dice.pick(fitting) else { return nil }
    guard let gap = draw.span(from: first, to: second, in: "days") else { return nil }
    var scope = Scope(entity)
    scope.use([first, second])
    let from: Wording = "\(draw.noun(first)) and \(draw.noun(second))"
    if draw.chance(0.35) {
      let number = draw.count(2...60)
      let shown = SQLPhrase.columns(entity.labelAttributes)
      let sql: SQLPhrase = "select\(shown) where \(gap) >\(number.sql)"
      if let done = second.date?.passive.first, let begun = first.date?.passive.first, done != begun, draw.chance(0.6) {
        return Draft(
          sql,
          [
            "things": draw.things(entity), "n": number.said, "done": Wording(done), "begun": Wording(begun),
          ], frames: "date.longer.verb")
      }
      return Draft(sql, ["things": draw.things(entity), "pair": from, "n": number.said], frames: "date.longer")
    }
    let filters = draw.chance(0.4) ? draw.filters(entity, 1, many: false) : []
    scope.add(filters)
    let aggregate: (Wording, String) =
      draw.chance(0.75)
      ? (draw.either("average", "mean", "average"), "avg") : (draw.either("longest", "maximum"), "max")
    var fillers = ["pair": from, "agg": aggregate.0]
    if let noun = second.words.lazy.compactMap({ draw.lexicon.spans[$0] }).first?.nouns.first {
      fillers["span"] = Wording(noun)
    }
    if let done = second.date?.passive.first { fillers["done"] = Wording(done) }
    if draw.chance(0.35), let dimension = draw.dimension(entity, many: false),
      GroupShapes.isFree(dimension, filters, draw.reading)
    {
      scope.add(dimension)
      fillers["dim"] = dimension.one
      fillers["things"] = draw.countedThings(entity, filters)
      let sql: SQLPhrase =
        "select\(dimension.select), \(aggregate.1)(\(gap))\(scope.from(draw.reading))\(ListShapes.condition(filters)) group by\(dimension.group)"
      return Draft(
        sql, fillers, frames: fillers["span"] != nil && draw.chance(0.6) ? "date.span.group" : "date.between.group")
    }
    fillers["things"] = draw.countedThings(entity, filters)
    let sql: SQLPhrase = "select \(aggregate.1)(\(gap))\(scope.from(draw.reading))\(ListShapes.condition(filters))"
    return Draft(sql, fillers, frames: fillers["span"] != nil && draw.chance(0.6) ? "date.span" : "date.between")
  }
}
