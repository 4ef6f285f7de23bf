extension Draw {
  /// Conditions along a table's key to itself: who is above a row, whether anything is, whether anything is below.
  func selfFilter(_ entity: Entity) -> Filter? {
    guard let link = reading.selfLink(of: entity.index), link.childColumns.count == 1, let role = link.role else {
      return nil
    }
    let pointer = entity.attributes[link.childColumns[0]]
    switch dice.below(10) {
    case ..<6: return above(entity, role)
    case ..<8:
      guard pointer.column.nullable else { return nil }
      let isTop = chance(0.6)
      var filter = Filter(pointer, sql: "\(pointer) is \(isTop ? "" : "not ")null")
      filter.posts =
        isTop
        ? [
          "without a \(role)", "with no \(role)", "that have no \(role)", "without any \(role)", "that lack a \(role)",
        ]
        : ["with a \(role)", "that have a \(role)", "that belong to a \(role)"]
      filter.predicate = isTop ? ("have no \(role)", "has no \(role)") : ("have a \(role)", "has a \(role)")
      if isTop, !entity.isPerson { filter.adjective = either("top-level", "top level") }
      return filter
    default:
      guard let key = entity.keyAttribute, link.parentColumns == [key.index] else { return nil }
      let hasAny = chance(0.6)
      let below = noun(entity).many
      var filter = Filter(about: "below \(entity.index)", sql: "\(key) \(hasAny ? "" : "not ")in (select\(pointer))")
      filter.touched = [entity.index]
      if entity.isPerson, role == "manager" || role == "supervisor" || role == "boss" {
        filter.posts =
          hasAny
          ? ["with people reporting to them", "who are managers", "with subordinates", "who have direct reports"]
          : ["without direct reports", "with nobody reporting to them", "who are not managers", "without subordinates"]
        filter.predicate = hasAny ? ("manage somebody", "manages somebody") : ("manage nobody", "manages nobody")
      } else {
        filter.posts =
          hasAny
          ? ["with \(below) below them", "that have sub-\(below)"]
          : ["without \(below) below them", "without sub-\(below)", "that have no sub-\(below)"]
      }
      return filter
    }
  }

  /// "employees who report to the Head of Purchasing", "categories in department Camping".
  private func above(_ entity: Entity, _ role: String) -> Filter? {
    let isManaged = entity.isPerson && ["manager", "supervisor", "boss", "lead", "chief"].contains(role)
    let labels = entity.labelAttributes.filter { $0.column.family.isTextual }
    let titles = entity.attributes.filter {
      $0.role == .category && !$0.values.isEmpty && ["title", "position", "role", "job"].contains($0.words.last ?? "")
    }
    if isManaged, let title = dice.pick(titles), chance(0.6) {
      guard let value = value(title) else { return nil }
      var filter = Filter(about: "above \(entity.index)", sql: "\(second: title) =\(value.sql)")
      filter.touched = [entity.index]
      filter.posts = [
        "reporting to the \(value.said)", "reporting to a \(value.said)", "who report to the \(value.said)",
        "whose \(role) is a \(value.said)", "whose \(role) is the \(value.said)", "under the \(value.said)",
        "whose boss is a \(value.said)", "managed by the \(value.said)", "with a \(value.said) as \(role)",
        "working under a \(value.said)",
      ]
      filter.predicate = ("report to the \(value.said)", "reports to the \(value.said)")
      return filter
    }
    guard !labels.isEmpty else { return nil }
    var sql: [SQLPhrase] = []
    var said: [Wording] = []
    for label in labels {
      guard let value = value(label) else { return nil }
      sql.append("\(second: label) =\(value.sql)")
      said.append(value.said)
    }
    let name = said.dropFirst().reduce(said[0]) { "\($0) \($1)" }
    var filter = Filter(about: "above \(entity.index)", sql: SQLPhrase.joined(sql, " and"))
    filter.touched = [entity.index]
    filter.posts = ["whose \(role) is \(name)", "with \(name) as \(role)", "with \(role) \(name)"]
    if isManaged {
      filter.posts += [
        "reporting to \(name)", "who report to \(name)", "working for \(name)", "managed by \(name)", "led by \(name)",
        "on the team of \(name)",
      ]
      filter.predicate = ("report to \(name)", "reports to \(name)")
    } else {
      filter.posts += ["in \(role) \(name)", "below \(name)", "under \(name)", "that belong to \(role) \(name)"]
      filter.predicate = ("belong to \(name)", "belongs to \(name)")
    }
    return filter
  }
}
