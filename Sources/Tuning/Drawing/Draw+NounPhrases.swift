extension Draw {
  /// "active customers from Norway who joined in 2024".
  func things(_ entity: Entity, _ filters: [Filter] = [], many: Bool = true, noun given: String? = nil) -> Wording {
    let name = noun(entity)
    var phrase = Wording(given ?? (many ? name.many : name.one))
    var posts: [Wording] = []
    var predicates: [Wording] = []
    var hasAdjective = false
    let standIn = many && given == nil ? filters.firstIndex { $0.standIn != nil && chance(0.4) } : nil
    if let standIn, let noun = filters[standIn].standIn { phrase = noun }
    for (index, filter) in filters.enumerated() where index != standIn {
      let clause = filter.predicate.map { many ? $0.many : $0.one }
      if let adjective = filter.adjective, !hasAdjective, chance(clause == nil && filter.posts.isEmpty ? 1 : 0.5) {
        phrase = "\(adjective) \(phrase)"
        hasAdjective = true
      } else if let post = dice.pick(filter.posts), clause == nil || chance(0.6) {
        posts.append(post)
      } else if let clause {
        predicates.append(clause)
      } else if let adjective = filter.adjective {
        phrase = "\(adjective) \(phrase)"
      }
    }
    for (place, post) in posts.enumerated() {
      phrase = place == 0 ? "\(phrase) \(post)" : "\(phrase)\(either(" ", " ", " and ")) \(post)"
    }
    if !predicates.isEmpty {
      phrase = "\(phrase)\(posts.isEmpty ? "" : either("", "", " and")) \(pronoun(entity)) \(Wording.list(predicates))"
    }
    if !filters.isEmpty { phrase.isConditioned = true }
    return phrase
  }

  /// Sometimes takes the last condition out, to be said after the sentence: people add what they forgot.
  func setApart(_ filters: inout [Filter], of entity: Entity) {
    guard let last = filters.last, chance(0.2), let said = afterthought(last, of: entity) else { return }
    afterthought = said
    filters.removeLast()
  }

  /// A condition after the sentence: ", only those that are still sold", "(only current ones)"; nil where it has no such words.
  private func afterthought(_ filter: Filter, of entity: Entity) -> Wording? {
    var said: [Wording] = []
    if let adjective = filter.adjective {
      said += ["only \(adjective) ones", "only the \(adjective) ones", "\(adjective) ones only", "\(adjective) only"]
    }
    if let predicate = filter.predicate?.many {
      said += ["only those \(pronoun(entity)) \(predicate)", "only if they \(predicate)"]
    }
    if let post = dice.pick(filter.posts) { said += ["only those \(post)", "just the ones \(post)"] }
    return dice.pick(said).map { either(", \($0)", ", \($0)", " (\($0))", " - \($0)") }
  }

  /// The same, but a period may be said apart: "in 2024, how many orders …".
  func countedThings(_ entity: Entity, _ filters: [Filter], many: Bool = true) -> Wording {
    var rest = filters
    if detached.isEmpty, let place = rest.firstIndex(where: { $0.when != nil }), chance(0.4),
      let when = rest[place].when
    {
      detached = when
      rest.remove(at: place)
    }
    return things(entity, rest, many: many)
  }

  /// "name", "names" or "names and emails", each plural where many rows are meant.
  func columnNames(_ attributes: [Attribute], many: Bool) -> Wording {
    var nouns: [Wording] = []
    let isFullName =
      attributes.count >= 2 && attributes[0].words == ["first", "name"] && attributes[1].words == ["last", "name"]
    if isFullName {
      let spoken = dice.pick(["name", "full name", "name"]) ?? "name"
      nouns.append(chance(0.25) ? "first and last name\(many ? "s" : "")" : Wording(many ? plural(spoken) : spoken))
    }
    for attribute in attributes.dropFirst(isFullName ? 2 : 0) {
      let said = noun(attribute)
      nouns.append(Wording(many && !attribute.role.isMass ? plural(said) : said))
    }
    return .list(nouns)
  }

  /// A kin's attribute in words: "customer city", "city of the customer"; bare where nothing else is called that.
  func qualified(_ attribute: Attribute, of kin: Entity, from base: Entity, role: String?, many: Bool = false)
    -> Wording
  {
    let said = noun(attribute)
    let form = many ? plural(said) : said
    let owner = role ?? kin.nouns[0]
    if role == nil, chance(0.5), isUnambiguous(said, of: attribute, from: base) { return Wording(form) }
    return either("\(owner) \(form)", "\(owner) \(form)", "\(form) of the \(owner)", "\(owner)'s \(form)")
  }

  /// Whether no other attribute near the base, nor an entity, goes by that noun.
  func isUnambiguous(_ noun: String, of attribute: Attribute, from base: Entity) -> Bool {
    let near = [base] + reading.kin[base.index].map { reading.entities[$0.entity] }
    for entity in near {
      if entity.nouns.contains(noun) { return false }
      for other in entity.attributes where other.name != attribute.name && other.role != .technical {
        if other.nouns.contains(noun) { return false }
      }
    }
    return true
  }
}

extension Attribute.Role {
  /// Said in the singular even of many rows.
  var isMass: Bool { self == .quantity || self == .freeText }
}
