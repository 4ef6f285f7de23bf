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

  private static func hex(_ bytes: UnsafeRawBufferPointer) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { raw in
      var length: UInt32 = 32
      let done = EVP_Digest(bytes.baseAddress, bytes.count, raw.baseAddress, &length, EVP_sha256(), nil)
      precondition(done == 1, "libcrypto has no SHA-256")
      return String(unsafeUninitializedCapacity: 64) { text in
        guard let start = text.baseAddress else { return 0 }
        HexDigits.write(UnsafeBufferPointer(raw), to: start)
        return 64
      }
    }
  }
}
