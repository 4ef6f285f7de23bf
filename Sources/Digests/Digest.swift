internal import COpenSSL

/// SHA-256 by OpenSSL's libcrypto.
package enum Digest {
  /// The lower-case hex SHA-256 of some bytes.
  package static func sha256(_ bytes: some Sequence<UInt8>) -> String { hex(raw(Array(bytes))) }

  /// The lower-case hex SHA-256 of a text's UTF-8.
  package static func sha256(_ text: String) -> String { sha256(text.utf8) }

  private static func raw(_ bytes: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    let done = EVP_Digest(bytes, bytes.count, &result, &length, EVP_sha256(), nil)
    precondition(done == 1, "libcrypto has no SHA-256")
    return result
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (index, byte) in bytes.enumerated() {
        text[2 * index] = digits[Int(byte >> 4)]
        text[2 * index + 1] = digits[Int(byte & 15)]
      }
      return 2 * bytes.count
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
