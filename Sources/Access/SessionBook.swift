internal import Digests
package import Storage
package import Vocabulary

/// Browsers that are signed in, for all instances on one store.
///
/// Neither the cookie nor what was shown for it is kept. A key is looked up again at each request, so that a revoked one
/// ends its sessions too; a token's session ends with the token.
package struct SessionBook: Sendable {
  private let store: Store

  /// Seconds after which one signs in again.
  package static let lifetime = 43_200

  package init(_ store: Store) { self.store = store }

  /// Opens a session for somebody who showed a key or a token, and gives what the browser is to show from now on.
  package func open(for caller: Caller) async throws -> String {
    let cookie = FreshKey.digits(48)
    let now = Moment.now()
    var endsAt = now.microseconds + Int64(Self.lifetime) * 1_000_000
    var keyID: String?
    switch caller.proof {
    case .nobodyAsked: throw AccessError.noProof
    case .key(let id): keyID = id
    case .token(let until): endsAt = min(endsAt, until.microseconds)
    }
    let row: [String: Cell] = [
      "session": .text(Digest.sha256(cookie)), "key_id": .text(orNull: keyID),
      "principal": .text(caller.principal.name),
      "scopes": .text(Scope.text(caller.scopes)), "ends_at": .integer(endsAt),
    ]
    try await store.write { transaction in
      try transaction.run(AccessStatement.forgetSessions.sql, ["now": .integer(now.microseconds)])
      try transaction.run(AccessStatement.openSession.sql, row)
    }
    return cookie
  }

  /// Who the browser with a cookie is.
  ///
  /// - Throws: `AccessError.noProof` where there is no such session (any more), `badProof` where its key is no longer good.
  package func caller(showing cookie: String) async throws -> Caller {
    let rows = try await store.read {
      try $0.rows(AccessStatement.findSession.sql, ["session": .text(Digest.sha256(cookie))])
    }
    let now = Moment.now()
    guard let row = rows.first, let principal = row.text(1), let scopes = row.text(2), let endsAt = row.integer(3),
      now.microseconds < endsAt
    else { throw AccessError.noProof }
    guard let keyID = row.text(0) else {
      return Caller(
        Principal(principal), scopes: Scope.read(scopes), proof: .token(until: Moment(microseconds: endsAt)))
    }
    guard let madeAt = row.integer(4) else { throw AccessError.badProof }
    let key = AccessKey(
      id: keyID, principal: Principal(principal), scopes: Scope.read(scopes), madeAt: Moment(microseconds: madeAt),
      expiresAt: row.integer(5).map(Moment.init(microseconds:)),
      revokedAt: row.integer(6).map(Moment.init(microseconds:)))
    guard key.isGood(at: now) else { throw AccessError.badProof }
    return Caller(key.principal, scopes: key.scopes, proof: .key(id: keyID))
  }

  /// Ends a session.
  package func close(_ cookie: String) async throws {
    try await store.write {
      try $0.run(AccessStatement.closeSession.sql, ["session": .text(Digest.sha256(cookie))])
    }
  }
}
