internal import COpenSSL

/// SHA-256 over many things, one after another, on one thread: what OpenSSL has to look up and allocate, it does once.
package final class RunningDigest {
  private let context: OpaquePointer
  private let algorithm: OpaquePointer
  private let raw = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 32)
  private let hex = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

  package init() {
    guard let context = EVP_MD_CTX_new(), let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
      preconditionFailure("libcrypto has no SHA-256")
    }
    self.context = context
    self.algorithm = algorithm
    begin()
  }

  deinit {
    EVP_MD_CTX_free(context)
    EVP_MD_free(algorithm)
    raw.deallocate()
    hex.deallocate()
  }

  package func add(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

  /// Ends what was added so far and says whether its digest is this lower-case hex; what is added next begins another one.
  package func finish(is expected: UnsafeRawBufferPointer) -> Bool {
    EVP_DigestFinal_ex(context, raw.baseAddress, nil)
    begin()
    HexDigits.write(UnsafeRawBufferPointer(raw), to: hex)
    guard expected.count == 64, let start = expected.baseAddress else { return false }
    return CRYPTO_memcmp(start, hex, 64) == 0
  }

  private func begin() { EVP_DigestInit_ex(context, algorithm, nil) }
}
