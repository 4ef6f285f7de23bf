package import Vocabulary

/// Who is at a door, as far as it was proved, and what they may do.
package struct Caller: Hashable, Sendable {
  package var principal: Principal
  package var scopes: Set<Scope>
  /// How it was proved: `nobody asked`, `key 1f…`, `token`.
  package var proof: String

  package init(_ principal: Principal, scopes: Set<Scope>, proof: String) {
    self.principal = principal
    self.scopes = scopes
    self.proof = proof
  }

  /// Whoever reaches a door that asks for no proof: the person who opened it.
  package static func local(_ principal: Principal) -> Caller {
    Caller(principal, scopes: Set(Scope.allCases), proof: "nobody asked")
  }
}
