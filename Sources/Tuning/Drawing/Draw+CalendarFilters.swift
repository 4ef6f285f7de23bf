extension Draw {
  /// When an entity's rows happened: by its own date, or by that of the event that they belong to.
  func timeline(_ entity: Entity) -> (date: Attribute, links: [Int])? {
    if let date = entity.mainDateAttribute { return (date, []) }
    let ways = reading.kin[entity.index].filter { way in
      let kin = reading.entities[way.entity]
      return !way.isMany && !way.isSecond && way.links.count <= 2 && kin.isEvent && kin.mainDate != nil
        && !way.links.contains { reading.link($0).isDoubled }
    }
    // Two events of equal distance: nobody could tell which is meant.
    guard let first = ways.first, ways.count(where: { $0.links.count == first.links.count }) == 1,
      let date = reading.entities[first.entity].mainDateAttribute
    else { return nil }
    return (date, first.links)
  }

  /// An entity with a time, for questions about months and years.
  func timed() -> (entity: Entity, date: Attribute, links: [Int])? {
    guard let entity = pickEntity({ $0.mainDate != nil || $0.isBridge || !$0.attributes.filter(\.isMeasure).isEmpty }),
      let (date, links) = timeline(entity)
    else { return nil }
    return (entity, date, links)
  }

  /// "order lines in 2024": by the date of the order.
  func inKinPeriod(_ entity: Entity) -> Filter? {
    guard let (date, links) = timeline(entity), !links.isEmpty else { return nil }
    let period = period(date)
    var filter = Filter(date, sql: "\(date) in\(period.sql)")
    filter.links = links
    filter.posts = [period.adverbial]
    filter.when = period.isAbsolute && chance(0.2) ? "for \(period.core)" : period.adverbial
    let owner = reading.entities[date.entity]
    if let verb = date.date?.passive.first {
      filter.posts.append("of \(noun(owner).many) \(verb) \(period.adverbial)")
    }
    return filter
  }

  private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  /// "on Mondays", "at the weekend", "in December" of any year.
  func onCalendar(_ entity: Entity) -> Filter? {
    guard let (date, links) = timeline(entity), date.role == .date, !date.words.contains("birth") || chance(0.3) else {
      return nil
    }
    let roll = dice.below(10)
    var filter: Filter
    var said: Wording
    if roll < 4 {
      let day = dice.below(7)
      let name = Self.weekdays[day]
      said = either("on a \(name)", "on \(name)s", "on \(name)s", "on a \(name)")
      filter = Filter(date, sql: "part_dow(\(date)) = \(String(day))")
    } else if roll < 6 {
      said = either("at the weekend", "on weekends", "on a weekend", "on Saturdays or Sundays", "on the weekend")
      filter = Filter(date, sql: "part_dow(\(date)) in (0, 6)")
    } else if roll < 9 {
      let month = dice.below(12)
      said = either(
        "in \(Self.monthNames[month])", "in the month of \(Self.monthNames[month])", "in any \(Self.monthNames[month])")
      filter = Filter(date, sql: "part_month(\(date)) = \(String(month + 1))")
    } else {
      guard date.column.family == .timestamp else { return nil }
      let isLate = chance(0.5)
      let hour = isLate ? 17 + dice.below(5) : 6 + dice.below(5)
      said = isLate ? "after \(String(hour))h" : "before \(String(hour))h"
      let value = slot(String(hour), .number(String(hour)))
      said = isLate ? "after \(value.said) o'clock" : "before \(value.said) o'clock"
      filter = Filter(date, sql: "part_hour(\(date)) \(isLate ? ">=" : "<")\(value.sql)")
    }
    filter.about = date.name.description
    filter.links = links
    let isMain = links.isEmpty == false || entity.isEvent && entity.mainDate == date.index
    if isMain {
      filter.posts = [said]
    } else if let verb = date.date?.passive.first {
      filter.posts = ["\(verb) \(said)"]
    } else if let verb = date.date?.active.first {
      filter.predicate = ("\(verb) \(said)", "\(verb) \(said)")
    }
    if links.isEmpty, let verb = date.date?.passive.first {
      filter.posts.append("\(verb) \(said)")
      filter.predicate = ("were \(verb) \(said)", "was \(verb) \(said)")
    }
    return filter.posts.isEmpty && filter.predicate == nil ? nil : filter
  }
}
