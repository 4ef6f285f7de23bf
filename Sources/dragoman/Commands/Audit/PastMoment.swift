import ArgumentParser
import Foundation
import Vocabulary

/// A time as it is typed: a date, a date with a time (both UTC), or how long ago (`90m`, `24h`, `7d`, `4w`).
struct PastMoment: ExpressibleByArgument, CustomStringConvertible {
  let moment: Moment

  var description: String { moment.description }

  init?(argument: String) {
    if let moment = Moment(argument) {
      self.moment = moment
      return
    }
    let minutes = ["m": 1, "h": 60, "d": 1440, "w": 10_080]
    guard let unit = argument.last.flatMap({ minutes[String($0)] }), let count = Int(argument.dropLast()),
      (0...1_000_000).contains(count)
    else { return nil }
    moment = Self.before(minutes: count * unit)
  }

  init(days: Int) { moment = Self.before(minutes: days * 1440) }

  private static func before(minutes: Int) -> Moment {
    Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1e6) - Int64(minutes) * 60_000_000)
  }
}
