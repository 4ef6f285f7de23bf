extension Draw {
  static let weekdayKeys = [
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday", "monday": "Monday", "tuesday": "Tuesday", "wednesday": "Wednesday", "thursday": "Thursday",
    "friday": "Friday", "saturday": "Saturday", "sunday": "Sunday",
  ]

  /// Conditions on a key of a jsonb column.
  func insideJSON(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    guard let (key, known) = dice.pick(attribute.jsonKeys) else { return nil }
    if let day = Self.weekdayKeys[key.lowercased()],
      attribute.words.contains("opening") || attribute.words.contains("hours")
    {
      return openOn(day, key, attribute)
    }
    let said = key.replacing("_", with: " ")
    // A few values seen often are a closed list; of a key with none, only its presence can be asked.
    guard let text = dice.pick(known.isEmpty ? guesses(key) : known), !chance(0.12) else {
      return present(key, said, attribute)
    }
    if text == "true" || text == "false" {
      var filter = Filter(attribute, sql: "\(attribute) ->> '\(key)' = '\(text)'")
      let isTrue = text == "true"
      filter.posts = isTrue ? ["that are \(said)", "marked as \(said)"] : ["that are not \(said)"]
      filter.predicate = isTrue ? ("are \(said)", "is \(said)") : ("are not \(said)", "is not \(said)")
      filter.adjective = isTrue ? Wording(said) : "non-\(said)"
      return filter
    }
    if Double(text) != nil { return numeric(key, said, text, attribute) }
    // What stands in a jsonb column is in no index: the answer spells it.
    guard text.count <= 24, !text.contains("'") else { return nil }
    let value = (said: Wording(text), sql: SQLPhrase.joined([" '\(text)'"], ""))
    var filter = Filter(attribute, sql: "\(attribute) ->> '\(key)' =\(value.sql)")
    filter.posts = [
      "with \(said) \(value.said)", "whose \(said) is \(value.said)", "with \(value.said) as \(said)",
      "with a \(said) of \(value.said)",
    ]
    filter.predicate = ("have \(said) \(value.said)", "has \(said) \(value.said)")
    if said == "material" {
      filter.posts += ["made of \(value.said)", "made from \(value.said)", "out of \(value.said)"]
      filter.predicate = ("are made of \(value.said)", "is made of \(value.said)")
      filter.adjective = value.said
    }
    if said == "gender" {
      filter.posts += ["for \(value.said)"]
      filter.predicate = ("are for \(value.said)", "is for \(value.said)")
    }
    if entity.isPerson, ["newsletter", "notification", "report", "magazine"].contains(said) {
      filter.posts += [
        "who want the \(value.said) \(said)", "with the \(value.said) \(said)", "getting the \(value.said) \(said)",
      ]
      filter.predicate = dice.pick([
        ("want the \(value.said) \(said)", "wants the \(value.said) \(said)"),
        ("get a \(value.said) \(said)", "gets a \(value.said) \(said)"),
        ("receive the \(said) \(value.said)", "receives the \(said) \(value.said)"),
      ])
    }
    if said == "language" { speak(text, entity, &filter) }
    return filter
  }

  private static let languages = [
    "en": "English", "de": "German", "fr": "French", "no": "Norwegian", "nb": "Norwegian", "es": "Spanish",
    "it": "Italian", "sv": "Swedish", "da": "Danish", "fi": "Finnish", "nl": "Dutch", "pt": "Portuguese",
    "pl": "Polish",
  ]

  /// "who prefer German", also where the column holds "de".
  private func speak(_ stored: String, _ entity: Entity, _ filter: inout Filter) {
    let name = Self.languages[stored] ?? stored
    filter.posts = ["with \(name) as language", "whose language is \(name)", "with language \(name)"]
    filter.predicate = ("have \(name) as their language", "has \(name) as language")
    guard entity.isPerson else { return }
    filter.posts += [
      "who prefer \(name)", "whose preferred language is \(name)", "with \(name) as preferred language",
      "who want to be addressed in \(name)", "preferring \(name)", "whose language preference is \(name)",
    ]
    filter.adjective = "\(name)-speaking"
    filter.predicate = dice.pick([
      ("prefer \(name)", "prefers \(name)"), ("speak \(name)", "speaks \(name)"),
      ("prefer \(name) as their language", "prefers \(name) as language"), ("chose \(name)", "chose \(name)"),
    ])
  }

  /// What a key of unknown values probably holds: numbers under a unit, a yes under "waterproof", common materials.
  func guesses(_ key: String) -> [String] {
    let words = key.split(separator: "_").map(String.init)
    guard let last = words.last else { return [] }
    if words.count > 1, lexicon.units[last] != nil || last == "count" {
      return ["1", "2", "3", "5", "10", "20", "30", "40", "50", "100"]
    }
    if ["persons", "people", "seats", "doors"].contains(last) { return ["1", "2", "3", "4", "5", "6"] }
    if last == "size" { return ["36", "38", "40", "42", "44", "46"] }
    if ["lumens", "watts", "calories", "kcal", "pages"].contains(last) {
      return ["10", "40", "100", "200", "300", "400", "500", "1000"]
    }
    if last.hasSuffix("proof") || last.hasSuffix("able") || last.hasSuffix("resistant") {
      return ["true", "false", "true"]
    }
    if last == "material" || last == "fabric" {
      return [
        "leather", "cotton", "wool", "polyester", "nylon", "steel", "wood", "plastic", "titanium", "aluminium",
        "merino wool",
      ]
    }
    if last == "gender" { return ["men", "women", "unisex", "kids"] }
    if last == "language" { return ["en", "de", "fr", "no", "es"] }
    return []
  }

  private func openOn(_ day: String, _ key: String, _ attribute: Attribute) -> Filter {
    let isOpen = chance(0.7)
    var filter = Filter(attribute, sql: "\(attribute) ->> '\(key)' is \(isOpen ? "not " : "")null")
    let state = isOpen ? "open" : "closed"
    let on: Wording = either("on \(day)s", "on \(day)", "on \(day)s", "every \(day)")
    filter.posts = [
      "\(state) \(on)", "that are \(state) \(on)", isOpen ? "that open \(on)" : "not open \(on)",
      isOpen ? "with opening hours \(on)" : "without opening hours \(on)", "which are \(state) \(on)",
    ]
    filter.predicate = ("are \(state) \(on)", "is \(state) \(on)")
    return filter
  }

  private func present(_ key: String, _ said: String, _ attribute: Attribute) -> Filter {
    let isThere = chance(0.6)
    let words = said.split(separator: " ").map(String.init)
    let hasUnit = words.count > 1 && lexicon.units[words.last ?? ""] != nil
    let said = hasUnit ? words.dropLast().joined(separator: " ") : said
    guard plural(said) != said else {
      var filter = Filter(attribute, sql: "\(attribute) ->> '\(key)' is \(isThere ? "not " : "")null")
      filter.posts = isThere ? ["with \(said)", "that have \(said)"] : ["without \(said)", "without any \(said)"]
      filter.predicate = isThere ? ("have \(said)", "has \(said)") : ("have no \(said)", "has no \(said)")
      return filter
    }
    var filter = Filter(attribute, sql: "\(attribute) ->> '\(key)' is \(isThere ? "not " : "")null")
    filter.posts =
      isThere
      ? ["with a \(said)", "that have a \(said)", "with a known \(said)", "where a \(said) is given"]
      : ["without a \(said)", "with no \(said)", "without any \(said)", "where no \(said) is given"]
    filter.predicate = isThere ? ("have a \(said)", "has a \(said)") : ("have no \(said)", "has no \(said)")
    return filter
  }

  private func numeric(_ key: String, _ said: String, _ text: String, _ attribute: Attribute) -> Filter {
    let words = said.split(separator: " ").map(String.init)
    let unit = words.count > 1 ? words.last.flatMap { lexicon.units[$0]?.first } : nil
    let noun = unit == nil ? said : words.dropLast().joined(separator: " ")
    let small = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    let spoken = Int(text).flatMap { (2...10).contains($0) && chance(0.3) ? small[$0 - 2] : nil } ?? text
    let value = slot(spoken, .number(text))
    if ["persons", "people", "seats", "doors"].contains(noun) { return counted(noun, value, key, attribute) }
    let roll = dice.below(10)
    if roll == 9, let number = Int(text) {
      let high = String(number + (number < 12 ? 2 : number))
      let other = slot(high, .number(high))
      let range: Wording = unit.map { "\(value.said) and \(other.said) \($0)" } ?? "\(value.said) and \(other.said)"
      var filter = Filter(
        attribute, sql: "cast(\(attribute) ->> '\(key)' as numeric) between\(value.sql) and\(other.sql)")
      filter.posts = ["with a \(noun) between \(range)", "whose \(noun) is between \(range)"]
      filter.predicate = ("have a \(noun) between \(range)", "has a \(noun) between \(range)")
      return filter
    }
    let sign = roll < 5 ? "=" : roll < 7 ? ">" : roll < 8 ? ">=" : "<"
    var filter = Filter(attribute, sql: "cast(\(attribute) ->> '\(key)' as numeric) \(sign)\(value.sql)")
    let amount: Wording = unit.map { "\(value.said) \($0)" } ?? value.said
    guard sign == "=" else {
      let than = than(sign != "<", sign == ">=")
      filter.posts = [
        "with a \(noun) of \(than) \(amount)", "with \(than) \(amount) \(noun)", "whose \(noun) is \(than) \(amount)",
        "with \(than) \(amount) of \(noun)", "that have \(than) \(amount) \(noun)",
      ]
      if sign == ">=" { filter.posts.append("with a \(noun) of \(amount) or more") }
      if sign == ">" { filter.posts.append("whose \(noun) exceeds \(amount)") }
      filter.predicate = (
        "have a \(noun) of \(than) \(amount)", "has a \(noun) of \(than) \(amount)"
      )
      return filter
    }
    filter.posts = ["with \(noun) \(amount)", "with a \(noun) of \(amount)", "whose \(noun) is \(amount)"]
    filter.predicate = ("have a \(noun) of \(amount)", "has a \(noun) of \(amount)")
    if let unit, unit.hasSuffix("s"), noun.count > 2 {
      filter.predicate = ("have \(amount) of \(noun)", "has \(amount) of \(noun)")
      filter.posts += [
        "that come with a \(value.said)-\(String(unit.dropLast())) \(noun)", "with a \(noun) of \(amount)",
        "with a \(value.said)-\(String(unit.dropLast())) \(noun)", "with \(value.said) \(unit) of \(noun)",
        "with a \(value.said) \(String(unit.dropLast())) \(noun)",
      ]
    }
    return filter
  }

  /// "for three people", "with at least 5 seats".
  private func counted(_ noun: String, _ value: (said: Wording, sql: SQLPhrase), _ key: String, _ attribute: Attribute)
    -> Filter
  {
    let (than, sign): (Wording, String) = chance(0.6) ? ("", "=") : ("at least ", ">=")
    var filter = Filter(attribute, sql: "cast(\(attribute) ->> '\(key)' as numeric) \(sign)\(value.sql)")
    let said: Wording = "\(than)\(value.said)"
    if ["persons", "people"].contains(noun) {
      filter.posts = ["for \(said) people", "for \(said) persons", "made for \(said) people"]
      filter.predicate = ("are made for \(said) people", "is made for \(said) people")
    } else {
      filter.posts = ["with \(said) \(noun)", "that have \(said) \(noun)"]
      filter.predicate = ("have \(said) \(noun)", "has \(said) \(noun)")
    }
    return filter
  }
}
