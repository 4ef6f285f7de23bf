extension Draw {
  // MARK: numbers

  func comparison(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    let noun = noun(attribute)
    if chance(0.18), let stars = stars(attribute) { return stars }
    if chance(0.2), let large = inLargerUnit(attribute) { return large }
    let value = number(attribute)
    let roll = dice.below(100)
    if roll < 14 {
      let other = number(attribute)
      guard let low = numberOf(value.sql), let high = numberOf(other.sql), low < high else { return nil }
      var filter = Filter(attribute, sql: "\(attribute) between\(value.sql) and\(other.sql)")
      let range: Wording = "between \(value.said) and \(other.said)"
      filter.posts = [
        "with \(a(noun)) \(range)", "whose \(noun) \(be(noun)) \(range)", "where the \(noun) \(be(noun)) \(range)",
        "with \(noun) from \(value.said) to \(other.said)", "in the \(noun) range \(value.said) to \(other.said)",
        "with \(a(noun)) in the range of \(value.said) to \(other.said)",
      ]
      if isSpokenAlone(attribute, other.said) {
        filter.posts += [range, "from \(value.said) to \(other.said)", "\(range)"]
      }
      if let verb = attribute.measure?.verbs.first {
        filter.predicate = ("\(verb) \(range)", "\(lexicon.inflection.thirdPerson(verb)) \(range)")
      }
      return filter
    }
    if roll < 24, attribute.role != .money {
      var filter = Filter(attribute, sql: "\(attribute) =\(value.sql)")
      filter.posts = [
        "with \(noun) \(value.said)", "with \(a(noun)) of \(value.said)", "whose \(noun) \(be(noun)) \(value.said)",
        "with \(noun) equal to \(value.said)",
      ]
      if attribute.role == .quantity || noun == "stars" || noun == "points" {
        filter.posts.append("with \(value.said) \(plural(noun))")
      }
      return filter
    }
    let isHigh = chance(0.6)
    let isInclusive = chance(0.25)
    let sql: SQLPhrase = "\(attribute) \(isHigh ? ">" : "<")\(isInclusive ? "=" : "")\(value.sql)"
    var filter = Filter(attribute, sql: sql)
    let than = than(isHigh, isInclusive)
    let greater: Wording =
      isInclusive
      ? (chance(0.25) ? (isHigh ? either(">=", "not below") : either("<=", "not above")) : than)
      : (isHigh
        ? either(
          "greater than", "higher than", "above", "over", "more than", "exceeding", ">", "larger than", "bigger than")
        : either("less than", "lower than", "below", "under", "<", "smaller than"))
    filter.posts = [
      "with \(a(noun)) of \(than) \(value.said)", "with \(a(noun)) \(greater) \(value.said)",
      "with \(noun) \(greater) \(value.said)", "whose \(noun) \(be(noun)) \(greater) \(value.said)",
      "where the \(noun) \(be(noun)) \(greater) \(value.said)", "having \(a(noun)) \(greater) \(value.said)",
      "for which the \(noun) \(be(noun)) \(greater) \(value.said)",
    ]
    if !isInclusive {
      filter.posts.append(
        isHigh ? "whose \(noun) exceeds \(value.said)" : "whose \(noun) does not reach \(value.said)")
    } else {
      filter.posts.append(
        isHigh ? "with \(a(noun)) of \(value.said) or more" : "with \(a(noun)) of \(value.said) or less")
    }
    if isSpokenAlone(attribute, value.said) {
      filter.posts += ["\(than) \(value.said)", "\(than) \(value.said)"]
      if isInclusive { filter.posts.append(isHigh ? "of \(value.said) or more" : "of \(value.said) or less") }
    }
    if attribute.role == .quantity, attribute.words.count == 1 || noun.hasSuffix("s") {
      filter.posts.append("with \(than) \(value.said) \(plural(noun))")
      filter.predicate = ("have \(than) \(value.said) \(plural(noun))", "has \(than) \(value.said) \(plural(noun))")
    }
    if attribute.role == .year {
      filter.posts = [
        "with \(noun) \(isHigh ? "after" : "before") \(value.said)",
        "whose \(noun) \(be(noun)) \(greater) \(value.said)",
      ]
    }
    if attribute.role == .year, isInclusive { filter.posts.removeFirst() }
    if let measure = attribute.measure {
      if let gerund = measure.gerund {
        filter.posts += ["\(gerund) \(than) \(value.said)", "\(gerund) \(than) \(value.said)"]
      }
      if let verb = dice.pick(measure.verbs) {
        filter.predicate = (
          "\(verb) \(than) \(value.said)", "\(lexicon.inflection.thirdPerson(verb)) \(than) \(value.said)"
        )
      }
      if !isInclusive, let adjective = dice.pick(isHigh ? measure.higher : measure.lower), chance(0.5) {
        filter.predicate = ("are \(adjective) \(value.said)", "is \(adjective) \(value.said)")
        filter.posts.append("\(adjective) \(value.said)")
      }
    }
    return filter
  }

  /// "more than", "at least": before a number.
  func than(_ isHigh: Bool, _ isInclusive: Bool) -> Wording {
    switch (isHigh, isInclusive) {
    case (true, false): either("more than", "more than", "over", "above")
    case (false, false): either("less than", "under", "below", "fewer than")
    case (true, true): either("at least", "at least", "a minimum of", "no less than", "not less than", "no fewer than")
    case (false, true): either("at most", "no more than", "up to", "a maximum of", "not more than")
    }
  }

  /// "sleeping bags under 200 euros": a unit that no other column of the table has says which column is meant.
  private func isSpokenAlone(_ attribute: Attribute, _ said: Wording) -> Bool {
    guard let measure = attribute.measure, !measure.verbs.isEmpty || attribute.role == .money else { return false }
    let text = said.flattened().text
    let entity = reading.entities[attribute.entity]
    return attribute.units.contains { text.contains($0) }
      && !entity.attributes.contains {
        $0.index != attribute.index && $0.measure != nil && !Set($0.units).isDisjoint(with: attribute.units)
      }
  }

  /// "with five stars", "5-star".
  private func stars(_ attribute: Attribute) -> Filter? {
    guard ["rating", "stars"].contains(attribute.words.last ?? ""), attribute.column.family == .integer else {
      return nil
    }
    let number = 1 + dice.below(5)
    let text = String(number)
    let words = ["one", "two", "three", "four", "five"]
    let value = slot(number > 1 && chance(0.4) ? words[number - 1] : text, .number(text))
    let stars = number == 1 ? "star" : "stars"
    var filter = Filter(attribute, sql: "\(attribute) =\(value.sql)")
    filter.posts = [
      "with \(value.said) \(stars)", "rated with \(value.said) \(stars)", "with a rating of \(value.said)",
      "of \(value.said) \(stars)", "that gave \(value.said) \(stars)",
    ]
    filter.predicate = ("have \(value.said) \(stars)", "has \(value.said) \(stars)")
    return filter
  }

  /// "more than 2 kg" of a column in grams.
  private func inLargerUnit(_ attribute: Attribute) -> Filter? {
    guard let suffix = SpokenName.words(attribute.column.name).last,
      let (words, factor) = lexicon.conversions[suffix].flatMap({ dice.pick($0) }), let unit = dice.pick(words)
    else { return nil }
    let known = attribute.values.compactMap { Double($0) }.max() ?? 0
    let number = dice.pick([1, 2, 3, 4, 5, 10].filter { known == 0 || Double($0 * factor) <= known * 1.5 })
    guard let number else { return nil }
    let value = slot(number == 1 ? "1" : String(number), .number(String(number)))
    let isHigh = chance(0.6)
    let isInclusive = chance(0.2)
    let than = than(isHigh, isInclusive)
    let said: Wording = "\(than) \(value.said) \(unit)"
    let noun = attribute.noun
    var filter = Filter(
      attribute, sql: "\(attribute) \(isHigh ? ">" : "<")\(isInclusive ? "=" : "")\(value.sql) * \(String(factor))")
    filter.posts = ["with \(a(noun)) of \(said)", "whose \(noun) is \(said)", "with \(noun) \(said)"]
    if let verb = attribute.measure?.verbs.first {
      filter.predicate = ("\(verb) \(said)", "\(lexicon.inflection.thirdPerson(verb)) \(said)")
      if let gerund = attribute.measure?.gerund { filter.posts.append("\(gerund) \(said)") }
    }
    return filter
  }

  /// "a price", but "earnings".
  private func a(_ noun: String) -> String { isPlural(noun) ? noun : "a " + noun }
  private func be(_ noun: String) -> String { isPlural(noun) ? "are" : "is" }
  private func isPlural(_ noun: String) -> Bool {
    noun.hasSuffix("s") && !noun.contains(" of ") && plural(noun) == noun
  }

  /// The number that a drawn slot stands for.
  func numberOf(_ sql: SQLPhrase) -> Double? {
    guard case .slot(let id)? = sql.pieces.first, case .number(let text) = slotKinds[id] else { return nil }
    return Double(text)
  }
}
