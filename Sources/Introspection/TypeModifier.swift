/// Spells the modifiers of built-in types, as `format_type` does. Sources: PostgreSQL's documentation of each type,
/// and the server itself, with which a test compares every form.
enum TypeModifier {
  /// The name of a type with its modifier, -1 for none; `nil` when only the server can tell.
  static func name(of type: UInt32, plain: String, modifier: Int32) -> String? {
    guard modifier >= 0 else {
      switch type {
      // Without a length these are not what `character` and `bit` mean in SQL, which is of length 1.
      case 1042: return "bpchar"
      case 1560: return "\"bit\""
      default: return plain
      }
    }
    switch type {
    case 1042, 1043: return "\(plain)(\(modifier - 4))"
    case 1560, 1562: return "\(plain)(\(modifier))"
    case 1083, 1266, 1114, 1184:
      // The precision stands after the first word: `timestamp(3) with time zone`.
      let words = plain.split(separator: " ", maxSplits: 1)
      return words.count == 2 ? "\(words[0])(\(modifier)) \(words[1])" : nil
    case 1186: return plain + interval(modifier)
    case 1700:
      let packed = modifier - 4
      // The scale is a signed number of eleven bits.
      return "\(plain)(\(packed >> 16 & 0xffff),\((packed & 0x7ff ^ 1024) - 1024))"
    default: return nil
    }
  }

  private static func interval(_ modifier: Int32) -> String {
    let fields: [(mask: Int32, text: String)] = [
      (1 << 2, " year"), (1 << 1, " month"), (1 << 3, " day"), (1 << 10, " hour"), (1 << 11, " minute"),
      (1 << 12, " second"),
    ]
    let range = modifier >> 16 & 0x7fff
    let named = fields.filter { range & $0.mask != 0 }.map(\.text)
    var text = ""
    if range != 0x7fff, let first = named.first, let last = named.last {
      text = named.count == 1 ? first : "\(first) to\(last)"
    }
    let precision = modifier & 0xffff
    return precision == 0xffff ? text : "\(text)(\(precision))"
  }
}
