extension Draw {
  /// The words for how one side (few) stands to the other (many), if the lexicon knows any.
  func linkWords(_ few: Entity, _ many: Entity) -> Lexicon.LinkWords? {
    LinkBook.words(few, many, lexicon)
  }

  /// "placed by", "of": what stands between a thing and what it leads to.
  func connective(_ entity: Entity, _ kin: Entity, _ way: Kin) -> String {
    if way.links.count == 1 || way.isMany && way.links.count <= 2 {
      if let words = linkWords(kin, entity), let said = dice.pickEarly(words.passive) { return said }
      if way.isMany, let words = linkWords(entity, kin), let verb = dice.pickEarly(words.active) {
        return verb == "have" ? "with" : (chance(0.3) && !entity.isPerson ? "with" : "\(pronoun(entity)) \(verb)")
      }
    }
    return dice.pick(way.isMany ? ["with", "in", "of"] : ["of", "for", "of the"]).map { $0 == "of the" ? "of" : $0 }
      ?? "of"
  }

  /// The name that a single key gives its target ("buyer"), nil for the target's own.
  func role(_ way: Kin) -> String? { way.links.count == 1 ? reading.link(way.links[0]).role : nil }

  /// A condition on something that the row leads to or that leads to the row.
  func kinFilter(_ entity: Entity, depth: Int) -> Filter? {
    if chance(0.16) { return childFilter(entity) }
    if chance(0.08), let coded = codeFilter(entity) { return coded }
    if chance(0.14), let upper = upperFilter(entity) { return upper }
    if chance(0.35), let own = selfFilter(entity) { return own }
    let fitting = reading.kin[entity.index].filter { !$0.isSecond }
    guard
      let way = dice.pick(
        fitting,
        by: {
          ($0.links.count == 1 || $0.isMany ? 2 : $0.links.count == 2 ? 1.2 : 0.6)
            * min(reading.entities[$0.entity].weight, 2.5)
        })
    else { return nil }
    let kin = reading.entities[way.entity]
    let role = role(way)
    let isDoubled = way.links.contains { reading.link($0).isDoubled }
    if isDoubled, role == nil { return nil }
    if chance(0.62), let named = labelFilter(entity, kin, way, role) { return named }
    guard way.links.count == 1 || way.isMany, role == nil || chance(0.3), let inner = filter(kin, depth: depth + 1),
      !inner.isMany
    else { return nil }
    var filter = Filter(about: "kin \(kin.index)", sql: inner.sql)
    filter.links = way.links + inner.links
    filter.touched = inner.touched
    filter.isMany = way.isMany
    let said = role.map { plural($0) }
    filter.posts = ["\(connective(entity, kin, way)) \(things(kin, [inner], noun: said))"]
    if role != nil { filter.posts = ["whose \(role ?? "") is a \(things(kin, [inner], many: false))"] }
    return filter
  }

