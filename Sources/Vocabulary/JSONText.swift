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
      var place = 0
      while place < text.count {
        let plain = text[place...].prefix(while: isPlain)
        bytes.append(contentsOf: plain)
        place = plain.endIndex
        if place < text.count { place += append(text, place, &bytes) }
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

  /// Writes what must not stand for itself, and says how many bytes that was.
  private static func append(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ bytes: inout [UInt8]) -> Int {
    let byte = text[place]
    switch byte {
    case quote, UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    case 0..<0x20:
      bytes += [UInt8(ascii: "\\"), UInt8(ascii: "u"), 48, 48, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    // The two separators are E2 80 A8 and E2 80 A9.
    case 0xE2 where place + 2 < text.count && text[place + 1] == 0x80 && text[place + 2] & 0xFE == 0xA8:
      bytes += text[place + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8
      return 3
    default: bytes.append(byte)
    }
    return 1
  }
}
