internal import Digests
package import Storage
package import Vocabulary

/// What all instances of the service on one PostgreSQL store count together.
///
/// A request's place is renewed while it is under way; those of an instance that died are free again after half a minute.
package actor SharedAllowance: Allowance {
  private let store: Store
  private var limits: AllowanceLimits
  private let instance = FreshKey.digits(16)
  private var underWay = 0
  private var renewal: Task<Void, Never>?

  /// Between two renewals: a third of how long a place is kept.
  private static let pulse = Duration.seconds(10)

  /// - Parameter store: one in PostgreSQL.
  package init(_ store: Store, _ limits: AllowanceLimits) {
    self.store = store
    self.limits = limits
  }

  deinit { renewal?.cancel() }

  /// Every instance has to be told.
  package func change(_ limits: AllowanceLimits) { self.limits = limits }

  package func enter(_ caller: Principal) async throws -> AllowancePlace {
    guard !limits.areNone else { return AllowancePlace(caller: caller, id: nil) }
    let place = AllowancePlace(caller: caller, id: limits.atOnce > 0 ? FreshKey.digits(32) : nil)
    let arguments: [String: Cell] = [
      "caller": .text(Digest.sha256(caller.name)), "place": .text(place.id ?? ""), "instance": .text(instance),
      "per_minute": .integer(Int64(limits.perMinute)), "at_once": .integer(Int64(limits.atOnce)),
    ]
    let said = try await store.write { try $0.rows(AccessStatement.enterCaller.sql, arguments).first?.integer(0) }
    switch said ?? 0 {
    case 0: break
    case let seconds where seconds > 0: throw AccessError.tooOften(retryAfter: Int(seconds))
    default: throw AccessError.tooManyAtOnce(limit: limits.atOnce)
    }
    if place.id != nil { began() }
    return place
  }

  package func leave(_ place: AllowancePlace) async {
    guard let id = place.id else { return }
    ended()
    let store = store
    // A task of its own: a place is given back although its caller hung up. Where that fails, it expires.
    await Task { try? await store.write { try $0.run(AccessStatement.leavePlace.sql, ["place": .text(id)]) } }.value
  }

  private func began() {
    underWay += 1
    guard renewal == nil else { return }
    renewal = Task { [store, instance] in
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.pulse)
        guard !Task.isCancelled else { return }
        try? await store.write { try $0.run(AccessStatement.renewPlaces.sql, ["instance": .text(instance)]) }
      }
    }
  }

  private func ended() {
    underWay -= 1
    guard underWay <= 0 else { return }
    renewal?.cancel()
    renewal = nil
  }
}