  /// "products by Nike", "orders of customer Maria Lopez", "customers from Norway".
  private func labelFilter(_ entity: Entity, _ kin: Entity, _ way: Kin, _ role: String?) -> Filter? {
    let labels = kin.labelAttributes
    guard let first = labels.first, first.column.family.isTextual, !kin.isEvent else { return nil }
    var sql: [SQLPhrase] = []
    var said: [Wording] = []
    for label in labels {
      guard let value = value(label) else { return nil }
      sql.append("\(label) =\(value.sql)")
      said.append(value.said)
    }
    let name = said.dropFirst().reduce(said[0]) { "\($0) \($1)" }
    var filter = Filter(about: "kin \(kin.index) \(role ?? "")", sql: SQLPhrase.joined(sql, " and"))
    filter.links = way.links
    filter.touched = [kin.index]
    filter.isMany = way.isMany
    let noun = role ?? noun(kin).one
    let isPlace = lexicon.isKind("place", kin.nouns[0].split(separator: " ").map(String.init))
    if let role {
      filter.posts = ["with \(role) \(name)", "whose \(role) is \(name)", "with \(name) as \(role)"]
    } else if isPlace {
      filter.posts = placedAt(name, entity)
      if way.links.count > 1, !way.isMany, chance(0.6) {
        let owner = reading.entities[reading.link(way.links[0]).parent]
        let joint = connective(entity, owner, Kin(links: [way.links[0]], entity: owner.index, isMany: false))
        filter.posts = [
          "\(joint) \(self.noun(owner).many) in \(name)", "\(joint) \(self.noun(owner).many) from \(name)",
        ]
      } else {
        let verb =
          entity.isPerson
          ? dice.pick(["live in", "come from", "are from", "live in"]) : dice.pick(["are in", "are from"])
        filter.predicate = ("\(verb ?? "are in") \(name)", "is from \(name)")
      }
      if labels.count == 1, case .slot(let id, _)? = said[0].parts.first {
        if let adjective = demonym((said[0], SQLPhrase(pieces: [.slot(id)]))) { filter.adjective = adjective }
      }
    } else {
      let joint = connective(entity, kin, way)
      filter.posts = ["\(joint) \(noun) \(name)", "\(joint) the \(noun) \(name)", "\(joint) \(name)"]
      if way.links.count > 1 && !way.isMany || linkWords(kin, entity) == nil { filter.posts.removeLast() }
      if kin.isPerson { filter.posts.remove(at: 1) }
      if way.links.count == 1, !way.isMany, let verb = linkWords(kin, entity).flatMap({ dice.pickEarly($0.active) }),
        verb != "have"
      {
        let third = lexicon.inflection.thirdPerson(verb)
        // "orders that customer Maria Lopez placed"; a verb with a preposition at its end would dangle.
        if !verb.contains(" ") { filter.posts.append("that \(kin.isPerson ? "" : "\(noun) ")\(name) \(third)") }
      }
      if !kin.isPerson, way.links.count == 1,
        ["category", "brand", "genre", "type", "style", "make"].contains(kin.nouns[0]) || kin.heads.contains("category")
      {
        filter.adjective = name
        filter.posts += ["in the \(name) \(noun)", "of \(noun) \(name)"]
        // "sleeping bags": the category's plural names its products.
        if kin.heads.contains("category"), let stored = said.first.flatMap({ $0.slots.first }).flatMap(storedValue),
          stored.hasSuffix("s"), !stored.contains("&")
        {
          filter.standIn = name
        }
      }
    }
    return filter
  }

  /// "orders that used the code SPRING20": by what is written on what the row leads to.
  private func codeFilter(_ entity: Entity) -> Filter? {
    let options = reading.kin[entity.index].filter { $0.links.count == 1 && !$0.isMany && role($0) == nil }.flatMap {
      way in
      reading.entities[way.entity].attributes.filter {
        $0.isUnique && $0.column.family == .text && !$0.values.isEmpty
          && ["code", "number", "sku", "reference"].contains($0.words.last ?? "")
      }.map { (way, $0) }
    }
    guard let (way, attribute) = dice.pick(options), let value = value(attribute) else { return nil }
    let noun = noun(attribute)
    var filter = Filter(about: "kin \(way.entity) ", sql: "\(attribute) =\(value.sql)")
    filter.links = way.links
    filter.touched = [way.entity]
    let kin = reading.entities[way.entity]
    filter.posts = [
      "with the \(noun) \(value.said)", "with \(noun) \(value.said)",
      "\(connective(entity, kin, way)) \(self.noun(kin).one) \(value.said)",
    ]
    // A code is used, a product's number is not.
    if !Set(["promotion", "campaign", "coupon", "voucher", "discount"]).isDisjoint(with: kin.heads + kin.nouns) {
      filter.posts += ["using the \(noun) \(value.said)", "using \(value.said)"]
      filter.predicate = ("used the \(noun) \(value.said)", "used the \(noun) \(value.said)")
    }
    return filter
  }

  /// "products in department Camping": by the label of the row above the one that is led to.
  private func upperFilter(_ entity: Entity) -> Filter? {
    let ways = reading.kin[entity.index].filter {
      $0.links.count <= 2 && !$0.isMany && !$0.isSecond && reading.selfLink(of: $0.entity)?.role != nil
    }
    guard let way = dice.pick(ways), let role = reading.selfLink(of: way.entity)?.role else { return nil }
    let kin = reading.entities[way.entity]
    guard !kin.isPerson, kin.label.count == 1, let label = kin.labelAttributes.first, label.column.family.isTextual,
      let value = value(label)
    else { return nil }
    var filter = Filter(about: "upper \(kin.index)", sql: "\(second: label) =\(value.sql)")
    filter.links = way.links
    filter.touched = [kin.index]
    filter.posts = [
      "in \(role) \(value.said)", "in the \(role) \(value.said)", "of the \(value.said) \(role)",
      "from \(role) \(value.said)", "from the \(value.said) \(role)", "in the \(value.said) \(role)",
      "belonging to the \(role) \(value.said)", "whose \(role) is \(value.said)", "of the \(role) \(value.said)",
    ]
    return filter
  }

