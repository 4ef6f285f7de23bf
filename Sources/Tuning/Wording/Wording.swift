/// Words of a question in the making: plain text, and slots whose place the SQL must know in the end.
struct Wording: ExpressibleByStringInterpolation, Sendable {
  enum Part: Sendable {
    case text(String)
    case slot(Int, String)
  }

  var parts: [Part]
  /// Whether it says conditions, so that a sentence without it would say less than the SQL.
  var isConditioned = false

  init(parts: [Part] = [], isConditioned: Bool = false) {
    self.parts = parts
    self.isConditioned = isConditioned
  }
  init(_ text: String) { parts = text.isEmpty ? [] : [.text(text)] }
  init(stringLiteral value: String) { self.init(value) }
  init(stringInterpolation: StringInterpolation) {
    parts = stringInterpolation.parts
    isConditioned = stringInterpolation.isConditioned
  }

  struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []
    var isConditioned = false
    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { parts.append(.text(literal)) } }
    mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
    mutating func appendInterpolation(_ wording: Wording) {
      parts += wording.parts
      isConditioned = isConditioned || wording.isConditioned
    }
  }

  static func + (left: Wording, right: Wording) -> Wording { "\(left)\(right)" }

  /// Joins as people do: `a`, `a and b`, `a, b and c`.
  static func list(_ items: [Wording], _ conjunction: String = "and") -> Wording {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    var joined = items[0]
    for item in items.dropFirst().dropLast() { joined = "\(joined), \(item)" }
    return "\(joined) \(conjunction) \(last)"
  }

  var slots: [Int] {
    parts.compactMap { if case .slot(let id, _) = $0 { id } else { nil } }
  }

  var isEmpty: Bool { parts.isEmpty }

  /// The text with single spaces and right articles, and where each slot lies in it, in UTF-8 bytes.
  func flattened() -> (text: String, ranges: [Int: Range<Int>]) {
    var bytes: [UInt8] = []
    var ranges: [Int: Range<Int>] = [:]
    for part in parts {
      switch part {
      case .text(let text):
        for byte in text.utf8 { Self.append(byte, to: &bytes) }
      case .slot(let id, let text):
        let written = Array(text.utf8)
        if let first = written.first { Self.mendArticle(before: first, in: &bytes) }
        let start = bytes.count
        bytes += written
        ranges[id] = start..<bytes.count
      }
    }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return (String(decoding: bytes, as: UTF8.self), ranges)
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    let space = UInt8(ascii: " ")
    switch byte {
    case space:
      if !bytes.isEmpty, bytes.last != space { bytes.append(space) }
    case UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "."), UInt8(ascii: "!"):
      if bytes.last == space { bytes.removeLast() }
      bytes.append(byte)
    default:
      mendArticle(before: byte, in: &bytes)
      bytes.append(byte)
    }
  }

  /// Makes "a" into "an" where a vowel follows.
  private static func mendArticle(before byte: UInt8, in bytes: inout [UInt8]) {
    let count = bytes.count
    guard count >= 2, bytes[count - 1] == UInt8(ascii: " "), bytes[count - 2] | 0x20 == UInt8(ascii: "a"),
      count == 2 || bytes[count - 3] == UInt8(ascii: " ")
    else { return }
    switch byte | 0x20 {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"):
      bytes[count - 1] = UInt8(ascii: "n")
      bytes.append(UInt8(ascii: " "))
    default: break
    }
  }
}
