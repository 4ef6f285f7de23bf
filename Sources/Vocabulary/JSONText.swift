/// Writes JSON.
package enum JSONText {
  /// A JSON string literal.
  package static func quoted(_ text: String) -> String {
    var text = text
    if text.withUTF8({ $0.allSatisfy(isPlain) }) { return "\"" + text + "\"" }
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a string literal behind what is there.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(quote)
    text.withUTF8 { text in
      if text.allSatisfy(isPlain) {
        bytes.append(contentsOf: text)
      } else {
        for (place, byte) in text.enumerated() { append(byte, text, place, &bytes) }
      }
    }
    bytes.append(quote)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let digits = Array("0123456789abcdef".utf8)

  /// Bytes that stand for themselves wherever they come; U+2028 and U+2029, which end a line of JavaScript, begin with E2.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != quote && byte != UInt8(ascii: "\\") && byte != 0xE2
  }

  private static func append(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ bytes: inout [UInt8]
  ) {
    switch byte {
    case quote, UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    case 0..<0x20:
      bytes += [UInt8(ascii: "\\"), UInt8(ascii: "u"), 48, 48, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    // The two separators are E2 80 A8 and E2 80 A9; their last two bytes were written with the first.
    case 0xE2 where isSeparator(text, place): bytes += text[place + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8
    case 0x80 where place > 0 && isSeparator(text, place - 1): break
    case 0xA8 where place > 1 && isSeparator(text, place - 2), 0xA9 where place > 1 && isSeparator(text, place - 2):
      break
    default: bytes.append(byte)
    }
  }

  private static func isSeparator(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    place + 2 < text.count && text[place] == 0xE2 && text[place + 1] == 0x80 && text[place + 2] & 0xFE == 0xA8
  }
}
