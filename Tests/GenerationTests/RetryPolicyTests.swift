import Testing

@testable import Generation

@Suite("Trying again")
struct RetryPolicyTests {
  private let policy = RetryPolicy(retries: 3)

  @Test("waits double from try to try, up to a limit, and end with the retries")
  func backOff() {
    let delays = (1...4).map { policy.delay(failures: $0, requested: nil, timeLeft: .seconds(60), spread: 0.5) }
    #expect(delays == [.milliseconds(200), .milliseconds(400), .milliseconds(800), nil])
    let patient = RetryPolicy(retries: 100)
    #expect(patient.delay(failures: 90, requested: nil, timeLeft: .seconds(60), spread: 0.5) == .seconds(5))
  }

  @Test("the server's own wish comes first")
  func requested() {
    #expect(policy.delay(failures: 1, requested: .seconds(7), timeLeft: .seconds(60)) == .seconds(7))
  }

  @Test("nothing is tried after the deadline")
  func deadline() {
    #expect(policy.delay(failures: 1, requested: .seconds(7), timeLeft: .seconds(7)) == nil)
    #expect(policy.delay(failures: 1, requested: nil, timeLeft: .zero) == nil)
  }

  @Test("a child that keeps dying is started later and later, then given up; old deaths are forgotten")
  func deaths() {
    var record = DeathRecord()
    let start = ContinuousClock.now
    #expect(record.delay(at: start) == nil)
    var delays: [Duration?] = []
    for _ in 0..<DeathRecord.patience {
      record.note(at: start)
      delays.append(record.delay(at: start))
    }
    #expect(delays == [nil, .milliseconds(200), .milliseconds(400), .milliseconds(800), .milliseconds(1600)])
    #expect(record.isHopeless)
    record.note(at: start + .seconds(61))
    #expect(!record.isHopeless)
    #expect(record.delay(at: start + .seconds(61)) == nil)
  }
}
