package import Vocabulary

/// A stretch of time, cut into equal parts for plots.
package struct Period: Hashable, Sendable {
  package enum Grain: String, Hashable, Sendable { case hour, day, week }

  package let since: Moment
  package let until: Moment
  package let grain: Grain
  /// The beginnings of the parts.
  package let starts: [Moment]

  /// Hours for a few days, days for some weeks, else weeks; whole ones of UTC.
  package init(since: Moment, until: Moment) {
    let until = max(since, until)
    self.since = since
    self.until = until
    let days = Double(until.microseconds - since.microseconds) / 86_400e6
    grain = days <= 2 ? .hour : days <= 62 ? .day : .week
    let length = Self.length(grain)
    let first = since.microseconds - (since.microseconds % length + length) % length
    starts = stride(from: first, to: max(first + 1, until.microseconds), by: Int64.Stride(length)).map {
      Moment(microseconds: $0)
    }
  }

  /// Which part a moment lies in.
  func part(of moment: Moment) -> Int? {
    guard let first = starts.first, moment >= first else { return nil }
    let part = Int((moment.microseconds - first.microseconds) / Self.length(grain))
    return part < starts.count ? part : nil
  }

  /// `14:00` for hours, else `11-24`.
  var labels: [String] {
    starts.map { start in
      let text = start.description
      return grain == .hour ? String(text.dropFirst(11).prefix(5)) : String(text.dropFirst(5).prefix(5))
    }
  }

  private static func length(_ grain: Grain) -> Int64 {
    switch grain {
    case .hour: 3_600_000_000
    case .day: 86_400_000_000
    case .week: 7 * 86_400_000_000
    }
  }
}
