import Vocabulary

/// Periods whose year is understood: `since May`, `last December`, `March last year`, `last Saturday`; and spans between
/// two days or months that share a year.
extension PeriodReader {
  /// `last May`, `this December`; and `since May`, where the month alone is the mention.
  func nearMonth(at index: Int) -> (Mention.Period, count: Int)? {
    if let month = Self.months[folded(index)] {
      guard yearNumber(index + 1) == nil, dayNumber(index + 1) == nil, dayNumber(index - 1) == nil,
        ["since", "until", "till"].contains(folded(index - 1)),
        folded(index + 1) != "of" || yearNumber(index + 2) == nil, !["this", "last"].contains(folded(index + 1))
      else { return nil }
      // The latest such month that has begun.
      return (monthsAgo("(extract(month from now())::int + \(12 - month)) % 12"), 1)
    }
    guard let month = Self.months[folded(index + 1)], yearNumber(index + 2) == nil, folded(index + 1) != "second" else {
      return nil
    }
    switch folded(index) {
    case "last", "past", "previous":
      return (monthsAgo("(extract(month from now())::int + \(11 - month)) % 12 + 1"), 2)
    case "this": return (ofYear(0, month, 1, .month), 2)
    default: return nil
    }
  }

  private func monthsAgo(_ count: String) -> Mention.Period {
    let start = "(date_trunc('month', now()) - interval '1 month' * (\(count)))"
    return .init(start: start, end: "(\(start) + interval '1 month')", grain: .month)
  }

  /// `March last year`, `Q2 this year`, `first half of last year`.
  func nearYear(at index: Int) -> (Mention.Period, count: Int)? {
    var next = index + 1
    let first: (month: Int, count: Int, grain: Mention.Period.Grain)
    if let month = Self.months[folded(index)] {
      first = (month, 1, .month)
    } else if let number = Self.quarters[folded(index)] {
      let word = folded(index + 1)
      let isHalf = word == "half" || folded(index).hasPrefix("h")
      guard folded(index).hasPrefix("q") || folded(index).hasPrefix("h") || word == "quarter" || word == "half" else {
        return nil
      }
      if word == "quarter" || word == "half" { next += 1 }
      first = isHalf ? (number >= 2 ? 7 : 1, 6, .range) : ((number - 1) * 3 + 1, 3, .quarter)
    } else {
      return nil
    }
    if folded(next) == "of" { next += 1 }
    guard ["this", "last", "previous", "current"].contains(folded(next)), folded(next + 1) == "year" else { return nil }
    let back = ["last", "previous"].contains(folded(next)) ? 1 : 0
    return (ofYear(back, first.month, first.count, first.grain), next + 2 - index)
  }

  private func ofYear(_ back: Int, _ month: Int, _ count: Int, _ grain: Mention.Period.Grain) -> Mention.Period {
    func after(_ months: Int) -> String {
      let moved = months - 12 * back
      if moved == 0 { return "date_trunc('year', now())" }
      return "(date_trunc('year', now()) \(moved < 0 ? "-" : "+") interval '\(abs(moved)) months')"
    }
    return .init(start: after(month - 1), end: after(month - 1 + count), grain: grain)
  }

  /// `last Saturday`, `last weekend`.
  func nearWeekday(at index: Int) -> (Mention.Period, count: Int)? {
    guard ["last", "past", "previous"].contains(folded(index)) else { return nil }
    if folded(index + 1) == "weekend" {
      let monday = trunc("week", 0)
      return (.init(start: "(\(monday) - interval '2 days')", end: monday, grain: .range), 2)
    }
    let names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    guard let day = names.firstIndex(of: folded(index + 1)) else { return nil }
    let back = "((extract(dow from current_date)::int + \(6 - day)) % 7 + 1)"
    return (.init(start: "current_date - \(back)", end: "current_date - \(back) + 1", grain: .day), 2)
  }

  /// `week 12 of 2024`, as ISO 8601 counts weeks.
  func week(at index: Int) -> (Mention.Period, count: Int)? {
    guard folded(index) == "week", words.indices.contains(index + 1), let number = Int(words[index + 1].text),
      (1...53).contains(number)
    else { return nil }
    let next = ["of", "in"].contains(folded(index + 2)) ? index + 3 : index + 2
    guard let year = yearNumber(next) else { return nil }
    let first = "date_trunc('week', \(Self.date(year, 1, 4)))"
    return (
      .init(
        start: "(\(first) + interval '\(number - 1) weeks')", end: "(\(first) + interval '\(number) weeks')",
        grain: .week),
      next + 1 - index
    )
  }

  /// `1990s`, `the 2010s`.
  func decade(at index: Int) -> (Mention.Period, count: Int)? {
    let text = folded(index)
    guard text.utf8.count == 5, text.hasSuffix("0s"), let year = Int(text.dropLast()), (1800...2100).contains(year)
    else {
      return nil
    }
    return (.init(start: Self.date(year, 1, 1), end: Self.date(year + 10, 1, 1), grain: .range), 1)
  }

  /// `January to March 2024`, `3 to 9 March 2024`, `29 November to 1 December 2024`, `March 3 to 9, 2024`.
  func span(at index: Int) -> (Mention.Period, count: Int)? {
    guard let start = dayOrMonth(index) else { return nil }
    var next = index + start.count
    let isBetween = folded(index - 1) == "between" || folded(index - 1) == "the" && folded(index - 2) == "between"
    guard ["to", "until", "till", "through"].contains(folded(next)) || folded(next) == "and" && isBetween else {
      return nil
    }
    next += 1
    if folded(next) == "the" { next += 1 }
    guard let end = dayOrMonth(next) else { return nil }
    next += end.count
    if folded(next) == "of" { next += 1 }
    guard let year = yearNumber(next), let lastMonth = end.month ?? start.month, (start.day == nil) == (end.day == nil)
    else {
      return nil
    }
    let firstMonth = start.month ?? lastMonth
    let startYear = firstMonth > lastMonth ? year - 1 : year
    guard let firstDay = start.day, let lastDay = end.day else {
      guard start.month != nil, end.month != nil else { return nil }
      let last = months(year, lastMonth, 1, .month)
      return (.init(start: Self.date(startYear, firstMonth, 1), end: last.end, grain: .range), next + 1 - index)
    }
    guard firstDay <= Self.days(startYear, firstMonth), lastDay <= Self.days(year, lastMonth) else { return nil }
    return (
      .init(
        start: Self.date(startYear, firstMonth, firstDay), end: "\(Self.date(year, lastMonth, lastDay)) + 1",
        grain: .range),
      next + 1 - index
    )
  }

  /// `March`, `3 March`, `March 3`, `3rd of March`, `3` at this word.
  private func dayOrMonth(_ index: Int) -> (day: Int?, month: Int?, count: Int)? {
    if let month = Self.months[folded(index)] {
      if let day = dayNumber(index + 1) { return (day, month, 2) }
      return (nil, month, 1)
    }
    guard let day = dayNumber(index) else { return nil }
    let next = folded(index + 1) == "of" ? index + 2 : index + 1
    if let month = Self.months[folded(next)] { return (day, month, next + 1 - index) }
    return (day, nil, 1)
  }
}
