/// What people spent: sums of money over the rows that they brought about.
enum SpendShapes {
  static let all: [Shape] = [
    Shape("spend", 1.5, total), Shape("spend.more", 2, more), Shape("spend.most", 2, most),
  ]

  private struct Spending {
    var owner: Entity
    var event: Entity
    var amount: Attribute
    var link: Int
    var sum: SQLPhrase { "sum(\(amount))" }
  }

  /// A person and the rows with money that point at it: customers and orders, members and payments.
  private static func spending(_ draw: Draw) -> Spending? {
    let payers: Set<String> = ["customer", "client", "member", "user", "guest", "passenger", "patient", "buyer"]
    let found = draw.reading.entities.filter { $0.isPerson && !payers.isDisjoint(with: $0.heads + $0.nouns) }.flatMap {
      owner in
      draw.reading.children(of: owner.index).filter { $0.role == nil && !$0.isDoubled && $0.childColumns.count == 1 }
        .compactMap { link -> Spending? in
          let event = draw.reading.entities[link.child]
          let money = event.attributes.filter { $0.role == .money && Measured(attribute: $0, entity: event).isAdditive }
          let whole = money.first { !$0.sumNouns.isEmpty } ?? (money.count == 1 ? money.first : nil)
          guard event.isEvent, let whole, !whole.words.contains("refund"), !whole.words.contains("fee") else {
            return nil
          }
          return Spending(owner: owner, event: event, amount: whole, link: link.index)
        }
    }
    return draw.dice.pick(found)
  }

  /// A period of the rows, at the sentence's end.
  private static func period(_ draw: Draw, _ event: Entity) -> Filter? {
    guard draw.chance(0.5), let date = event.mainDateAttribute else { return nil }
    let filter = draw.inPeriod(date, event)
    return filter?.when == nil ? nil : filter
  }

  /// "how much did customers from Norway spend in 2024".
  static func total(_ draw: Draw) -> Draft? {
    guard let spending = spending(draw) else { return nil }
    let own = draw.filters(spending.owner, 1, many: false)
    guard !own.isEmpty else { return nil }
    let when = period(draw, spending.event)
    var scope = Scope(spending.event)
    scope.use(spending.amount)
    scope.use(spending.owner.labelAttributes)
    scope.follow([spending.link])
    scope.add(own + (when.map { [$0] } ?? []))
    draw.detached = when?.when ?? ""
    return Draft(
      "select \(spending.sum)\(scope.from(draw.reading))\(ListShapes.condition(own + (when.map { [$0] } ?? [])))",
      ["owners": draw.things(spending.owner, own), "event": Wording(draw.noun(spending.event).many)])
  }

  /// "customers who spent more than 1000 euros in 2024".
  static func more(_ draw: Draw) -> Draft? {
    guard let spending = spending(draw), let key = spending.owner.keyAttribute else { return nil }
    let number = draw.dice.pick([100, 200, 500, 1000, 1500, 2000, 5000, 10_000]) ?? 1000
    let text =
      draw.chance(0.25) && number >= 1000 ? "\(number / 1000),\(number % 1000 == 0 ? "000" : "500")" : String(number)
    let value = draw.slot(text, .number(String(number)))
    let unit = draw.dice.pick(spending.amount.units).flatMap { draw.chance(0.5) ? " \($0)" : nil } ?? ""
    let when = period(draw, spending.event)
    let (than, sign) = GroupShapes.comparison(draw)
    guard sign != "=" else { return nil }
    let filters = when.map { [$0] } ?? []
    let own =
      draw.chance(0.25) ? draw.filters(spending.owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    var scope = Scope(spending.event)
    scope.use(spending.amount)
    scope.use(spending.owner.labelAttributes + [key])
    scope.follow([spending.link])
    scope.add(filters + own)
    let labels = SQLPhrase.columns(spending.owner.labelAttributes)
    let isCount = draw.chance(0.25) && own.isEmpty
    draw.detached = when?.when ?? ""
    let fillers = [
      "owners": draw.things(spending.owner, own), "than": than, "n": "\(value.said)\(unit)",
      "who": Wording(draw.pronoun(spending.owner)), "event": Wording(draw.noun(spending.event).many),
    ]
    let having: SQLPhrase = "having \(spending.sum) \(sign)\(value.sql)"
    if isCount,
      let pointer = spending.event.attributes.first(where: { attribute in
        draw.reading.parents(of: spending.event.index).contains {
          $0.parent == spending.owner.index && $0.childColumns == [attribute.index]
        }
      })
    {
      var inner = Scope(spending.event)
      inner.use([spending.amount, pointer])
      inner.add(filters)
      return Draft(
        "select count(*) from\(spending.owner) where\(key) in (select\(pointer)\(inner.from(draw.reading))\(ListShapes.condition(filters)) group by\(pointer) \(having))",
        fillers, frames: "spend.more.count")
    }
    return Draft(
      "select\(labels)\(scope.from(draw.reading))\(ListShapes.condition(filters + own)) group by\(key), \(labels) \(having)",
      fillers)
  }

  /// "who spent the most in 2024", "our ten best customers by what they spent".
  static func most(_ draw: Draw) -> Draft? {
    guard let spending = spending(draw), let key = spending.owner.keyAttribute else { return nil }
    let when = period(draw, spending.event)
    let filters = when.map { [$0] } ?? []
    let own =
      draw.chance(0.3) ? draw.filters(spending.owner, 1, many: false).filter { !$0.about.hasPrefix("child") } : []
    var scope = Scope(spending.event)
    scope.use(spending.amount)
    scope.use(spending.owner.labelAttributes + [key])
    scope.follow([spending.link])
    scope.add(filters + own)
    let labels = SQLPhrase.columns(spending.owner.labelAttributes)
    let isOne = draw.chance(0.4)
    let number = draw.topCount()
    draw.detached = when?.when ?? ""
    return Draft(
      "select\(labels)\(isOne ? "" : ", \(spending.sum)" as SQLPhrase)\(scope.from(draw.reading))\(ListShapes.condition(filters + own)) group by\(key), \(labels) order by \(spending.sum) desc limit\(isOne ? " 1" : number.sql)",
      [
        "owners": draw.things(spending.owner, own), "owner": draw.things(spending.owner, own, many: false),
        "n": number.said, "who": Wording(draw.pronoun(spending.owner)),
        "event": Wording(draw.noun(spending.event).many),
      ], frames: isOne ? "spend.most" : "spend.top")
  }
}
