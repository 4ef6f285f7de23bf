extension Draw {
  /// Up to `count` conditions on different things; `many` admits those that may repeat a row.
  func filters(_ entity: Entity, _ count: Int, many: Bool = true) -> [Filter] {
    var found: [Filter] = []
    for _ in 0..<(count * 4) where found.count < count {
      guard let filter = filter(entity), many || !filter.isMany else { continue }
      if !found.contains(where: { $0.about == filter.about || (filter.isMany && $0.isMany) }) { found.append(filter) }
    }
    return found
  }

  /// None, one, or seldom two.
  func someFilters(_ entity: Entity, many: Bool = false) -> [Filter] {
    let roll = dice.below(100)
    return filters(entity, roll < 46 ? 0 : roll < 85 ? 1 : 2, many: many)
  }

  func filter(_ entity: Entity, depth: Int = 0) -> Filter? {
    if depth == 0, chance(0.035), let two = oneOf(entity) { return two }
    if depth == 0, chance(0.08), let json = own(entity, { !$0.jsonKeys.isEmpty }) { return insideJSON(json, entity) }
    if depth == 0, chance(0.05), let deed = deedFilter(entity) { return deed }
    // What can end is mostly asked about as of today: "current employees", "tents that we still sell".
    if chance(0.17), entity.relation.kind == .table, let ending = endingFilter(entity) { return ending }
    return switch dice.below(100) {
    case ..<28: equalityColumn(entity).flatMap { equality($0, entity) }
    case ..<40: own(entity) { $0.isMeasure || $0.role == .year }.flatMap { comparison($0, entity) }
    case ..<53: own(entity) { $0.role == .date }.map { inPeriod($0, entity) } ?? inKinPeriod(entity)
    case ..<56: onCalendar(entity)
    case ..<62: own(entity) { canBeMissing($0) && entity.relation.kind == .table }.flatMap { missing($0, entity) }
    case ..<67: own(entity) { $0.role == .flag }.flatMap { flag($0, entity) }
    case ..<70: own(entity) { $0.role == .label || $0.role == .freeText }.flatMap { containing($0, entity) }
    case ..<76:
      own(entity) { $0.role == .array && !$0.values.isEmpty || $0.role == .json }.flatMap { inside($0, entity) }
    case ..<78: columnComparison(entity)
    default: depth < 2 ? kinFilter(entity, depth: depth) : nil
    }
  }

  /// Mostly a category or a place; people seldom filter by a row's own name.
  private func equalityColumn(_ entity: Entity) -> Attribute? {
    let fitting = entity.attributes.filter { isFilterable($0) && (!$0.values.isEmpty || $0.role != .category) }
    return dice.pick(fitting) { $0.role == .label ? ($0.isUnique ? 0.03 : 0.25) : 1 }
  }

  private func own(_ entity: Entity, _ isFit: (Attribute) -> Bool) -> Attribute? {
    dice.pick(entity.attributes.filter(isFit))
  }

  private func canBeMissing(_ attribute: Attribute) -> Bool {
    attribute.column.nullable && attribute.role != .technical && (attribute.role != .key || attribute.isForeign)
      && !reading.entities[attribute.entity].label.contains(attribute.index)
  }

  // MARK: values

  func equality(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    let noun = noun(attribute)
    let roll = dice.below(100)
    if roll < 12, let two = values(attribute, 2) { return either(of: two, attribute, noun) }
    guard let value = value(attribute) else { return nil }
    let isNot = roll < 22 && !attribute.values.isEmpty
    var filter = Filter(attribute, sql: "\(attribute) \(isNot ? "<>" : "=")\(value.sql)")
    let said = value.said
    let isAdjective = attribute.role == .category && lexicon.isKind("enumadjective", attribute.words)
    if attribute.role == .place {
      if !isNot, let adjective = demonym(value) { filter.adjective = adjective }
      filter.posts = isNot ? ["not from \(said)", "outside \(said)", "outside of \(said)"] : placed(said, entity)
      filter.predicate =
        isNot
        ? ("are not in \(said)", "is not in \(said)")
        : entity.isPerson ? ("live in \(said)", "lives in \(said)") : ("are in \(said)", "is in \(said)")
    } else if isNot {
      filter.posts = phrases("post.not", ["noun": Wording(noun), "value": said])
      filter.predicate =
        isAdjective
        ? ("are not \(said)", "is not \(said)") : ("do not have \(noun) \(said)", "does not have \(noun) \(said)")
    } else {
      filter.posts = phrases("post.equal", ["noun": Wording(noun), "value": said])
      if attribute.role == .label, ["name", "title"].contains(attribute.words.last ?? ""),
        entity.label.contains(attribute.index)
      {
        filter.posts += ["named \(said)", "called \(said)"]
      }
      if isAdjective {
        filter.adjective = said
        filter.predicate = ("are \(said)", "is \(said)")
        if ["tier", "level", "class"].contains(attribute.words.last ?? "") {
          filter.posts += [
            "in the \(said) \(noun)", "at \(noun) \(said)", "of the \(said) \(noun)", "on the \(said) \(noun)",
          ]
          if chance(0.3) { filter.predicate = ("belong to the \(said) \(noun)", "belongs to the \(said) \(noun)") }
        }
        if noun == "channel" || noun == "device" {
          filter.posts += ["via \(said)", "through \(said)", "that came in via \(said)", "on \(said)"]
        }
      } else {
        filter.predicate = ("have \(noun) \(said)", "has \(noun) \(said)")
        if attribute.role == .category { filter.posts.append("with \(said) as \(noun)") }
        if ["tier", "level", "class", "segment", "grade"].contains(attribute.words.last ?? "") {
          filter.posts += ["in the \(said) \(noun)", "in \(noun) \(said)"]
        }
        if ["department", "division", "team"].contains(attribute.words.last ?? "") {
          filter.posts += ["in \(said)", "in the \(said) \(noun)", "from \(said)"]
        }
        if ["job title", "position", "role", "occupation", "profession", "job"].contains(attribute.noun) {
          filter.posts += ["working as \(said)", "who work as \(said)", "employed as \(said)", "who are \(said)"]
          if let stored = storedValue(value), stored.allSatisfy({ $0.isLetter || $0 == " " }), !stored.contains(" of ")
          {
            filter.standIn = "\(said)s"
          }
        }
        if ["carrier", "method", "payment method"].contains(attribute.noun) {
          filter.posts += ["by \(said)", "with \(said)", "via \(said)", "using \(said)", "handled by \(said)"]
        }
        if ["topic", "reason"].contains(attribute.noun) {
          filter.posts += ["about \(said)", "because of \(said)", "due to \(said)", "concerning \(said)"]
        }
      }
    }
    return filter
  }

  private func placed(_ said: Wording, _ entity: Entity) -> [Wording] {
    entity.isPerson
      ? ["in \(said)", "from \(said)", "living in \(said)", "based in \(said)", "in \(said)"]
      : ["in \(said)", "from \(said)", "located in \(said)", "based in \(said)", "in \(said)"]
  }

  private func either(of two: [(said: Wording, sql: SQLPhrase)], _ attribute: Attribute, _ noun: String) -> Filter {
    let said: Wording = "\(two[0].said) or \(two[1].said)"
    var filter = Filter(attribute, sql: "\(attribute) in (\(two[0].sql), \(two[1].sql))")
    if attribute.role == .place {
      filter.posts = ["in \(said)", "from \(said)", "from either \(said)"]
    } else {
      filter.posts = [
        "with \(noun) \(said)", "whose \(noun) is \(said)", "whose \(noun) is either \(said)",
        "where the \(noun) is \(said)",
        "that have either \(said) as \(noun)",
      ]
      if lexicon.isKind("enumadjective", attribute.words) {
        filter.adjective = said
        filter.predicate = ("are \(said)", "is \(said)")
      }
    }
    return filter
  }

  // MARK: dates

  /// Times reckoned from now, with the sign that they stand for and the words before them.
  private static let behind: [(said: String, sign: String, before: Wording)] = {
    var all: [(said: String, sign: String, before: Wording)] = []
    for (number, unit) in [
      ("30", "days"), ("7", "days"), ("14", "days"), ("60", "days"), ("90", "days"), ("100", "days"),
    ] {
      all.append(("\(number) \(unit) ago", "<", "more than "))
    }
    for unit in ["year", "month", "week", "quarter"] {
      all.append(("this \(unit)", ">=", "since the beginning of "))
      all.append(("last \(unit)", ">=", "since the start of "))
      all.append(("this \(unit)", "<", "before "))
    }
    all += [("yesterday", ">=", "since "), ("today", "<", "before "), ("last year", "<", "before ")]
    return all
  }()

  private static let ahead: [(said: String, sign: String, before: Wording)] = [
    ("next week", "in", ""), ("next month", "in", ""), ("tomorrow", "in", ""), ("today", "in", ""),
    ("this week", "in", ""), ("this month", "in", ""), ("next 7 days", "in", "in the "),
    ("next 30 days", "in", "within the "), ("next two weeks", "in", "in the "), ("today", "<", "before "),
    ("today", ">", "after "), ("yesterday", "in", ""), ("next quarter", "in", ""),
  ]

  func inPeriod(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    let isMain = entity.isEvent && entity.mainDate == attribute.index
    var adverbial: Wording
    var sql: SQLPhrase
    var isBare = false
    var bare: Wording = ""
    switch dice.below(100) {
    case ..<64:
      let period = period(attribute)
      adverbial = period.adverbial
      sql = "\(attribute) in\(period.sql)"
      isBare = true
      bare = period.isAbsolute && chance(0.2) ? "for \(period.core)" : period.adverbial
    case ..<68:
      let plans = lexicon.isKind("planned", attribute.words)
      let (said, sign, before) =
        dice.pick(plans ? Self.ahead : Self.behind) ?? (said: "last week", sign: ">=", before: "since")
      let period = slot(said, .period(said))
      adverbial = "\(before)\(period.said)"
      sql = "\(attribute) \(sign)\(period.sql)"
    case ..<76:
      let period = absolute(attribute)
      adverbial = either(
        "since \(period.core)", "since \(period.core)", "from \(period.core) on", "from \(period.core) onwards",
        "in or after \(period.core)", "starting from \(period.core)", "since the beginning of \(period.core)")
      sql = "\(attribute) >=\(period.sql)"
    case ..<84:
      let period = absolute(attribute)
      adverbial = either(
        "before \(period.core)", "before \(period.core)", "prior to \(period.core)", "earlier than \(period.core)",
        "until before \(period.core)")
      sql = "\(attribute) <\(period.sql)"
    case ..<91:
      let period = absolute(attribute)
      adverbial = either("after \(period.core)", "later than \(period.core)")
      sql = "\(attribute) >\(period.sql)"
    case ..<93:
      let period = absolute(attribute)
      adverbial = either(
        "until \(period.core)", "up to \(period.core)", "until the end of \(period.core)",
        "by the end of \(period.core)",
        "up to and including \(period.core)", "no later than \(period.core)")
      sql = "\(attribute) <=\(period.sql)"
    default:
      guard let (one, two) = twoPeriods(attribute) else { return nil }
      adverbial = either(
        "between \(one.core) and \(two.core)", "from \(one.core) to \(two.core)",
        "from \(one.core) through \(two.core)",
        "in the years \(one.core) to \(two.core)", "from \(one.core) until \(two.core)")
      sql = "\(attribute) between\(one.sql) and\(two.sql)"
    }
    var filter = Filter(attribute, sql: sql)
    let words = attribute.date
    for verb in words?.passive ?? [] where verb != "born" { filter.posts.append("\(verb) \(adverbial)") }
    if let verb = dice.pick(words?.passive ?? []) {
      filter.predicate = ("were \(verb) \(adverbial)", "was \(verb) \(adverbial)")
    }
    for verb in words?.passive ?? [] where verb != "born" && chance(0.4) {
      filter.posts.append("\(pronoun(entity)) were \(verb) \(adverbial)")
    }
    if words?.passive == ["born"] { filter.posts = ["born \(adverbial)"] }
    if let verb = dice.pick(words?.active ?? []), filter.predicate == nil || chance(0.5) {
      filter.predicate = ("\(verb) \(adverbial)", "\(verb) \(adverbial)")
    }
    let noun = noun(attribute)
    if isMain {
      filter.posts += [adverbial, adverbial]
      if isBare { filter.when = bare }
    }
    if filter.posts.isEmpty || chance(0.25) {
      filter.posts += ["with a \(noun) \(adverbial)", "with \(noun) \(adverbial)", "whose \(noun) is \(adverbial)"]
    }
    return filter
  }

  /// Two years or two months of a year, the earlier first.
  func twoPeriods(_ attribute: Attribute) -> (SpokenPeriod, SpokenPeriod)? {
    for _ in 0..<4 {
      let one = absolute(attribute, yearOnly: true)
      let two = absolute(attribute, yearOnly: true)
      if let first = yearOf(one), let second = yearOf(two), first != second {
        return first < second ? (one, two) : (two, one)
      }
    }
    return nil
  }

  /// The year that a period is, if it is one.
  func yearNumber(_ period: SpokenPeriod) -> Int? { yearOf(period).flatMap { Int($0) } }

  private func yearOf(_ period: SpokenPeriod) -> String? {
    guard case .slot(let id)? = period.sql.pieces.first, case .period(let text) = slotKinds[id] else { return nil }
    return text
  }
}
