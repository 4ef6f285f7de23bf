internal import COpenSSL

/// SHA-256 by OpenSSL's libcrypto.
package enum Digest {
  /// The lower-case hex SHA-256 of some bytes.
  package static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable { hex(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { hex($0) }
  }

  /// The lower-case hex SHA-256 of a text's UTF-8.
  package static func sha256(_ text: String) -> String {
    var text = text
    return text.withUTF8 { hex(UnsafeRawBufferPointer($0)) }
  }

  /// Looked up once: OpenSSL's own search costs more than the digest of a short text.
  nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  private static func hex(_ bytes: UnsafeRawBufferPointer) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { raw in
      var length: UInt32 = 32
      let done = EVP_Digest(bytes.baseAddress, bytes.count, raw.baseAddress, &length, algorithm, nil)
      precondition(done == 1, "libcrypto has no SHA-256")
      return HexDigits.text(UnsafeRawBufferPointer(raw))
    }
  }
}
