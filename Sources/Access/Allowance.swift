package import Vocabulary

/// How often and how much at once each caller may ask; one process counts for itself.
package actor Allowance {
  /// What a caller may do.
  package struct Limits: Sendable {
    /// Requests a minute, after a burst of as many; no limit when 0.
    package var perMinute: Int
    /// Requests under way; no limit when 0.
    package var atOnce: Int

    package init(perMinute: Int = 0, atOnce: Int = 0) {
      self.perMinute = perMinute
      self.atOnce = atOnce
    }
  }

  private struct Account {
    var left: Double
    var countedAt: ContinuousClock.Instant
    var underWay = 0
  }

  private let limits: Limits
  private var accounts: [Principal: Account] = [:]

  /// Callers that are remembered; those who are quiet are forgotten first.
  private static let most = 10_000

  package init(_ limits: Limits) { self.limits = limits }

  /// Counts a request, and takes a place for it; whoever takes one gives it back by `leave`.
  package func enter(_ caller: Principal, at now: ContinuousClock.Instant = .now) throws(AccessError) {
    guard limits.perMinute > 0 || limits.atOnce > 0 else { return }
    let burst = Double(max(1, limits.perMinute))
    var account = accounts[caller] ?? Account(left: burst, countedAt: now)
    if limits.atOnce > 0, account.underWay >= limits.atOnce { throw .tooManyAtOnce(limit: limits.atOnce) }
    if limits.perMinute > 0 {
      let passed = Double((now - account.countedAt) / .milliseconds(1)) / 60_000
      account.left = min(burst, account.left + passed * burst)
      account.countedAt = now
      guard account.left >= 1 else {
        accounts[caller] = account
        throw .tooOften(retryAfter: max(1, Int(((1 - account.left) / burst * 60).rounded(.up))))
      }
      account.left -= 1
    }
    account.underWay += 1
    accounts[caller] = account
    if accounts.count > Self.most { accounts = accounts.filter { $0.value.underWay > 0 } }
  }

  /// Gives a place back.
  package func leave(_ caller: Principal) {
    accounts[caller]?.underWay -= 1
  }
}
