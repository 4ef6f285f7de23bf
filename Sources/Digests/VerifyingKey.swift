internal import COpenSSL

/// The public half of an Ed25519 key.
package struct VerifyingKey: Hashable, Sendable {
  private let raw: [UInt8]

  init?(raw: [UInt8]) {
    guard raw.count == 32 else { return nil }
    self.raw = raw
  }

  /// The key of a PEM text (SubjectPublicKeyInfo); `nil` for any other.
  package init?(pem: String) {
    let source = BIO_new_mem_buf(pem, Int32(pem.utf8.count))
    defer { BIO_free(source) }
    guard let key = PEM_read_bio_PUBKEY(source, nil, nil, nil) else { return nil }
    defer { EVP_PKEY_free(key) }
    var raw = [UInt8](repeating: 0, count: 32)
    var length = raw.count
    guard EVP_PKEY_get_raw_public_key(key, &raw, &length) == 1, length == 32 else { return nil }
    self.raw = raw
  }

  /// What the key is called: the hex SHA-256 of its 32 bytes.
  package var id: String { Digest.sha256(raw) }

  /// The key as PEM, as `openssl pkeyutl -verify -pubin` reads it.
  package var pem: String {
    Self.text { sink in
      guard let key = EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, raw, raw.count) else { return }
      defer { EVP_PKEY_free(key) }
      PEM_write_bio_PUBKEY(sink, key)
    }
  }

  /// Whether the signature is of this message and by this key.
  package func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let key = EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, raw, raw.count) else { return false }
    let context = EVP_MD_CTX_new()
    defer {
      EVP_PKEY_free(key)
      EVP_MD_CTX_free(context)
      // What a wrong signature leaves in OpenSSL's queue is not for whoever looks there next.
      ERR_clear_error()
    }
    return EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key, nil) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  /// What is written to a sink in memory.
  static func text(_ write: (OpaquePointer?) -> Void) -> String {
    let sink = BIO_new(BIO_s_mem())
    defer { BIO_free(sink) }
    write(sink)
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = BIO_read(sink, &bytes, Int32(bytes.count))
    return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
  }
}
