internal import Vocabulary

extension Draw {
  /// A stored value as people write it.
  func spoken(_ stored: String) -> String {
    if chance(0.12), let other = lexicon.valueWords[stored].flatMap({ dice.pick($0) }) { return other }
    // A char(20) is stored with its padding.
    var text = Lexicon.trimmed(stored)
    if text.contains("_"), !text.contains(" ") { text = text.replacing("_", with: " ") }
    if text.count > 3, text.allSatisfy({ $0.isUppercase || $0 == " " }), chance(0.6) { text = text.lowercased() }
    return text
  }

  /// A value of a column: a stored one where some are known, else an invented one.
  func value(_ attribute: Attribute) -> (said: Wording, sql: SQLPhrase)? {
    if let stored = dice.pick(attribute.values) {
      return slot(spoken(stored), .value(attribute.name, stored: stored))
    }
    guard let invented = invented(attribute) else { return nil }
    return slot(invented, .text(invented))
  }

  /// Several different stored values.
  func values(_ attribute: Attribute, _ count: Int) -> [(said: Wording, sql: SQLPhrase)]? {
    var left = attribute.values
    guard left.count >= count else { return nil }
    return (0..<count).map { _ in
      let stored = left.remove(at: dice.below(left.count))
      return slot(spoken(stored), .value(attribute.name, stored: stored))
    }
  }

  private func invented(_ attribute: Attribute) -> String? {
    let words = attribute.words
    func name(_ kind: String) -> String? { lexicon.names[kind].flatMap { dice.pick($0) } }
    if words.contains("first") { return name("first") }
    if words.contains("last") { return name("last") }
    if words.contains("city") || words.contains("town") { return name("city") }
    if words.contains("country") { return name("country") }
    if words.contains("region") { return name("region") }
    switch attribute.role {
    case .label:
      if ["sku", "code", "number", "reference", "slug"].contains(words.last ?? "") { return nil }
      if reading.entities[attribute.entity].isPerson {
        guard let first = name("first"), let last = name("last") else { return nil }
        return first + " " + last
      }
      guard let one = name("thing"), let two = name("thing") else { return nil }
      return chance(0.6) ? one : one + " " + two
    case .place: return name("city")
    case .category: return name("thing")
    default: return nil
    }
  }

  /// Whether a filter for equality on it makes sense.
  func isFilterable(_ attribute: Attribute) -> Bool {
    switch attribute.role {
    case .category, .place: true
    case .label: attribute.column.family.isTextual
    default: false
    }
  }

  /// A number that the measure could hold, as SQL and as written.
  func number(_ attribute: Attribute, hasUnit: Bool = true) -> (said: Wording, sql: SQLPhrase) {
    let known = attribute.values.compactMap { Double($0) }
    var number: Double
    if let sample = dice.pick(known), chance(0.7) {
      number = sample
    } else if let low = known.min(), let high = known.max(), high > low {
      number = low + (high - low) * Double(dice.below(100)) / 100
      number = number > 20 ? (number / 5).rounded() * 5 : number.rounded()
    } else {
      number = Double(plausible(attribute))
    }
    if attribute.column.family == .integer { number = number.rounded() }
    if number > 1000, chance(0.7) { number = (number / 100).rounded() * 100 }
    return written(number, attribute, hasUnit: hasUnit)
  }

  private func plausible(_ attribute: Attribute) -> Int {
    let last = attribute.words.last ?? ""
    switch attribute.role {
    case .money:
      return dice.pick(
        attribute.words.contains("salary") || attribute.words.contains("budget")
          ? [30_000, 40_000, 50_000, 60_000, 80_000, 100_000, 2_000]
          : [5, 10, 20, 25, 50, 75, 100, 150, 200, 250, 500, 1_000, 2_000, 5_000]) ?? 100
    case .year: return 1990 + dice.below(36)
    case .quantity: return dice.pick([1, 2, 3, 5, 10, 20, 25, 50, 100, 200, 500]) ?? 10
    default:
      if last == "age" { return 18 + dice.below(60) }
      if ["rating", "stars", "satisfaction"].contains(last) { return 1 + dice.below(5) }
      if ["percent", "rate"].contains(last) { return 5 * (1 + dice.below(10)) }
      return dice.pick([1, 2, 3, 4, 5, 8, 10, 12, 15, 20, 30, 40, 50, 60, 80, 90, 100, 120, 150, 200, 300, 500, 1_000])
        ?? 10
    }
  }

  private func written(_ number: Double, _ attribute: Attribute, hasUnit: Bool) -> (said: Wording, sql: SQLPhrase) {
    let isWhole = number == number.rounded()
    let plain = isWhole ? String(Int(number)) : String((number * 100).rounded() / 100)
    var said = plain
    if isWhole, number >= 1000, attribute.role != .year {
      let whole = Int(number)
      if chance(0.3) {
        said = "\(whole / 1000),\(String(repeating: "0", count: max(0, 3 - String(whole % 1000).count)))\(whole % 1000)"
      }
      if whole >= 1_000_000 { said = plain }
      if whole % 1000 == 0, whole < 1_000_000, chance(0.15) { said = "\(whole / 1000)k" }
    }
    if isWhole, number >= 0, number <= 10, chance(0.2) {
      said = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][Int(number)]
    }
    let made = slot(said, .number(plain))
    guard hasUnit, let unit = dice.pick(attribute.units), chance(attribute.role == .money ? 0.4 : 0.6), said != "zero"
    else {
      return made
    }
    if unit == "€" || unit == "$" {
      return chance(0.7) ? ("\(unit)\(made.said)", made.sql) : ("\(made.said)\(unit)", made.sql)
    }
    return (unit == "%" ? "\(made.said)%" : "\(made.said) \(unit)", made.sql)
  }
}
