import Vocabulary

/// Reads periods of time as people write them and says where they start and end, as SQL.
///
/// Half-open: the end is the first moment after the period.
struct PeriodReader {
  /// The words of the question.
  let words: [Word]

  /// The longest period that starts at the word with this index, and how many words it takes.
  func period(at index: Int) -> (Mention.Period, count: Int)? {
    [
      quarter(at: index), day(at: index), month(at: index), year(at: index), relative(at: index), span(at: index),
      nearMonth(at: index), nearWeekday(at: index), nearYear(at: index), week(at: index), decade(at: index),
    ].compactMap { $0 }.max { $0.count < $1.count }.map { bounded($0, at: index) }
  }

  func folded(_ index: Int) -> String { words.indices.contains(index) ? words[index].folded : "" }

  // MARK: Relative to now

  func relative(at index: Int) -> (Mention.Period, count: Int)? {
    switch folded(index) {
    case "today": return (day("current_date", "current_date + 1"), 1)
    case "yesterday": return (day("current_date - 1", "current_date"), 1)
    case "tomorrow": return (day("current_date + 1", "current_date + 2"), 1)
    case "ytd": return (.init(start: trunc("year", 0), end: "now()", grain: .range), 1)
    case "year" where folded(index + 1) == "to" && folded(index + 2) == "date":
      return (.init(start: trunc("year", 0), end: "now()", grain: .range), 3)
    case "this", "current":
      guard let unit = Self.units[folded(index + 1)] else { return nil }
      return (.init(start: trunc(unit, 0), end: trunc(unit, 1), grain: grain(unit)), 2)
    case "last", "past", "previous", "next", "prior":
      let isNext = folded(index) == "next"
      if let span = Self.spans[folded(index + 1)] {
        return isNext
          ? (.init(start: "now()", end: "(now() + interval '\(span)')", grain: .range), 2)
          : (.init(start: "(now() - interval '\(span)')", end: "now()", grain: .range), 2)
      }
      if let unit = Self.units[folded(index + 1)], !folded(index + 1).hasSuffix("s") {
        let offset = isNext ? 1 : -1
        return (.init(start: trunc(unit, offset), end: trunc(unit, offset + 1), grain: grain(unit)), 2)
      }
      guard let (number, length) = amount(at: index + 1), number > 0, number < 10_000 else { return nil }
      if !isNext, folded(index + 1 + length) == "calendar", let unit = Self.units[folded(index + 2 + length)] {
        let (size, name) = unit == "quarter" ? (number * 3, "month") : (number, unit)
        let start = "(\(trunc(unit, 0)) - interval '\(size) \(name)\(size == 1 ? "" : "s")')"
        return (.init(start: start, end: "now()", grain: .range), 3 + length)
      }
      guard let unit = Self.units[folded(index + 1 + length)] ?? Self.hours[folded(index + 1 + length)] else {
        return nil
      }
      // PostgreSQL's intervals know no quarters.
      let (size, name) = unit == "quarter" ? (number * 3, "month") : (number, unit)
      let span = "interval '\(size) \(name)\(size == 1 ? "" : "s")'"
      return isNext
        ? (.init(start: "now()", end: "(now() + \(span))", grain: .range), 2 + length)
        : (.init(start: "(now() - \(span))", end: "now()", grain: .range), 2 + length)
    default:
      guard words.contains(where: { $0.folded == "ago" }), let (number, length) = amount(at: index), number > 0,
        number < 10_000, folded(index + length + 1) == "ago",
        ["day", "days"].contains(folded(index + length))
      else { return nil }
      return (day("current_date - \(number)", "current_date - \(number - 1)"), length + 2)
    }
  }

  /// `30`, `twelve`, `couple of`.
  func amount(at index: Int) -> (Int, count: Int)? {
    if folded(index) == "couple" { return (2, folded(index + 1) == "of" ? 2 : 1) }
    guard words.indices.contains(index), let (text, count) = NumberReader.number(words, index), let number = Int(text)
    else { return nil }
    return (number, count)
  }

  private static let spans = ["decade": "10 years", "fortnight": "14 days", "hour": "1 hour"]

  private static let hours = ["hour": "hour", "hours": "hour", "minutes": "minute"]

  static let units = [
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
    "quarter": "quarter", "quarters": "quarter", "year": "year", "years": "year",
  ]

  func trunc(_ unit: String, _ offset: Int) -> String {
    let step = unit == "quarter" ? "3 months" : "1 \(unit)"
    switch offset {
    case 0: return "date_trunc('\(unit)', now())"
    case 1: return "(date_trunc('\(unit)', now()) + interval '\(step)')"
    case 2:
      return "(date_trunc('\(unit)', now()) + interval '\(unit == "quarter" ? "6 months" : "2 \(unit)s")')"
    default: return "(date_trunc('\(unit)', now()) - interval '\(step)')"
    }
  }

  private func grain(_ unit: String) -> Mention.Period.Grain { Mention.Period.Grain(rawValue: unit) ?? .range }

  private func day(_ start: String, _ end: String) -> Mention.Period { .init(start: start, end: end, grain: .day) }

  // MARK: On the calendar

