extension NestedShapes {
  /// "running total of revenue by month".
  static func running(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.mainDate != nil }), let date = entity.mainDateAttribute else { return nil }
    let grain = draw.dice.pick(["month", "month", "day", "year", "week", "quarter"]) ?? "month"
    let bucket: SQLPhrase = "\(grain)(\(date))"
    if let measured = draw.measured(of: entity, additive: true), draw.chance(0.75) {
      let noun = draw.dice.pick(measured.attribute.sumNouns) ?? draw.noun(measured.attribute)
      let sql: SQLPhrase =
        "select \(bucket), sum(sum(\(measured.attribute))) over (order by \(bucket)) group by \(bucket) order by \(bucket)"
      return Draft(sql, ["agg": Wording(noun), "grain": Wording(grain)])
    }
    let sql: SQLPhrase =
      "select \(bucket), sum(count(*)) over (order by \(bucket)) from\(entity) group by \(bucket) order by \(bucket)"
    return Draft(
      sql,
      ["agg": draw.either("\(draw.noun(entity).many)", "number of \(draw.noun(entity).many)"), "grain": Wording(grain)])
  }

  /// "rank products by price", within a group too.
  static func rank(_ draw: Draw) -> Draft? {
    guard let measured = draw.measured(), !measured.entity.isEvent else { return nil }
    let entity = measured.entity
    let shown = SQLPhrase.columns(entity.labelAttributes + [measured.attribute])
    var scope = Scope(entity)
    scope.use(entity.labelAttributes + [measured.attribute])
    let fillers = ["things": draw.things(entity), "by": Wording(draw.noun(measured.attribute))]
    if draw.chance(0.45), let dimension = draw.dimension(entity, many: false) {
      scope.add(dimension)
      let key: SQLPhrase =
        dimension.attribute.map { "\($0)" } ?? dimension.entity?.keyAttribute.map { "\($0)" } ?? dimension.select
      let sql: SQLPhrase =
        "select\(dimension.select),\(shown), rank() over (partition by\(key) order by\(measured.attribute) desc)\(scope.from(draw.reading))"
      return Draft(sql, fillers.merging(["dim": dimension.one]) { $1 }, frames: "window.rank.group")
    }
    return Draft("select\(shown), rank() over (order by\(measured.attribute) desc)", fillers)
  }

  /// "revenue per month compared with the month before".
  static func previous(_ draw: Draw) -> Draft? {
    guard let entity = draw.pickEntity({ $0.mainDate != nil }), let date = entity.mainDateAttribute else { return nil }
    let grain = draw.dice.pick(["month", "year", "quarter", "month"]) ?? "month"
    let bucket: SQLPhrase = "\(grain)(\(date))"
    var said: Wording = "number of \(draw.noun(entity).many)"
    var value: SQLPhrase = "count(*)"
    var from: SQLPhrase = " from\(entity)"
    if let measured = draw.measured(of: entity, additive: true), draw.chance(0.7) {
      said = Wording(draw.dice.pick(measured.attribute.sumNouns) ?? "total \(draw.noun(measured.attribute))")
      value = "sum(\(measured.attribute))"
      from = ""
    }
    let lag: SQLPhrase = "lag(\(value)) over (order by \(bucket))"
    if draw.chance(0.5) {
      let sql: SQLPhrase = "select \(bucket), \(value), \(value) - \(lag)\(from) group by \(bucket) order by \(bucket)"
      return Draft(sql, ["agg": said, "grain": Wording(grain)], frames: "window.change")
    }
    return Draft(
      "select \(bucket), \(value), \(lag)\(from) group by \(bucket) order by \(bucket)",
      ["agg": said, "grain": Wording(grain)])
  }
}
