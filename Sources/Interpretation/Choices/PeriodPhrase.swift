/// Says two ends of a span of time as one: `order date in 2024`.
enum PeriodPhrase {
  /// Conditions with `x at least A` and `x below B` put together, where both ends are dates.
  static func merged(_ conditions: [String]) -> [String] {
    var merged: [String] = []
    var index = 0
    while index < conditions.count {
      if index + 1 < conditions.count, let phrase = phrase(conditions[index], conditions[index + 1]) {
        merged.append(phrase)
        index += 2
      } else {
        merged.append(conditions[index])
        index += 1
      }
    }
    return merged
  }

  private static func phrase(_ first: String, _ second: String) -> String? {
    guard let from = first.ranges(of: " at least ").last, let to = second.ranges(of: " below ").last else { return nil }
    let subject = first[..<from.lowerBound]
    guard subject == second[..<to.lowerBound], let start = date(first[from.upperBound...]),
      let end = date(second[to.upperBound...])
    else { return nil }
    let (year, month) = (start[0], start[1])
    if start[1...] == [1, 1], end == [year + 1, 1, 1] { return "\(subject) in \(year)" }
    let next = month == 12 ? [year + 1, 1, 1] : [year, month + 1, 1]
    if start[2] == 1, end == next { return "\(subject) in \(year)-\(month < 10 ? "0" : "")\(month)" }
    return "\(subject) from \(first[from.upperBound...]) to before \(second[to.upperBound...])"
  }

  private static func date(_ text: Substring) -> [Int]? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? parts : nil
  }
}
