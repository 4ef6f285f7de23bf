/// Lower-case hex without a table and without bounds to check: every entry of the log needs 128 of them.
package enum HexDigits {
  /// Two digits a byte.
  package static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      if let start = text.baseAddress { write(bytes, to: start) }
      return bytes.count * 2
    }
  }

  static func write(_ bytes: UnsafeRawBufferPointer, to digits: UnsafeMutablePointer<UInt8>) {
    var position = 0
    for byte in bytes {
      digits[position] = digit(byte >> 4)
      digits[position + 1] = digit(byte & 15)
      position += 2
    }
  }

  /// Branchless: 39 lies between the digit after `9` and `a`.
  private static func digit(_ value: UInt8) -> UInt8 { 0x30 &+ value &+ (((value &+ 6) >> 4) &* 39) }
}
