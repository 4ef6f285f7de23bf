internal import COpenSSL

/// SHA-256 over many things, one after another, on one thread: what OpenSSL has to look up and allocate, it does once.
package final class RunningDigest {
  /// Length of a digest in hex.
  package static let hexLength = 64

  private let context: OpaquePointer
  private let algorithm: OpaquePointer
  private var raw = [UInt8](repeating: 0, count: 32)

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
  }

  package func add(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

  /// Ends what was added so far and writes its digest as lower-case hex; what is added next begins another one.
  package func finish(into hex: inout [UInt8]) {
    EVP_DigestFinal_ex(context, &raw, nil)
    begin()
    for (index, byte) in raw.enumerated() {
      hex[2 * index] = Self.digit(byte >> 4)
      hex[2 * index + 1] = Self.digit(byte & 15)
    }
  }

  private func begin() { EVP_DigestInit_ex(context, algorithm, nil) }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
