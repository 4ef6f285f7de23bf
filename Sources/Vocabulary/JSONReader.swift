/// Reads JSON as RFC 8259 has it, from UTF-8; of members of one name the first counts.
struct JSONReader {
  /// Levels of lists and objects that are read.
  static let deepest = 512

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The one value of the text; `nil` when it is no JSON.
  mutating func whole() -> JSONValue? {
    guard let value = value() else { return nil }
    skipBlanks()
    return at == bytes.count ? value : nil
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    guard next == byte.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func value() -> JSONValue? {
    skipBlanks()
    switch next {
    case UInt8(ascii: "\""): return string().map(JSONValue.text)
    case UInt8(ascii: "{"): return nested { $0.object() }
    case UInt8(ascii: "["): return nested { $0.list() }
    case UInt8(ascii: "t"): return word("true") ? .flag(true) : nil
    case UInt8(ascii: "f"): return word("false") ? .flag(false) : nil
    case UInt8(ascii: "n"): return word("null") ? .null : nil
    default: return number().map(JSONValue.number)
    }
  }

  private mutating func nested(_ read: (inout JSONReader) -> JSONValue?) -> JSONValue? {
    guard depth < Self.deepest else { return nil }
    depth += 1
    at += 1
    defer { depth -= 1 }
    return read(&self)
  }

  private mutating func object() -> JSONValue? {
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if take("}") { return .object(members) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\""), let name = string() else { return nil }
      skipBlanks()
      guard take(":"), let value = value() else { return nil }
      if members[name] == nil { members[name] = value }
      skipBlanks()
      if take("}") { return .object(members) }
      guard take(",") else { return nil }
    }
  }

  private mutating func list() -> JSONValue? {
    var values: [JSONValue] = []
    skipBlanks()
    if take("]") { return .list(values) }
    while true {
      guard let value = value() else { return nil }
      values.append(value)
      skipBlanks()
      if take("]") { return .list(values) }
      guard take(",") else { return nil }
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    for place in 0..<count where bytes[at + place] != word.utf8Start[place] { return false }
    at += count
    return true
  }

  private mutating func number() -> Double? {
    let start = at
    var whole = 0
    let isNegative = take("-")
    let digits = at
    while let byte = next, byte &- 48 < 10 {
      whole = whole &* 10 &+ Int(byte - 48)
      at += 1
    }
    let count = at - digits
    guard count > 0, count == 1 || bytes[digits] != 48 else { return nil }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard skipDigits() else { return nil }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      guard skipDigits() else { return nil }
    }
    if isWhole, count < 16, !(isNegative && whole == 0) { return Double(isNegative ? -whole : whole) }
    // What is too large for a number is refused, as it would not come out as what was meant.
    let number = Double(String(decoding: bytes[start..<at], as: UTF8.self))
    return number?.isFinite == true ? number : nil
  }

  private mutating func skipDigits() -> Bool {
    let start = at
    while let byte = next, byte &- 48 < 10 { at += 1 }
    return at > start
  }

  private mutating func string() -> String? {
    at += 1
    let start = at
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(validating: bytes[start..<(at - 1)], as: UTF8.self)
      case UInt8(ascii: "\\"): return escaped(after: start)
      case 0..<0x20: return nil
      default: at += 1
      }
    }
    return nil
  }

  /// The rest of a string that has escapes.
  private mutating func escaped(after start: Int) -> String? {
    var text = Array(bytes[start..<at])
    while let byte = next {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"): guard escape(&text) else { return nil }
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(_ text: inout [UInt8]) -> Bool {
    guard let letter = next else { return false }
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      guard let unit = unit(), let scalar = scalar(unit) else { return false }
      text += String(Character(scalar)).utf8
    default: return false
    }
    return true
  }

  private mutating func scalar(_ unit: UInt32) -> Unicode.Scalar? {
    guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) }
    // The first half of a pair; one without the other is no text.
    guard take("\\"), take("u"), let second = self.unit(), second & 0xFC00 == 0xDC00 else { return nil }
    return Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + second & 0x3FF)
  }

  private mutating func unit() -> UInt32? {
    guard at + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[at..<(at + 4)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    at += 4
    return unit
  }
}
