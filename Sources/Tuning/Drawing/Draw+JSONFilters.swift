extension Draw {
  static let weekdayKeys = [
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday", "monday": "Monday", "tuesday": "Tuesday", "wednesday": "Wednesday", "thursday": "Thursday",
    "friday": "Friday", "saturday": "Saturday", "sunday": "Sunday",
  ]

  /// The text under a key, also under one of an object inside.
  func jsonText(_ attribute: Attribute, _ key: String) -> SQLPhrase {
    let parts = key.split(separator: ".").map(String.init)
    let path = parts.dropLast().reduce("\(attribute)" as SQLPhrase) { "\($0) -> '\($1)'" }
    return "\(path) ->> '\(parts.last ?? key)'"
  }

  /// The words for a key: "city" or "address city" for that of an object inside.
  func spokenKey(_ key: String) -> String {
    let parts = key.split(separator: ".").map { String($0).replacing("_", with: " ") }
    guard let last = parts.last, parts.count > 1 else { return parts.last ?? key }
    return chance(0.5) ? last : parts.joined(separator: " ")
  }

  /// The same without the unit at its end: "capacity" for `capacity_l`.
  func keyNoun(_ key: String) -> String {
    let words = spokenKey(key).split(separator: " ").map(String.init)
    guard words.count > 1, let last = words.last, lexicon.units[last] != nil || last.count == 1 else {
      return words.joined(separator: " ")
    }
    return words.dropLast().joined(separator: " ")
  }

  /// What a condition on a key is about: each key of a column is a thing of its own.
  func about(_ attribute: Attribute, _ key: String) -> String { "\(attribute.name) \(key)" }

  /// Conditions on a key of a jsonb column.
  func insideJSON(_ attribute: Attribute, _ entity: Entity) -> Filter? {
    guard let key = dice.pick(attribute.jsonKeys), var filter = insideJSON(attribute, key, entity) else { return nil }
    filter.about = about(attribute, key.key)
    return filter
  }

  private func insideJSON(_ attribute: Attribute, _ one: JSONKey, _ entity: Entity) -> Filter? {
    let (key, known) = (one.key, one.values)
    if one.isList { return listed(one, attribute, entity) }
    if let day = Self.weekdayKeys[key.lowercased()],
      attribute.words.contains("opening") || attribute.words.contains("hours")
    {
      return openOn(day, key, attribute)
    }
    let said = spokenKey(key)
    // A few values seen often are a closed list; of a key with none, only its presence can be asked.
    guard let text = dice.pick(known.isEmpty ? guesses(key) : known), !chance(0.08) else {
      return present(key, said, attribute)
    }
    if text == "true" || text == "false" {
      var filter = Filter(attribute, sql: "\(jsonText(attribute, key)) = '\(text)'")
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
    var filter = Filter(attribute, sql: "\(jsonText(attribute, key)) =\(value.sql)")
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

  private func openOn(_ day: String, _ key: String, _ attribute: Attribute) -> Filter {
    let isOpen = chance(0.7)
    var filter = Filter(attribute, sql: "\(jsonText(attribute, key)) is \(isOpen ? "not " : "")null")
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
      var filter = Filter(attribute, sql: "\(jsonText(attribute, key)) is \(isThere ? "not " : "")null")
      filter.posts = isThere ? ["with \(said)", "that have \(said)"] : ["without \(said)", "without any \(said)"]
      filter.predicate = isThere ? ("have \(said)", "has \(said)") : ("have no \(said)", "has no \(said)")
      return filter
    }
    var filter = Filter(attribute, sql: "\(jsonText(attribute, key)) is \(isThere ? "not " : "")null")
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
        attribute, sql: "cast(\(jsonText(attribute, key)) as numeric) between\(value.sql) and\(other.sql)")
      filter.posts = ["with a \(noun) between \(range)", "whose \(noun) is between \(range)"]
      filter.predicate = ("have a \(noun) between \(range)", "has a \(noun) between \(range)")
      return filter
    }
    let sign = roll < 5 ? "=" : roll < 7 ? ">" : roll < 8 ? ">=" : "<"
    var filter = Filter(attribute, sql: "cast(\(jsonText(attribute, key)) as numeric) \(sign)\(value.sql)")
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
    var filter = Filter(attribute, sql: "cast(\(jsonText(attribute, key)) as numeric) \(sign)\(value.sql)")
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
