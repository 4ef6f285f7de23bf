internal import Access
internal import Synchronization
internal import Vocabulary

/// A caller's place among their requests under way, given back once.
final class Place: Sendable {
  private let allowance: any Allowance
  private let taken: AllowancePlace
  private let state = Mutex((isKept: false, isGone: false))

  /// Counts a request.
  ///
  /// - Throws: `AccessError` where the caller has had enough for now.
  init(of caller: Principal, in allowance: any Allowance) async throws {
    self.allowance = allowance
    taken = try await allowance.enter(caller)
  }

  /// The work goes on after the response has begun; whoever keeps a place gives it back.
  func keep() { state.withLock { $0.isKept = true } }

  /// The response is there.
  func giveBackUnlessKept() async {
    if !state.withLock({ $0.isKept }) { await giveBack() }
  }

  func giveBack() async {
    let isOurs = state.withLock { state in
      defer { state.isGone = true }
      return !state.isGone
    }
    if isOurs { await allowance.leave(taken) }
  }
}
