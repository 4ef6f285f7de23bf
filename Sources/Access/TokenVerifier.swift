internal import Curl
internal import Foundation
internal import JWTKit
package import Vocabulary

/// Verifies JSON Web Tokens against a key set in a file or at a URL.
package actor TokenVerifier {
  /// What a token must say.
  package struct Rules: Sendable {
    /// A file's path, an `https` URL, or an `http` one of this machine.
    package var source: String
    /// What `iss` must be; anything when `nil`.
    package var issuer: String?
    /// What `aud` must hold; anything when `nil`.
    package var audience: String?
    /// The claim that names the principal.
    package var principalClaim: String
    /// The claim that lists scopes; who has none may ask.
    package var scopeClaim: String

    package init(
      source: String, issuer: String? = nil, audience: String? = nil, principalClaim: String = "sub",
      scopeClaim: String = "scope"
    ) {
      self.source = source
      self.issuer = issuer
      self.audience = audience
      self.principalClaim = principalClaim
      self.scopeClaim = scopeClaim
    }
  }

  private let rules: Rules
  private let client = HTTPClient()
  private var keys: (collection: JWTKeyCollection, readAt: ContinuousClock.Instant)?

  /// How long a key set is believed.
  private static let lifetime = Duration.seconds(600)
  /// How soon after it was read an unknown key has it read again.
  private let haste: Duration

  package init(_ rules: Rules) { self.init(rules, haste: .seconds(10)) }

  init(_ rules: Rules, haste: Duration) {
    self.rules = rules
    self.haste = haste
  }

  /// Whose token this is.
  package func caller(showing token: String) async throws -> Caller {
    guard token.utf8.count < 16_384 else { throw AccessError.badProof }
    let claims: Claims
    do {
      claims = try await verified(token, try await collection(olderThan: Self.lifetime))
    } catch let error as AccessError {
      throw error
    } catch {
      // The issuer may have begun to sign with another key.
      do {
        claims = try await verified(token, try await collection(olderThan: haste))
      } catch let error as AccessError {
        throw error
      } catch {
        throw AccessError.badProof
      }
    }
    guard let name = claims.text(rules.principalClaim), !name.isEmpty, name.utf8.count <= 200,
      rules.issuer == nil || claims.text("iss") == rules.issuer,
      rules.audience.map({ claims.list("aud").contains($0) }) ?? true
    else { throw AccessError.badProof }
    let scopes = Scope.read(claims.list(rules.scopeClaim).joined(separator: " "))
    return Caller(Principal(name), scopes: scopes.isEmpty ? [.ask] : scopes, proof: .token(until: claims.expiresAt))
  }

  private func verified(_ token: String, _ keys: JWTKeyCollection) async throws -> Claims {
    try await keys.verify(token, as: Claims.self)
  }

  private func collection(olderThan age: Duration) async throws -> JWTKeyCollection {
    if let keys, ContinuousClock.now - keys.readAt < age { return keys.collection }
    do {
      let collection = try await JWTKeyCollection().add(jwksJSON: try await text())
      keys = (collection, .now)
      return collection
    } catch let error as AccessError where keys == nil {
      throw error
    } catch {
      // What was read before goes on being believed while the issuer cannot be reached.
      if let keys { return keys.collection }
      throw AccessError.keysUnreadable(source: rules.source, reason: "\(error)")
    }
  }

  private func text() async throws -> String {
    let url = URL(string: rules.source)
    guard let scheme = url?.scheme?.lowercased(), ["http", "https"].contains(scheme) else {
      return try String(contentsOfFile: rules.source, encoding: .utf8)
    }
    // Whoever stands on the way could put in a key of their own, and with it anybody's token.
    guard scheme == "https" || ["127.0.0.1", "localhost", "::1"].contains(url?.host(percentEncoded: false) ?? "") else {
      throw AccessError.keysUnreadable(source: rules.source, reason: "what comes in the clear may be anybody's")
    }
    let response = try await client.send(HTTPRequest(.get, rules.source))
    guard response.status == 200 else {
      throw AccessError.keysUnreadable(source: rules.source, reason: "status \(response.status)")
    }
    return String(decoding: response.body, as: UTF8.self)
  }
}

/// The claims of a token; expiry is a must.
private struct Claims: JWTPayload {
  private enum Claim: Sendable {
    case text(String)
    case list([String])
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private var claims: [String: Claim] = [:]
  private var expiration: ExpirationClaim
  private var notBefore: NotBeforeClaim?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    expiration = try container.decode(ExpirationClaim.self, forKey: Name(stringValue: "exp"))
    notBefore = try container.decodeIfPresent(NotBeforeClaim.self, forKey: Name(stringValue: "nbf"))
    for name in container.allKeys {
      if let text = try? container.decode(String.self, forKey: name) {
        claims[name.stringValue] = .text(text)
      } else if let list = try? container.decode([String].self, forKey: name) {
        claims[name.stringValue] = .list(list)
      }
    }
  }

  func encode(to encoder: any Encoder) throws {}

  func verify(using key: some JWTAlgorithm) throws {
    try expiration.verifyNotExpired()
    try notBefore?.verifyNotBefore()
  }

  var expiresAt: Moment { Moment(microseconds: Int64(expiration.value.timeIntervalSince1970 * 1_000_000)) }

  func text(_ name: String) -> String? { if case .text(let text) = claims[name] { text } else { nil } }

  func list(_ name: String) -> [String] {
    switch claims[name] {
    case .text(let text): [text]
    case .list(let list): list
    case nil: []
    }
  }
}
