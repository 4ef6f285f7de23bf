/// A period of time as a question says it.
struct SpokenPeriod {
  /// The period alone: "March 2024".
  var core: Wording
  /// As an adverbial: "in March 2024", "last month".
  var adverbial: Wording
  var sql: SQLPhrase
  /// Whether "since" and "before" go with it.
  var isAbsolute: Bool
}

extension Draw {
  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private func year(_ attribute: Attribute) -> Int {
    let known = attribute.values.compactMap { Int($0.prefix(4)) }.filter { (1900...2100).contains($0) }
    if let low = known.min(), let high = known.max() { return low + dice.below(high - low + 1) }
    if attribute.words.contains("birth") || attribute.words.contains("born") { return 1950 + dice.below(55) }
    return 2019 + dice.below(7)
  }

  func period(_ attribute: Attribute) -> SpokenPeriod {
    let isPast = attribute.words.contains("birth") || attribute.words.contains("born")
    return isPast || chance(0.72) ? absolute(attribute) : relative()
  }

  func absolute(_ attribute: Attribute, yearOnly: Bool = false) -> SpokenPeriod {
    let year = year(attribute)
    let month = Self.monthNames[dice.below(12)]
    let day = 1 + dice.below(28)
    let roll = yearOnly ? 0 : dice.below(100)
    let ordinal = ["first", "second", "third", "fourth"]
    let quarter = dice.below(4)
    func made(_ text: String, _ preposition: Wording) -> SpokenPeriod {
      let (said, sql) = slot(text, .period(text))
      return SpokenPeriod(core: said, adverbial: "\(preposition) \(said)", sql: sql, isAbsolute: true)
    }
    switch roll {
    case ..<50: return made(String(year), either("in", "in", "in", "in", "during", "in the year"))
    case ..<72:
      let short = String(month.prefix(3))
      let number = String(format2(Self.monthNames.firstIndex(of: month).map { $0 + 1 } ?? 1))
      let text =
        dice.pick([
          "\(month) \(year)", "\(month) \(year)", "\(short) \(year)", "\(month) of \(year)", "\(year)-\(number)",
        ]) ?? month
      return made(text, either("in", "in", "in", "during"))
    case ..<84:
      let text =
        dice.pick([
          "Q\(quarter + 1) \(year)", "\(ordinal[quarter]) quarter of \(year)", "\(ordinal[quarter]) quarter \(year)",
          "Q\(quarter + 1) of \(year)",
        ]) ?? "Q1 \(year)"
      return made(text, text.hasPrefix("Q") ? either("in", "in") : either("in the", "during the"))
    case ..<92:
      let number = format2(Self.monthNames.firstIndex(of: month).map { $0 + 1 } ?? 1)
      let suffix =
        day % 10 == 1 && day != 11 ? "st" : day % 10 == 2 && day != 12 ? "nd" : day % 10 == 3 && day != 13 ? "rd" : "th"
      let text =
        dice.pick([
          "\(month) \(day), \(year)", "\(day) \(month) \(year)", "\(year)-\(number)-\(format2(day))",
          "\(month) \(day)\(suffix), \(year)",
          "\(day) \(month.prefix(3)) \(year)",
        ]) ?? ""
      return made(text, "on")
    case ..<95:
      let half = chance(0.5)
      return made("\(half ? "first" : "second") half of \(year)", "in the")
    case ..<96: return made("week \(1 + dice.below(52)) of \(year)", "in")
    default:
      if chance(0.3) {
        let text = range(in: year, joiner: "to")
        let (said, sql) = slot(text, .period(text))
        let event = either(
          "during the sale", "over the long weekend", "during the trade fair", "over the holidays",
          "in the campaign week", "on the opening weekend")
        return SpokenPeriod(core: said, adverbial: "\(event) (\(said))", sql: sql, isAbsolute: true)
      }
      let isFrom = chance(0.6)
      return made(range(in: year, joiner: isFrom ? "to" : "and"), isFrom ? "from" : "between")
    }
  }

  /// Some months or days of one year, first and last named: "January to March 2024", "3 to 9 March 2024".
  private func range(in year: Int, joiner: String) -> String {
    let first = dice.below(11)
    let (month, later) = (Self.monthNames[first], Self.monthNames[first + 1 + dice.below(11 - first)])
    let (one, two) = (1 + dice.below(14), 15 + dice.below(14))
    return dice.pick([
      "\(month) \(joiner) \(later) \(year)", "\(one) \(joiner) \(two) \(month) \(year)",
      "\(month) \(one) \(joiner) \(later) \(two), \(year)", "\(one) \(month) \(joiner) \(two) \(later) \(year)",
    ]) ?? "\(month) \(year)"
  }

  func relative() -> SpokenPeriod {
    let number = dice.pick([7, 30, 90, 14, 3, 6, 12, 10, 60, 2]) ?? 30
    let unit = number > 12 ? "days" : dice.pick(["days", "months", "weeks", "years", "months"]) ?? "days"
    let words = [2: "two", 3: "three", 6: "six", 7: "seven", 10: "ten", 12: "twelve"]
    let said = chance(0.25) ? words[number] ?? String(number) : String(number)
    let roll = dice.below(100)
    let text: String
    var preposition: Wording = ""
    switch roll {
    case ..<50:
      text =
        dice.pick([
          "last month", "last year", "this year", "this month", "last week", "last year", "this week", "last quarter",
          "this quarter", "previous month", "previous year", "previous quarter", "previous week", "year to date",
        ]) ?? "last year"
      if text.hasPrefix("previous") { preposition = either("in the", "in the", "during the", "from the") }
      if text.hasPrefix("this"), chance(0.35) {
        let (core, sql) = slot(text, .period(text))
        return SpokenPeriod(
          core: core, adverbial: either("so far \(core)", "\(core) so far", "up to now \(core)"), sql: sql,
          isAbsolute: false)
      }
    case ..<54:
      text = "current \(dice.pick(["year", "month", "quarter", "week"]) ?? "year")"
      preposition = either("in the", "in the", "during the")
    case ..<88:
      text = "\(dice.pick(["last", "last", "past"]) ?? "last") \(said) \(unit)"
      preposition = either("in the", "in the", "over the", "within the", "during the", "from the")
    case ..<94: text = "yesterday"
    default: text = "today"
    }
    let (core, sql) = slot(text, .period(text))
    return SpokenPeriod(core: core, adverbial: "\(preposition) \(core)", sql: sql, isAbsolute: false)
  }

  private func format2(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
