/// Lower-case hex without a table and without bounds to check: every entry of the log needs 128 of them.
enum HexDigits {
  /// Writes two digits a byte.
  static func write(_ bytes: UnsafeBufferPointer<UInt8>, to digits: UnsafeMutablePointer<UInt8>) {
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
