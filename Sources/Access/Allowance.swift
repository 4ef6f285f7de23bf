package import Vocabulary

/// How often and how much at once each caller may ask.
package protocol Allowance: Sendable {
  /// Counts a request, and takes a place for it; whoever takes one gives it back by `leave`.
  ///
  /// - Throws: `AccessError` where the caller has had enough for now.
  func enter(_ caller: Principal) async throws -> AllowancePlace

  /// Other limits from now on; what was counted stays counted.
  func change(_ limits: AllowanceLimits) async

  /// Gives a place back.
  func leave(_ place: AllowancePlace) async
}

/// What a caller may do.
package struct AllowanceLimits: Sendable {
  /// Requests a minute, after a burst of as many; no limit when 0.
  package var perMinute: Int
  /// Requests under way; no limit when 0.
  package var atOnce: Int

  package init(perMinute: Int = 0, atOnce: Int = 0) {
    self.perMinute = perMinute
    self.atOnce = atOnce
  }

  var areNone: Bool { perMinute <= 0 && atOnce <= 0 }
}

/// A request of somebody, under way.
package struct AllowancePlace: Hashable, Sendable {
  var caller: Principal
  /// What it is called where several instances count; `nil` where there is nothing to give back there.
  var id: String?
}
