extension NestedShapes {
  /// "customers who ordered in every year from 2022 to 2024", "… in each month of 2023": as many periods with rows as there are.
  static func everyPeriod(_ draw: Draw) -> Draft? {
    guard let (owner, child, link) = lenientPair(draw), let key = owner.keyAttribute, !owner.isEvent,
      let (date, links) = draw.timeline(child), child.isEvent || child.isBridge || !links.isEmpty
    else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    let (grain, number, within, said): (String, SQLPhrase, SQLPhrase, Wording)
    if draw.chance(0.6) {
      guard let (one, two) = draw.twoPeriods(date), let first = draw.yearNumber(one), let last = draw.yearNumber(two),
        last - first < 6
      else { return nil }
      grain = "year"
      number = "years(\(one.sql),\(two.sql))"
      within = "\(date) between\(one.sql) and\(two.sql)"
      said = draw.either(
        "every year from \(one.core) to \(two.core)", "each year from \(one.core) to \(two.core)",
        "every year between \(one.core) and \(two.core)", "every one of the years \(one.core) to \(two.core)",
        "each and every year from \(one.core) to \(two.core)", "every year from \(one.core) through \(two.core)",
        "every year \(one.core)-\(two.core)", "each year between \(one.core) and \(two.core)",
        "all years from \(one.core) to \(two.core)",
        "each of the years \(one.core) to \(two.core)", "every single year from \(one.core) to \(two.core)")
    } else {
      let year = draw.absolute(date, yearOnly: true)
      let isMonth = draw.chance(0.6)
      grain = isMonth ? "month" : "quarter"
      number = "\(grain)s(\(year.sql))"
      within = "\(date) in\(year.sql)"
      said = draw.either(
        "every \(grain) of \(year.core)", "each \(grain) of \(year.core)", "all \(grain)s of \(year.core)",
        "every single \(grain) of \(year.core)", "every \(grain) in \(year.core)")
    }
    var scope = Scope(child)
    scope.use([pointer, date])
    scope.follow(links)
    let own = draw.chance(0.3) ? draw.filters(owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    let isCount = draw.chance(0.25)
    var outer = Scope(owner)
    outer.use(key)
    outer.add(own)
    if !isCount { outer.use(owner.labelAttributes) }
    let selected: SQLPhrase = isCount ? " count(*)" : SQLPhrase.columns(owner.labelAttributes)
    let sql: SQLPhrase =
      "select\(selected)\(outer.from(draw.reading, counts: isCount)) where\(key) in (select\(pointer)\(scope.from(draw.reading)) where\(within) group by\(pointer) having count(distinct \(grain)(\(date))) = \(number))\(ListShapes.condition(own, " and"))"
    let verb = deed(draw, owner, child)
    return Draft(
      sql,
      [
        "owners": draw.things(owner, own), "who": Wording(draw.pronoun(owner)), "verb": verb, "every": said,
        "things": Wording(counted(draw, owner, child)), "thing": Wording(draw.noun(child).one),
      ],
      frames: isCount ? "set.every.count" : "set.every")
  }
}
