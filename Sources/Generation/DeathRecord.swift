/// Remembers when a child died, so that one that dies at once is not started again and again.
struct DeathRecord: Sendable {
  static let window: Duration = .seconds(60)
  static let patience = 5

  private var times: [ContinuousClock.Instant] = []

  var count: Int { times.count }

  /// Whether it died too often within the window.
  var isHopeless: Bool { times.count >= Self.patience }

  mutating func note(at now: ContinuousClock.Instant) {
    times.removeAll { now - $0 > Self.window }
    times.append(now)
  }

  /// How long to wait before the next start: nothing after one death, then 0.2 s and twice as long each time.
  func delay(at now: ContinuousClock.Instant) -> Duration? {
    let recent = times.filter { now - $0 <= Self.window }.count
    return recent < 2 ? nil : .milliseconds(200) * (1 << min(recent - 2, 4))
  }
}
