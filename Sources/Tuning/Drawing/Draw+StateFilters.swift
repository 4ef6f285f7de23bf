extension Draw {
  // MARK: null and boolean

  func missing(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    let isMissing = chance(0.65)
    var filter = Filter(attribute, sql: "\(attribute) is\(isMissing ? "" : " not") null")
    var noun = noun(attribute)
    if attribute.isForeign {
      guard
        let link = reading.parents(of: entity.index).first(where: { $0.childColumns == [attribute.index] })
          ?? reading.selfLink(of: entity.index)
      else { return nil }
      noun = link.role ?? self.noun(reading.entities[link.parent]).one
      if reading.entities[link.parent].isPerson, chance(0.75), let care = inCare(attribute, noun, isMissing) {
        return care
      }
    }
    if isMissing {
      filter.posts = phrases("post.missing", ["noun": Wording(noun)])
      filter.predicate = dice.pick([
        ("have no \(noun)", "has no \(noun)"), ("lack a \(noun)", "lacks a \(noun)"),
        ("carry no \(noun)", "carries no \(noun)"), ("do not have a \(noun)", "does not have a \(noun)"),
      ])
    } else {
      filter.posts = phrases("post.present", ["noun": Wording(noun)])
      filter.predicate = ("have a \(noun)", "has a \(noun)")
      if attribute.isForeign,
        let link = reading.parents(of: entity.index).first(where: { $0.childColumns == [attribute.index] }),
        link.role == nil, let words = linkWords(reading.entities[link.parent], entity)?.passive.first,
        words.hasPrefix("that ")
      {
        // "that led to an order"
        let verb = String(words.dropFirst(5))
        filter.predicate = ("\(verb) a \(noun)", "\(verb) a \(noun)")
      }
    }
    if attribute.role == .date, let date = attribute.date {
      filter.posts = isMissing ? ["with no \(noun)", "without a \(noun)"] : ["with a \(noun)"]
      if let verb = date.passive.first, verb != "born" {
        if isMissing {
          filter.posts += ["not yet \(verb)", "not \(verb) yet", "that were never \(verb)", "still not \(verb)"]
          filter.predicate = dice.pick([
            ("have not been \(verb)", "has not been \(verb)"), ("are not yet \(verb)", "is not yet \(verb)"),
            ("have not been \(verb) yet", "has not been \(verb) yet"), ("were never \(verb)", "was never \(verb)"),
          ])
        } else {
          filter.posts += ["already \(verb)", "that have been \(verb)"]
          filter.predicate = dice.pick([
            ("have been \(verb)", "has been \(verb)"), ("were \(verb)", "was \(verb)"),
            ("are already \(verb)", "is already \(verb)"),
          ])
        }
      } else if let verb = date.active.first {
        filter.predicate = isMissing ? ("have not \(verb) yet", "has not \(verb) yet") : ("have \(verb)", "has \(verb)")
        if verb.hasPrefix("came") || verb.hasPrefix("took") || verb.hasPrefix("began") { filter.predicate = nil }
      }
    }
    if isMissing, attribute.isForeign, let place = attribute.column.comment.flatMap(CommentReader.nullPlace),
      chance(0.6)
    {
      filter.posts = ["at \(place)", "in the \(place)", "of \(place)", "working at \(place)", "who work at \(place)"]
      filter.predicate = ("work at \(place)", "works at \(place)")
      if !entity.isPerson {
        filter.posts = ["of \(place)", "from \(place)"]
        filter.predicate = nil
      }
    }
    if let meaning = attribute.nullMeanings.first, isMissing, chance(0.7) {
      let isNegated = meaning.hasPrefix("never ") || meaning.hasPrefix("not ")
      filter.posts = [isNegated ? "\(meaning)" : "still \(meaning)"]
      filter.predicate =
        isNegated ? ("were \(meaning)", "was \(meaning)") : ("are still \(meaning)", "is still \(meaning)")
      if isNegated {
        guard meaning.hasSuffix("ed"), let done = meaning.split(separator: " ").last.map(String.init) else {
          return nil
        }
        filter.posts += [
          "that were never \(done)", "that have never been \(done)", "not \(done) yet", "not yet \(done)",
          "that have not been \(done) so far", "nobody has \(done)", "that we have never \(done)",
          "still to be \(done)",
        ]
        filter.predicate = dice.pick([
          ("were never \(done)", "was never \(done)"), ("have never been \(done)", "has never been \(done)"),
          ("have not been \(done) yet", "has not been \(done) yet"),
          ("have yet to be \(done)", "has yet to be \(done)"),
        ])
      }
      if !meaning.contains(" ") {
        // "open tickets", but not "sold products"
        if !meaning.hasSuffix("ed"), meaning != "sold" { filter.adjective = Wording(meaning) }
        filter.predicate = dice.pick([
          ("are \(meaning)", "is \(meaning)"), ("are still \(meaning)", "is still \(meaning)"),
          ("are currently \(meaning)", "is currently \(meaning)"),
        ])
        filter.posts = ["still \(meaning)", "currently \(meaning)"]
      }
    }
    return filter
  }

  func flag(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    let isTrue = chance(0.65)
    var filter = Filter(attribute, sql: isTrue ? "\(attribute)" : "not\(attribute)")
    let noun = noun(attribute)
    let last = attribute.words.last ?? ""
    let isAdjective =
      attribute.words.count == 1
      && (last.hasSuffix("ed") || last.hasSuffix("ive") || last.hasSuffix("able") || last.hasSuffix("al")
        || last.hasSuffix("ent"))
    if let meaning = attribute.trueMeanings.first, chance(0.5) {
      if isTrue {
        filter.predicate = (Wording(meaning), Wording(meaning))
      } else {
        filter.posts = ["without \(noun)"]
      }
      return filter
    }
    if isAdjective || attribute.column.name.hasPrefix("is_") {
      if isTrue {
        filter.adjective = Wording(noun)
        filter.predicate = ("are \(noun)", "is \(noun)")
      } else {
        filter.adjective = noun == "active" ? either("inactive", "not active") : "non-\(noun)"
        filter.predicate = ("are not \(noun)", "is not \(noun)")
        filter.posts = ["not marked as \(noun)"]
      }
    } else {
      filter.posts =
        isTrue
        ? ["with \(noun)", "with a \(noun)", "that have \(noun)", "where \(noun) is true"]
        : ["without \(noun)", "without a \(noun)", "with no \(noun)", "where \(noun) is false"]
      filter.predicate = isTrue ? ("have \(noun)", "has \(noun)") : ("do not have \(noun)", "does not have \(noun)")
    }
    return filter
  }

  // MARK: text, arrays, jsonb, columns against each other

  func containing(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    guard attribute.column.family == .text else { return nil }
    let noun = noun(attribute)
    let known = dice.pick(attribute.values).flatMap {
      dice.pick($0.split(separator: " ").map(String.init).filter { $0.count > 2 && $0.allSatisfy(\.isLetter) })
    }
    guard let word = known ?? lexicon.names["word"].flatMap({ dice.pick($0) }) else { return nil }
    let roll = dice.below(10)
    if roll < 3 {
      let letter = String(word.prefix(chance(0.6) ? 1 : 2)).uppercased()
      let value = slot(letter, .text(letter))
      let isEnd = roll == 0
      var filter = Filter(attribute, sql: "\(attribute) \(isEnd ? "ends" : "starts")\(value.sql)")
      let quoted: Wording = either(value.said, "\"\(value.said)\"", "'\(value.said)'")
      let verb = isEnd ? "ends in" : "starts with"
      filter.posts = [
        "whose \(noun) \(verb) \(quoted)", "whose \(noun) \(isEnd ? "ends with" : "begins with") \(quoted)",
        "with a \(noun) \(isEnd ? "ending in" : "starting with") \(quoted)",
      ]
      return filter
    }
    let value = slot(word, .text(word))
    var filter = Filter(attribute, sql: "\(attribute) like\(value.sql)")
    let quoted: Wording = either("\"\(value.said)\"", "'\(value.said)'", value.said)
    filter.posts = [
      "with \(quoted) in the \(noun)", "whose \(noun) contains \(quoted)",
      "with \(quoted) in \(entity.isPerson ? "their" : "its") \(noun)", "containing \(quoted) in the \(noun)",
      "with a \(noun) containing \(quoted)", "whose \(noun) includes \(quoted)",
    ]
    if attribute.role == .freeText {
      filter.posts += [
        "mentioning \(quoted)", "that mention \(quoted) in the \(noun)", "about \(quoted) in the \(noun)",
      ]
    }
    return filter
  }

  /// "delivered after the promised date", "with a cost above the price".
  func columnComparison(_ entity: Entity) -> Filter? {
    let dates = entity.attributes.filter { $0.role == .date }
    let due = dates.filter { !["promised", "expected", "required", "due"].filter($0.words.contains).isEmpty }
    let done = dates.filter {
      !["delivered", "received", "shipped", "returned", "paid", "completed", "closed"].filter($0.words.contains).isEmpty
    }
    guard let first = dice.pick(done), let second = dice.pick(due) else { return nil }
    let isLate = chance(0.75)
    let left: SQLPhrase = first.column.family == second.column.family ? "\(first)" : "cast(\(first) as date)"
    let right: SQLPhrase = first.column.family == second.column.family ? "\(second)" : "cast(\(second) as date)"
    var filter = Filter(first, sql: "\(left) \(isLate ? ">" : "<") \(right)")
    filter.about = "columns"
    let verb = first.date?.passive.first ?? first.noun
    let noun = noun(second)
    filter.posts =
      isLate
      ? ["\(verb) after the \(noun)", "\(verb) later than the \(noun)", "\(verb) late", "\(verb) too late"]
      : ["\(verb) before the \(noun)", "\(verb) earlier than the \(noun)", "\(verb) early"]
    if isLate {
      filter.predicate = ("were late", "was late")
      filter.adjective = "late"
    }
    return filter
  }
}
