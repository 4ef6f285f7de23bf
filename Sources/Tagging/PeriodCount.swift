import Vocabulary

/// How many years, quarters or months lie between the start of one period and the end of another (or of the same): the
/// number that "in every year from 2022 to 2025" wants, so that a model need not subtract.
struct PeriodCount {
  static let units = ["years": 12, "quarters": 3, "months": 1]

  /// `4`, or an expression where the ends move with today; `nil` where the mentions are no periods.
  static func text(_ unit: String, _ mentions: [Mention]) -> String? {
    guard let months = units[unit], let first = bounds(mentions.first), let last = bounds(mentions.last) else {
      return nil
    }
    if let start = month(first.start), let end = month(last.end) { return String(max(1, (end - start) / months)) }
    func part(_ name: String, _ moment: String) -> String { "extract(\(name) from \(moment))" }
    let years = "(\(part("year", last.end)) - \(part("year", first.start)))"
    if months == 12 { return years }
    let all = "(\(years) * 12 + \(part("month", last.end)) - \(part("month", first.start)))"
    return months == 1 ? all : "(\(all) / \(months))"
  }

  private static func bounds(_ mention: Mention?) -> (start: String, end: String)? {
    switch mention?.content {
    case .period(let period): return (period.start, period.end)
    case .number(let text):
      guard let year = Int(text), (1800...2200).contains(year) else { return nil }
      return ("date '\(year)-01-01'", "date '\(year + 1)-01-01'")
    default: return nil
    }
  }

  /// The months since year 0 of `date '2024-03-01'`.
  private static func month(_ moment: String) -> Int? {
    guard moment.hasPrefix("date '") else { return nil }
    let parts = moment.dropFirst(6).prefix { $0 != "'" }.split(separator: "-")
    guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]) else { return nil }
    return year * 12 + month - 1
  }
}