  /// `Q3 2024`, `third quarter of 2024`, `2024 Q3`, `last quarter of 2024`, `first half of 2024`.
  func quarter(at index: Int) -> (Mention.Period, count: Int)? {
    if let number = Self.quarters[folded(index)] {
      let skipsWord = folded(index + 1) == "quarter" || folded(index + 1) == "half"
      if !skipsWord, !folded(index).hasPrefix("q") && !folded(index).hasPrefix("h") { return nil }
      var next = index + (skipsWord ? 2 : 1)
      if folded(next) == "of" || folded(next) == "in" { next += 1 }
      guard let year = yearNumber(next) else { return nil }
      if folded(index + 1) == "half" || folded(index).hasPrefix("h") {
        let half = number >= 2 ? 2 : 1
        return (months(year, (half - 1) * 6 + 1, 6, .range), next + 1 - index)
      }
      return (months(year, (number - 1) * 3 + 1, 3, .quarter), next + 1 - index)
    }
    // `2024-Q3`, `Q3/2024`.
    let parts = folded(index).split { $0 == "-" || $0 == "/" }.map(String.init)
    if parts.count == 2, let mark = parts.first(where: { $0.hasPrefix("q") }), let number = Self.quarters[mark],
      let year = parts.first(where: { $0 != mark }).flatMap({ Int($0) }), (1900...2100).contains(year)
    {
      return (months(year, (number - 1) * 3 + 1, 3, .quarter), 1)
    }
    if let year = yearNumber(index), let number = Self.quarters[folded(index + 1)], folded(index + 1).hasPrefix("q") {
      return (months(year, (number - 1) * 3 + 1, 3, .quarter), 2)
    }
    return nil
  }

  static let quarters = [
    "q1": 1, "q2": 2, "q3": 3, "q4": 4, "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2,
    "3rd": 3, "4th": 4, "final": 4, "h1": 1, "h2": 2,
  ]

  /// `March 5, 2024`, `5 March 2024`, `5th of March 2024`, `2024-03-05`, `05/03/2024` (day first), `5.3.2024`.
  func day(at index: Int) -> (Mention.Period, count: Int)? {
    guard words.indices.contains(index) else { return nil }
    if let date = isoDate(words[index].text) { return (oneDay(date), 1) }
    if let month = Self.months[folded(index)], let day = dayNumber(index + 1), let year = yearNumber(index + 2) {
      return oneDay(year, month, day).map { ($0, 3) }
    }
    if let day = dayNumber(index) {
      let next = folded(index + 1) == "of" ? index + 2 : index + 1
      if let month = Self.months[folded(next)], let year = yearNumber(next + 1) {
        return oneDay(year, month, day).map { ($0, next + 2 - index) }
      }
    }
    return nil
  }

  private func isoDate(_ text: String) -> (Int, Int, Int)? {
    guard let first = text.utf8.first, first &- 0x30 < 10 else { return nil }
    let separator: Character =
      text.utf8.contains(UInt8(ascii: "-")) ? "-" : text.utf8.contains(UInt8(ascii: "/")) ? "/" : "."
    let parts = text.split(separator: separator, omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let first = parts[0], let second = parts[1], let third = parts[2] else { return nil }
    let date = first > 31 ? (first, second, third) : (third, second, first)
    guard (1800...2200).contains(date.0), (1...12).contains(date.1),
      (1...Self.days(date.0, date.1)).contains(date.2)
    else { return nil }
    return date
  }

  /// `March 2024`, `march of 2024`, `2024-03`, `March` with a year just before it.
  func month(at index: Int) -> (Mention.Period, count: Int)? {
    if let month = Self.months[folded(index)] {
      let next = folded(index + 1) == "of" || folded(index + 1) == "in" ? index + 2 : index + 1
      guard let year = yearNumber(next) else { return nil }
      return (months(year, month, 1, .month), next + 1 - index)
    }
    let parts = folded(index).split { $0 == "-" || $0 == "/" }.map { Int($0) }
    if parts.count == 2, let first = parts[0], let second = parts[1] {
      let (year, month) = first > 31 ? (first, second) : (second, first)
      if (1900...2100).contains(year), (1...12).contains(month) { return (months(year, month, 1, .month), 1) }
    }
    return nil
  }

  /// A bare year counts as a period; a number that only looks like one is still usable as a number (see `Span`).
  func year(at index: Int) -> (Mention.Period, count: Int)? {
    guard let year = yearNumber(index) else { return nil }
    return (months(year, 1, 12, .year), 1)
  }

  func yearNumber(_ index: Int) -> Int? {
    guard words.indices.contains(index) else { return nil }
    let text = words[index].text
    guard text.utf8.count == 4, let year = Int(text), (1900...2100).contains(year) else { return nil }
    return year
  }

  func dayNumber(_ index: Int) -> Int? {
    var text = folded(index)
    for suffix in ["st", "nd", "rd", "th"] where text.hasSuffix(suffix) { text.removeLast(2) }
    guard let day = Int(text), (1...31).contains(day) else { return nil }
    return day
  }

  static let months: [String: Int] = {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    var table: [String: Int] = ["sept": 9]
    for (index, name) in names.enumerated() {
      table[name] = index + 1
      table[String(name.prefix(3))] = index + 1
    }
    return table
  }()

  func months(_ year: Int, _ month: Int, _ count: Int, _ grain: Mention.Period.Grain) -> Mention.Period {
    let last = month - 1 + count
    return .init(
      start: Self.date(year, month, 1), end: Self.date(year + last / 12, last % 12 + 1, 1), grain: grain)
  }

  private func oneDay(_ year: Int, _ month: Int, _ day: Int) -> Mention.Period? {
    day <= Self.days(year, month) ? oneDay((year, month, day)) : nil
  }

  private func oneDay(_ date: (Int, Int, Int)) -> Mention.Period {
    let start = Self.date(date.0, date.1, date.2)
    return .init(start: start, end: "\(start) + 1", grain: .day)
  }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "date '\(year)-\(two(month))-\(two(day))'"
  }

  static func days(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
