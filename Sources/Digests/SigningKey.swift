internal import COpenSSL

/// An Ed25519 key that signs.
package struct SigningKey: Sendable {
  /// The 32 bytes that are the key.
  private let secret: [UInt8]

  /// Its public half.
  package let verifyingKey: VerifyingKey

  /// A fresh key.
  package init() {
    var generator = SystemRandomNumberGenerator()
    let secret = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    guard let key = SigningKey(secret: secret) else { preconditionFailure("libcrypto has no Ed25519") }
    self = key
  }

  /// The key of a PEM text (PKCS #8), such as `pem` or `openssl genpkey -algorithm ed25519` gives; `nil` for any other.
  package init?(pem: String) {
    let source = BIO_new_mem_buf(pem, Int32(pem.utf8.count))
    defer { BIO_free(source) }
    guard let key = PEM_read_bio_PrivateKey(source, nil, nil, nil) else { return nil }
    defer { EVP_PKEY_free(key) }
    var secret = [UInt8](repeating: 0, count: 32)
    var length = secret.count
    guard EVP_PKEY_get_raw_private_key(key, &secret, &length) == 1, length == 32 else { return nil }
    self.init(secret: secret)
  }

  private init?(secret: [UInt8]) {
    guard let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, secret, secret.count) else { return nil }
    defer { EVP_PKEY_free(key) }
    var raw = [UInt8](repeating: 0, count: 32)
    var length = raw.count
    guard EVP_PKEY_get_raw_public_key(key, &raw, &length) == 1, let verifying = VerifyingKey(raw: raw) else {
      return nil
    }
    self.secret = secret
    verifyingKey = verifying
  }

  /// The key as PEM (PKCS #8), unencrypted: for a file that nobody else may read.
  package var pem: String {
    VerifyingKey.text { sink in
      guard let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, secret, secret.count) else { return }
      defer { EVP_PKEY_free(key) }
      PEM_write_bio_PrivateKey(sink, key, nil, nil, 0, nil, nil)
    }
  }

  /// The 64 bytes of a message's signature.
  package func signature(of message: [UInt8]) -> [UInt8] {
    let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, secret, secret.count)
    let context = EVP_MD_CTX_new()
    defer {
      EVP_PKEY_free(key)
      EVP_MD_CTX_free(context)
    }
    var signature = [UInt8](repeating: 0, count: 64)
    var length = signature.count
    let done =
      EVP_DigestSignInit_ex(context, nil, nil, nil, nil, key, nil) == 1
      && EVP_DigestSign(context, &signature, &length, message, message.count) == 1
    precondition(done, "libcrypto cannot sign")
    return signature
  }
}
