/// Characters that a person who approves a text does not see, or takes for others.
enum HiddenCharacters {
  /// What is hidden in a text; `nil` when what is seen is what is there.
  static func description(in text: String) -> String? {
    for scalar in text.unicodeScalars where isHidden(scalar) {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
    return mixedWord(text).map { "\"\($0)\" mixes alphabets" }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: return false
    // Fillers and selectors that are letters or marks by their category and draw nothing.
    case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return true
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
    case .spaceSeparator:
      scalar.value != 0x20 && scalar.value != 0xA0 && scalar.value != 0x202F && scalar.value != 0x2009
    default: false
    }
  }

  private enum Alphabet { case latin, cyrillic, greek }

  /// A word in letters of several alphabets that look alike.
  private static func mixedWord(_ text: String) -> Substring? {
    text.split { !$0.isLetter }.first { word in
      var seen: Alphabet?
      for scalar in word.unicodeScalars {
        guard let alphabet = alphabet(scalar) else { continue }
        if let seen, seen != alphabet { return true }
        seen = alphabet
      }
      return false
    }
  }

  private static func alphabet(_ scalar: Unicode.Scalar) -> Alphabet? {
    switch scalar.value {
    // The micro sign and the ohm stand in units beside Latin letters.
    case 0xB5, 0x03BC, 0x03A9, 0x2126: nil
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF5A: .latin
    case 0x0370...0x03FF, 0x1F00...0x1FFF: .greek
    case 0x0400...0x052F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
    default: nil
    }
  }
}
