import Vocabulary

/// Text that others wrote (the question, names, comments, values, statements, findings), made fit for a prompt: one line,
/// cut to length, visible, and without anything that a chat template or a profile takes for its own.
///
/// It still says what it says: a model may believe it. Whatever comes of that meets the validator.
struct UntrustedText: CustomStringConvertible {
  let description: String

  /// Characters that are kept.
  enum Length: Int {
    case value = 60
    case name = 140
    case comment = 300
    case finding = 500
    case statement = 4_000
  }

  init(_ text: String, _ length: Length) {
    description =
      Self.isPlain(text, limit: length.rawValue) ? text : Self.escaped(Self.visible(text, limit: length.rawValue))
  }

  /// Whether a text is short and of printable ASCII without anything that is looked at below: most names and comments.
  private static func isPlain(_ text: String, limit: Int) -> Bool {
    text.utf8.count <= limit
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "#"): false
        default: byte >= 0x20 && byte < 0x7F
        }
      }
  }

  /// A value as a literal: what is inside the quotes cannot leave them.
  static func value(_ text: String) -> String {
    "'" + UntrustedText(text, .value).description.replacing("'", with: "''") + "'"
  }

  /// Words inside double quotes, which they cannot leave.
  static func quoted(_ text: String, _ length: Length) -> String {
    let text = UntrustedText(text, length).description
    return "\"" + (text.utf8.contains(UInt8(ascii: "\"")) ? text.replacing("\"", with: "'") : text) + "\""
  }

  /// Without line breaks, control characters and characters that nobody sees.
  static func visible(_ text: String, limit: Int) -> [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      guard scalars.count < limit else { return scalars + ["…"] }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        if scalars.last != " " || scalar == " " { scalars.append(" ") }
      case .format, .privateUse, .surrogate, .unassigned: break
      default: if !isVariationSelector(scalar) { scalars.append(scalar) }
      }
    }
    return scalars
  }

  /// Selectors follow a letter unseen; thousands of them can carry a hidden text.
  private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
  }

  private static func escaped(_ scalars: [Unicode.Scalar]) -> String {
    var text = ""
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch scalar {
      // <|im_start|>, <s>, </s>, <<SYS>>, <start_of_turn>, <｜User｜>: the name no longer follows the bracket.
      case "<", "＜", "﹤":
        text.unicodeScalars.append(scalar)
        if isNameStart(next) { text += " " }
      case "|", "｜":
        text.unicodeScalars.append(scalar)
        if next == ">" || next == "＞" { text += " " }
      // [INST], [/INST], [QUESTION], [SQL]
      case "[":
        text += isBracketWord(scalars[(index + 1)...]) ? "[ " : "["
      // Headings of XiYanSQL's prompts.
      case "【": text += "["
      case "】": text += "]"
      // Code fences, and the quotes of defog's prompts.
      case "`": text += "'"
      // Headings: ### Task
      case "#": text += next == "#" ? "# " : "#"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ["|", "｜", "/", "<", "＜", "!", "_", "▁", "?"].contains(scalar)
  }

  /// A word of letters up to a closing bracket, which is what templates put their marks into.
  private static func isBracketWord(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = rest.first == "/" ? rest.dropFirst() : rest
    let letters = word.prefix(24).prefix { $0.properties.isAlphabetic || $0 == "_" }
    return letters.count >= 2 && word.dropFirst(letters.count).first == "]"
  }
}
