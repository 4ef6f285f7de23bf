/// Days since 1970 of a date as it is written.
enum CalendarDay {
  /// The day of `2024-01-31`, also with a time behind it; `nil` for any other spelling.
  static func number(_ text: String) -> Double? {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return nil }
    // Counted from the first of March, so that the leap day is a year's last.
    let shifted = month <= 2 ? year - 1 : year
    let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return Double(shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468)
  }
}
