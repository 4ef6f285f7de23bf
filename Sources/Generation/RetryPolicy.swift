/// How long to wait before a request is sent again, if it is.
struct RetryPolicy: Sendable {
  var retries: Int
  var firstDelay: Duration = .milliseconds(200)
  var maxDelay: Duration = .seconds(5)

  /// The wait before the next try, after `failures` tries; `nil` when there is none: too many tries, or no time left.
  ///
  /// `requested` is what the server asked for. `spread` (0 to 1) keeps clients from coming back all together.
  func delay(
    failures: Int, requested: Duration?, timeLeft: Duration, spread: Double = .random(in: 0...1)
  ) -> Duration? {
    guard failures <= retries else { return nil }
    let doubled = firstDelay * (1 << min(failures - 1, 16))
    let delay = requested ?? min(doubled, maxDelay) * (0.75 + 0.5 * spread)
    return delay < timeLeft ? delay : nil
  }
}
