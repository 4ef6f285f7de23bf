import Vocabulary

/// Periods with what is said of their bounds: `last year (2024)`, `last 6 months, not including the current month`,
/// `past 7 days, inclusive of today`.
extension PeriodReader {
  /// A period that was found at the word with this index, with what follows it.
  func bounded(_ found: (Mention.Period, count: Int), at index: Int) -> (Mention.Period, count: Int) {
    let next = index + found.count
    guard words.indices.contains(next), found.0.start.contains("now()") || found.0.start.contains("current_date") else {
      return found
    }
    if words[next].isApart, let same = calendar(at: next), same.0.grain == found.0.grain {
      return (same.0, found.count + same.count)
    }
    guard folded(index) != "next" else { return found }
    if let length = phrase(Self.exclusions, at: next) {
      let place = folded(next + length) == "the" ? next + length + 1 : next + length
      guard ["current", "this"].contains(folded(place)), let unit = Self.units[folded(place + 1)],
        let period = whole(found.0, at: index, unit)
      else { return found }
      return (period, place + 2 - index)
    }
    if let length = phrase(Self.inclusions, at: next), let bound = relative(at: next + length),
      let period = including(bound.0, at: index)
    {
      return (period, next + length + bound.count - index)
    }
    return found
  }

  /// A period of the calendar, whenever it is asked for.
  private func calendar(at index: Int) -> (Mention.Period, count: Int)? {
    [quarter(at: index), day(at: index), month(at: index), year(at: index)].compactMap { $0 }.max {
      $0.count < $1.count
    }
  }

  private static let exclusions = [
    ["excluding"], ["without"], ["not", "including"], ["not", "counting"], ["exclusive", "of"],
  ]
  private static let inclusions = [["including"], ["inclusive", "of"], ["counting"]]

  private func phrase(_ phrases: [[String]], at index: Int) -> Int? {
    phrases.first { phrase in phrase.indices.allSatisfy { folded(index + $0) == phrase[$0] } }?.count
  }

  /// So many of a unit before the one that has begun; `nil` for periods of another unit.
  private func whole(_ period: Mention.Period, at index: Int, _ unit: String) -> Mention.Period? {
    // The last week ended before this one began.
    if period.grain.rawValue == unit { return period }
    guard let (number, length) = amount(at: index + 1), Self.units[folded(index + 1 + length)] == unit else {
      return nil
    }
    let (size, name) = unit == "quarter" ? (number * 3, "month") : (number, unit)
    let end = trunc(unit, 0)
    return .init(start: "(\(end) - interval '\(size) \(name)\(size == 1 ? "" : "s")')", end: end, grain: .range)
  }

  /// Whole days, the first and the last of them included; `nil` where neither is the day that is told.
  private func including(_ bound: Mention.Period, at index: Int) -> Mention.Period? {
    guard let (number, length) = amount(at: index + 1), Self.units[folded(index + 1 + length)] == "day" else {
      return nil
    }
    let first: Int
    switch bound.start {
    case "current_date": first = number - 1
    case "current_date - \(number)": first = number
    default: return nil
    }
    return .init(start: "current_date - \(first)", end: "current_date + 1", grain: .range)
  }
}
