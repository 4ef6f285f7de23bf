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
    if words[next].isApart, let same = calendar(at: next) { return (same.0, found.count + same.count) }
    if let length = phrase(Self.exclusions, at: next) {
      let place = folded(next + length) == "the" ? next + length + 1 : next + length
      guard ["current", "this"].contains(folded(place)), let unit = Self.units[folded(place + 1)] else { return found }
      return (whole(found.0, at: index, unit), place + 2 - index)
    }
    if let length = phrase(Self.inclusions, at: next), let bound = relative(at: next + length) {
      return (including(bound.0, found.0, at: index), next + length + bound.count - index)
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

  /// So many of a unit before the one that has begun.
  private func whole(_ period: Mention.Period, at index: Int, _ unit: String) -> Mention.Period {
    guard let (number, length) = amount(at: index + 1), Self.units[folded(index + 1 + length)] == unit else {
      return period
    }
    let (size, name) = unit == "quarter" ? (number * 3, "month") : (number, unit)
    let end = trunc(unit, 0)
    return .init(start: "(\(end) - interval '\(size) \(name)\(size == 1 ? "" : "s")')", end: end, grain: .range)
  }

  /// Whole days, the first and the last of them included.
  private func including(_ bound: Mention.Period, _ period: Mention.Period, at index: Int) -> Mention.Period {
    guard let (number, length) = amount(at: index + 1), Self.units[folded(index + 1 + length)] == "day" else {
      return period
    }
    let isToday = bound.start == "current_date"
    return .init(start: "current_date - \(isToday ? number - 1 : number)", end: "current_date + 1", grain: .range)
  }
}
