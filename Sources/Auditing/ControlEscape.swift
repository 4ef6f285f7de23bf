/// Keeps control and formatting characters out of what is stored: they stand as JSON's `\uXXXX`.
///
/// SQLite ends a text at NUL in places, and a terminal that shows the store must not obey what someone typed.
enum ControlEscape {
  /// JSON text with every such character escaped; it means the same as before.
  static func inJSON(_ json: String) -> String { isPlain(json) ? json : escape(json, backslashes: false) }

  /// Plain text with such characters, and backslashes, escaped, so that `undo` gives it back.
  static func text(_ text: String) -> String {
    isPlain(text) && !text.utf8.contains(UInt8(ascii: "\\")) ? text : escape(text, backslashes: true)
  }

  /// The text that `text(_:)` was given.
  static func undo(_ escaped: String) -> String {
    guard escaped.utf8.contains(UInt8(ascii: "\\")) else { return escaped }
    var units: [UInt16] = []
    var rest = Array(escaped.utf16)[...]
    while let unit = rest.popFirst() {
      guard unit == 0x5C, let next = rest.first else {
        units.append(unit)
        continue
      }
      if next == 0x75, rest.count >= 5,
        let code = UInt16(String(decoding: rest.dropFirst().prefix(4), as: UTF16.self), radix: 16)
      {
        units.append(code)
        rest = rest.dropFirst(5)
      } else {
        units.append(next)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
  }

  private static func escape(_ text: String, backslashes: Bool) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if backslashes && scalar == "\\" {
        result += "\\\\"
      } else if isControl(scalar) {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }
}