  private func placedAt(_ name: Wording, _ entity: Entity) -> [Wording] {
    entity.isPerson
      ? [
        "from \(name)", "in \(name)", "living in \(name)", "who live in \(name)", "based in \(name)",
        "who come from \(name)", "residing in \(name)",
      ] : ["in \(name)", "from \(name)", "in \(name)", "located in \(name)", "that are in \(name)", "based in \(name)"]
  }

  /// "with at least 3 orders", "who never ordered anything".
  func childFilter(_ entity: Entity) -> Filter? {
    guard let key = entity.keyAttribute,
      let link = dice.pick(
        reading.children(of: entity.index).filter { !$0.isDoubled && $0.childColumns.count == 1 && $0.role == nil }),
      link.parentColumns == [key.index]
    else { return nil }
    let child = reading.entities[link.child]
    let pointer = child.attributes[link.childColumns[0]]
    let words = linkWords(entity, child)
    let verb = words.flatMap { dice.pick($0.active) } ?? "have"
    let many = countedNoun(child, for: entity)
    let third = lexicon.inflection.thirdPerson(verb)
    switch dice.below(10) {
    case ..<4:
      var filter = Filter(about: "child \(child.index)", sql: "\(key) not in (select\(pointer))")
      filter.touched = [entity.index]
      filter.posts = [
        "without any \(many)", "without \(many)", "with no \(many)", "with zero \(many)", "lacking \(many)",
        "that have no \(many)", "for which there are no \(many)",
        "without a single \(lexicon.inflection.singular(many))",
      ]
      if let said = dice.pick(words?.perfect ?? []) {
        filter.predicate = dice.pick([
          ("have never \(said)", "has never \(said)"), ("never \(said)", "never \(said)"),
          ("have not \(said) yet", "has not \(said) yet"), ("haven't \(said)", "hasn't \(said)"),
        ])
        if said.hasPrefix("been ") || !said.contains(" ") || said.hasPrefix("written") || said.hasPrefix("taken") {
          filter.predicate = ("have never \(said)", "has never \(said)")
        }
      } else {
        filter.predicate = ("have no \(many)", "has no \(many)")
      }
      return filter
    case ..<6:
      var filter = Filter(about: "child \(child.index)", sql: "\(key) in (select\(pointer))")
      filter.touched = [entity.index]
      filter.posts = ["with at least one \(lexicon.inflection.singular(many))", "that have \(many)"]
      filter.predicate = (
        "\(verb) at least one \(lexicon.inflection.singular(many))",
        "\(third) at least one \(lexicon.inflection.singular(many))"
      )
      if let said = dice.pick(words?.perfect ?? []) {
        let done = said.replacing("anything", with: "something")
        filter.predicate = ("have \(done)", "has \(done)")
      }
      return filter
    default:
      let number = count(2...12)
      let roll = dice.below(10)
      let sign = roll < 5 ? ">" : roll < 8 ? ">=" : "="
      var filter = Filter(
        about: "child \(child.index)",
        sql:
          "\(key) in (select\(pointer) from\(child) group by\(pointer) having count(*) \(sign)\(number.sql))"
      )
      filter.touched = [entity.index]
      let than: Wording =
        sign == ">"
        ? either("more than", "over")
        : sign == "=" ? either("exactly", "just") : either("at least", "a minimum of", "no fewer than")
      filter.posts = ["with \(than) \(number.said) \(many)"]
      filter.predicate = ("\(verb) \(than) \(number.said) \(many)", "\(third) \(than) \(number.said) \(many)")
      return filter
    }
  }

  /// The many side in the plural, without the owner's name: a customer's "order lines", an order's "lines".
  func countedNoun(_ child: Entity, for owner: Entity) -> String {
    if child.isBridge,
      reading.kin[owner.index].contains(where: {
        $0.isMany && $0.links.count == 2 && reading.link($0.links[0]).child == child.index
      }),
      let other = reading.parents(of: child.index).first(where: { $0.parent != owner.index })
    {
      return noun(reading.entities[other.parent]).many
    }
    return noun(child).many
  }
}
