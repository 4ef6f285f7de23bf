extension Draw {
  /// "who ordered in 2024": did what another table records, in a period. The verb says whose date the period is.
  func deedFilter(_ entity: Entity) -> Filter? {
    guard let key = entity.keyAttribute, !entity.isEvent,
      let link = dice.pick(
        reading.children(of: entity.index).filter { !$0.isDoubled && $0.childColumns.count == 1 && $0.role == nil }),
      link.parentColumns == [key.index]
    else { return nil }
    let child = reading.entities[link.child]
    guard let (date, links) = timeline(child), child.isEvent || child.isBridge || !links.isEmpty else { return nil }
    let pointer = child.attributes[link.childColumns[0]]
    var scope = Scope(child)
    scope.use([pointer, date])
    scope.follow(links)
    let (when, condition) = period(date, isRange: true)
    let isNot = chance(0.2)
    var filter = Filter(
      about: "child \(child.index)",
      sql: "\(key) \(isNot ? "not " : "")in (select\(pointer)\(scope.from(reading)) where\(condition))")
    filter.touched = [entity.index]
    let many = countedNoun(child, for: entity)
    let words = linkWords(entity, child)
    if isNot {
      filter.posts = ["without \(many) \(when)", "without any \(many) \(when)", "with no \(many) \(when)"]
      if let said = dice.pick(words?.perfect ?? []), !said.hasPrefix("been ") {
        filter.predicate = ("have not \(said) \(when)", "has not \(said) \(when)")
      } else {
        filter.predicate = ("had no \(many) \(when)", "had no \(many) \(when)")
      }
      return filter
    }
    let deed = NestedShapes.deed(self, entity, child)
    filter.predicate = ("\(deed) \(when)", "\(deed) \(when)")
    filter.posts = ["with \(many) \(when)", "that \(deed) \(when)", "\(pronoun(entity)) \(deed) \(when)"]
    return filter
  }

  /// A period as an adverbial, with its condition: in, since, before or between.
  func period(_ date: Attribute, isRange: Bool) -> (Wording, SQLPhrase) {
    switch dice.below(10) {
    case ..<7:
      let period = period(date)
      return (period.adverbial, "\(date) in\(period.sql)")
    case ..<8:
      let period = absolute(date)
      return (either("since \(period.core)", "from \(period.core) on"), "\(date) >=\(period.sql)")
    case ..<9:
      let period = absolute(date)
      return ("before \(period.core)", "\(date) <\(period.sql)")
    default:
      guard isRange, let (one, two) = twoPeriods(date) else {
        let period = period(date)
        return (period.adverbial, "\(date) in\(period.sql)")
      }
      return (
        either("between \(one.core) and \(two.core)", "from \(one.core) to \(two.core)"),
        "\(date) between\(one.sql) and\(two.sql)"
      )
    }
  }
}
