internal import Digests
package import Storage
package import Vocabulary

/// The keys that open the doors. Only their digests are kept.
package struct KeyRing: Sendable {
  private let store: Store

  package init(_ store: Store) { self.store = store }

  /// Makes a key and gives it out, this once.
  package func create(for principal: Principal, _ scopes: Set<Scope>, expiresAt: Moment?) async throws -> FreshKey {
    let key = AccessKey(
      id: FreshKey.digits(8), principal: principal, scopes: scopes, madeAt: .now(), expiresAt: expiresAt)
    let fresh = FreshKey(key, secret: FreshKey.digits(48))
    let digest = Digest.sha256(fresh.text)
    try await store.write { transaction in
      try transaction.run(
        AccessStatement.insertKey.sql,
        [
          "id": .text(key.id), "principal": .text(key.principal.name), "scopes": .text(Scope.text(key.scopes)),
          "digest": .text(digest), "made_at": .integer(key.madeAt.microseconds),
          "expires_at": .integer(orNull: key.expiresAt?.microseconds),
        ])
    }
    return fresh
  }

  /// All keys that ever were, oldest first.
  package func list() async throws -> [AccessKey] {
    try await store.read { try $0.rows(AccessStatement.listKeys.sql) }.compactMap(Self.key)
  }

  /// Makes a key useless from now on.
  package func revoke(_ id: String) async throws {
    let known = try await list()
    guard let key = known.first(where: { $0.id == id }) else {
      throw AccessError.unknownKey(id, nearest: Suggestion.nearest(to: id, in: known.map(\.id)))
    }
    guard key.revokedAt == nil else { return }
    let now = Moment.now()
    try await store.write {
      try $0.run(AccessStatement.revokeKey.sql, ["id": .text(id), "revoked_at": .integer(now.microseconds)])
    }
  }

  /// Whose key this is.
  ///
  /// - Throws: `AccessError` where it is nobody's, or no longer good; the two are not told apart to the holder.
  package func caller(showing text: String) async throws -> Caller {
    guard text.hasPrefix(FreshKey.prefix), text.utf8.count < 200 else { throw AccessError.badProof }
    let digest = Digest.sha256(text)
    let rows = try await store.read { try $0.rows(AccessStatement.findKey.sql, ["digest": .text(digest)]) }
    guard let key = rows.first.flatMap(Self.key), key.isGood(at: .now()) else { throw AccessError.badProof }
    return Caller(key.principal, scopes: key.scopes, proof: .key(id: key.id))
  }

  private static func key(_ row: StoredRow) -> AccessKey? {
    guard let id = row.text(0), let principal = row.text(1), let scopes = row.text(2), let madeAt = row.integer(3)
    else { return nil }
    return AccessKey(
      id: id, principal: Principal(principal), scopes: Scope.read(scopes), madeAt: Moment(microseconds: madeAt),
      expiresAt: row.integer(4).map(Moment.init(microseconds:)),
      revokedAt: row.integer(5).map(Moment.init(microseconds:)))
  }

}
