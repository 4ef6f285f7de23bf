package import Digests
internal import Synchronization

/// Where the key that signs checkpoints comes from. It is asked for once, by the first append, so that a command that only
/// reads neither needs nor makes one.
package final class SigningSource: Sendable {
  private let known = Mutex<SigningKey?>(nil)
  private let open: @Sendable () throws -> SigningKey

  init(_ key: SigningKey) { open = { key } }

  /// The key of a file, which is made where there is none.
  package init(file: String) { open = { try SigningKeyFile.open(file) } }

  func key() throws -> SigningKey {
    try known.withLock { known in
      if let known { return known }
      let key = try open()
      known = key
      return key
    }
  }
}
