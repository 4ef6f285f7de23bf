import Foundation
import Testing
import Vocabulary

@Suite struct MomentTests {
  @Test(
    "A time is read as people write it",
    arguments: [
      ("1970-01-01", 0), ("2024-02-29", 1_709_164_800_000_000), ("2024-03-01T10:30", 1_709_289_000_000_000),
      ("2024-03-01 10:30:05Z", 1_709_289_005_000_000), ("2024-03-01T10:30:05.25", 1_709_289_005_250_000),
      ("1969-12-31T23:59:59.999999Z", -1),
    ])
  func reading(_ text: String, _ microseconds: Int) { #expect(Moment(text)?.microseconds == Int64(microseconds)) }

  @Test(
    "What is no time is not read",
    arguments: [
      "", "yesterday", "2024-02-30", "2023-02-29", "2024-13-01", "2024-01-01T24:00", "2024-01-01T1:2:3.1234567",
      "2024-01-01T", "-1-01-01",
    ])
  func refusing(_ text: String) { #expect(Moment(text) == nil) }

  @Test("A time is written as the calendar has it and read back the same")
  func roundTrip() throws {
    // From 1600 on: the formatter counts by the older calendar before.
    let calendar = ISO8601DateFormatter()
    var dice = Dice(state: 11)
    for _ in 0..<2000 {
      let microseconds = Int64.random(in: -11_676_096_000_000_000...250_000_000_000_000_000, using: &dice)
      let moment = Moment(microseconds: microseconds)
      #expect(Moment(moment.description) == moment)
      let second = moment.description.prefix(19) + "Z"
      let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
      let date = Date(timeIntervalSince1970: Double(remainder < 0 ? quotient - 1 : quotient))
      #expect(calendar.string(from: date) == second)
    }
  }
}
