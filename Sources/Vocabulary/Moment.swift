/// A point in time, UTC, to the microsecond.
package struct Moment: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// Reads `2024-03-01`, `2024-03-01T10:30`, `2024-03-01T10:30:00` or with up to six decimals, each with an optional
  /// `Z` and with a space for `T`; always UTC. `nil` for anything else, and for days that do not exist.
  package init?(_ text: String) {
    var rest = Substring(text)
    if rest.hasSuffix("Z") { rest.removeLast() }
    let halves = rest.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
    let date = (halves.first ?? "").split(separator: "-", omittingEmptySubsequences: false).map(Self.digits)
    guard date.count == 3, let year = date[0], let month = date[1], let day = date[2], (1...9999).contains(year),
      (1...12).contains(month), (1...Self.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    var seconds: Int64 = 0
    var fraction: Int64 = 0
    if halves.count == 2 {
      let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2 || parts.count == 3, let hour = Self.digits(parts[0]), let minute = Self.digits(parts[1]),
        hour < 24, minute < 60
      else { return nil }
      seconds = hour * 3600 + minute * 60
      if parts.count == 3 {
        let pieces = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = Self.digits(pieces[0]), whole < 60, pieces.count <= 2 else { return nil }
        seconds += whole
        if pieces.count == 2 {
          guard pieces[1].utf8.count <= 6,
            let decimals = Self.digits(pieces[1] + String(repeating: "0", count: 6 - pieces[1].utf8.count)[...])
          else { return nil }
          fraction = decimals
        }
      }
    }
    microseconds = (Self.days(year: year, month: month, day: day) * 86_400 + seconds) * 1_000_000 + fraction
  }

  /// ISO 8601 with six decimals, e.g. `2024-03-01T10:30:00.000000Z`; sorts as text as it does in time.
  package var description: String {
    let (days, inDay) = Self.floorDivision(microseconds, 86_400_000_000)
    let (year, month, day) = Self.date(days: days)
    let seconds = inDay / 1_000_000
    return Self.pad(year, 4) + "-" + Self.pad(month, 2) + "-" + Self.pad(day, 2) + "T" + Self.pad(seconds / 3600, 2)
      + ":" + Self.pad(seconds / 60 % 60, 2) + ":" + Self.pad(seconds % 60, 2) + "." + Self.pad(inDay % 1_000_000, 6)
      + "Z"
  }

  package static func < (a: Moment, b: Moment) -> Bool { a.microseconds < b.microseconds }

  private static func digits(_ text: Substring) -> Int64? {
    text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } && (1...6).contains(text.utf8.count) ? Int64(text) : nil
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func floorDivision(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? (quotient - 1, remainder + b) : (quotient, remainder)
  }

  private static func length(ofMonth month: Int64, in year: Int64) -> Int64 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : ([4, 6, 9, 11].contains(month) ? 30 : 31)
  }

  /// Days since 1970-01-01; years begin in March here, so that the leap day is a year's last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return y * 365 + floorDivision(y, 4).quotient - floorDivision(y, 100).quotient + floorDivision(y, 400).quotient
      + dayOfYear - 719_468
  }

  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, inEra) = floorDivision(days + 719_468, 146_097)
    let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

extension Moment: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let moment = Moment(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a time as 2024-03-01T10:30:00.000000Z")
    }
    self = moment
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
