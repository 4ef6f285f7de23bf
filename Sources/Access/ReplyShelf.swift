internal import Digests
internal import Foundation
package import Storage
package import Vocabulary

/// Replies by idempotency key, which all instances on one PostgreSQL store share.
package struct ReplyShelf: Sendable {
  /// One request and its repetitions.
  package struct Request: Sendable {
    let digest: String
    let bodyDigest: String

    package init(caller: Principal, route: String, key: String, body: [UInt8]) {
      // Each with its length, so that no two different lists are the same text.
      digest = Digest.sha256([caller.name, route, key].map { "\($0.utf8.count):\($0)" }.joined())
      bodyDigest = Digest.sha256(body)
    }
  }

  /// A reply as it is kept.
  package struct Kept: Hashable, Sendable {
    package var status: Int
    package var type: String
    /// Pairs of name and value.
    package var headers: [[String]]
    package var text: String

    package init(status: Int, type: String, headers: [[String]], text: String) {
      self.status = status
      self.type = type
      self.headers = headers
      self.text = text
    }
  }

  /// What is known of a request.
  package enum Finding: Hashable, Sendable {
    /// Nothing: the work is whoever asks', under this claim.
    case claimed(String)
    /// Somebody works on it.
    case underWay
    case kept(Kept)
    /// The key belongs to a request with another body.
    case otherBody
  }

  private let store: Store

  /// - Parameter store: one in PostgreSQL.
  package init(_ store: Store) { self.store = store }

  /// Takes a request for one's own where nobody has.
  package func claim(_ request: Request) async throws -> Finding {
    let claim = FreshKey.digits(16)
    return try await store.write { transaction in
      let arguments: [String: Cell] = [
        "request": .text(request.digest), "body_digest": .text(request.bodyDigest), "claim": .text(claim),
      ]
      guard try transaction.rows(AccessStatement.claimReply.sql, arguments).isEmpty else { return .claimed(claim) }
      let row = try transaction.rows(AccessStatement.findReply.sql, ["request": .text(request.digest)]).first
      // Gone between the two: what its worker tried broke a moment ago.
      guard let row else { return .underWay }
      guard row.text(0) == request.bodyDigest else { return .otherBody }
      return Self.kept(row).map(Finding.kept) ?? .underWay
    }
  }

  /// The work goes on: others keep away for another while.
  package func renew(_ request: Request, _ claim: String) async throws {
    try await store.write { try $0.run(AccessStatement.renewClaim.sql, Self.names(request, claim)) }
  }

  /// Keeps a reply, or forgets the request where there is none that can be given again.
  package func end(_ request: Request, _ claim: String, _ reply: Kept?) async throws {
    guard let reply, let headers = try? JSONEncoder().encode(reply.headers) else {
      return try await store.write { try $0.run(AccessStatement.dropClaim.sql, Self.names(request, claim)) }
    }
    var arguments = Self.names(request, claim)
    arguments["status"] = .integer(Int64(reply.status))
    arguments["type"] = .text(reply.type)
    arguments["headers"] = .text(String(decoding: headers, as: UTF8.self))
    arguments["reply"] = .text(reply.text)
    try await store.write { [arguments] transaction in
      try transaction.run(AccessStatement.keepReply.sql, arguments)
      try transaction.run(AccessStatement.forgetReplies.sql)
    }
  }

  private static func names(_ request: Request, _ claim: String) -> [String: Cell] {
    ["request": .text(request.digest), "claim": .text(claim)]
  }

  private static func kept(_ row: StoredRow) -> Kept? {
    guard let status = row.integer(1), let type = row.text(2), let headers = row.text(3), let text = row.text(4),
      let pairs = try? JSONDecoder().decode([[String]].self, from: Data(headers.utf8))
    else { return nil }
    return Kept(status: Int(status), type: type, headers: pairs, text: text)
  }
}
