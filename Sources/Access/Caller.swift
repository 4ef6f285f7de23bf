package import Vocabulary

/// Who is at a door, as far as it was proved, and what they may do.
package struct Caller: Hashable, Sendable {
  package var principal: Principal
  package var scopes: Set<Scope>
  package var proof: Proof

  /// How it was proved.
  package enum Proof: Hashable, Sendable {
    case nobodyAsked
    case key(id: String)
    /// A token, which is good until then.
    case token(until: Moment)
  }

  package init(_ principal: Principal, scopes: Set<Scope>, proof: Proof) {
    self.principal = principal
    self.scopes = scopes
    self.proof = proof
  }

  /// Whoever reaches a door that asks for no proof: the person who opened it.
  package static func local(_ principal: Principal) -> Caller {
    Caller(principal, scopes: Set(Scope.allCases), proof: .nobodyAsked)
  }
}
