internal import Digests
package import Vocabulary

/// A key as the store knows it: everything but the key.
package struct AccessKey: Hashable, Sendable {
  package var id: String
  package var principal: Principal
  package var scopes: Set<Scope>
  package var madeAt: Moment
  package var expiresAt: Moment?
  package var revokedAt: Moment?

  /// Whether it opens anything at a moment.
  package func isGood(at now: Moment) -> Bool { revokedAt == nil && (expiresAt.map { now < $0 } ?? true) }
}

/// A fresh key: the only moment at which it can be read.
package struct FreshKey: Sendable {
  package let key: AccessKey
  /// What the holder shows: `dragoman_ID_SECRET`.
  package let text: String

  init(_ key: AccessKey, secret: String) {
    self.key = key
    text = Self.text(id: key.id, secret: secret)
  }

  static let prefix = "dragoman_"

  static func text(id: String, secret: String) -> String { prefix + id + "_" + secret }

  /// So many random hex digits of the system's generator.
  static func digits(_ count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("0123456789abcdef")
    return String((0..<count).compactMap { _ in alphabet.randomElement(using: &generator) })
  }
}
