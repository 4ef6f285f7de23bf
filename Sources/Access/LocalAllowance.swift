package import Vocabulary

/// What one process counts for itself.
package actor LocalAllowance: Allowance {
  private struct Account {
    var left: Double
    var countedAt: ContinuousClock.Instant
    var underWay = 0
  }

  private var limits: AllowanceLimits
  private var accounts: [Principal: Account] = [:]

  /// Callers that are remembered; those who are quiet are forgotten first.
  private static let most = 10_000

  package init(_ limits: AllowanceLimits) { self.limits = limits }

  package func change(_ limits: AllowanceLimits) { self.limits = limits }

  package func enter(_ caller: Principal) throws -> AllowancePlace { try enter(caller, at: .now) }

  func enter(_ caller: Principal, at now: ContinuousClock.Instant) throws(AccessError) -> AllowancePlace {
    // Who is not counted has nothing to give back, whatever the limits are by then.
    guard !limits.areNone else { return AllowancePlace(caller: caller, id: nil) }
    let place = AllowancePlace(caller: caller, id: "")
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
    return place
  }

  package func leave(_ place: AllowancePlace) {
    if place.id != nil { accounts[place.caller]?.underWay -= 1 }
  }
}
