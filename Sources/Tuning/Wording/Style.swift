/// How careful the typist is: capitals, end marks, wrappers, slips of the fingers.
struct Style {
  /// The finished parts of a sentence from its core and its mood.
  static func finish(_ core: Wording, mood: Character, _ draw: Draw) -> Wording? {
    let detached = draw.detached
    let grammar = draw.lexicon.grammar
    let isTerse = mood == "~" || ("=-".contains(mood) && draw.chance(0.22))
    var wording: Wording
    // "For each team, list …" stands alone: "please for each team" is nobody's English.
    let standsAlone =
      mood == "."
      || mood == "!" && ["for each", "for every", "within each"].contains { core.flattened().text.hasPrefix($0) }
    if isTerse || standsAlone {
      wording = core
    } else {
      guard let wrapped = grammar.say("wrap \(mood)", ["x": core], &draw.dice) else { return nil }
      wording = wrapped
    }
    if !detached.isEmpty {
      wording = !isTerse && draw.chance(0.25) ? "\(detached), \(wording)" : "\(wording) \(detached)"
    }
    if !draw.afterthought.isEmpty { wording = "\(wording)\(draw.afterthought)" }
    if draw.chance(0.06), !isTerse, let opener = grammar.say("opener", [:], &draw.dice) {
      wording = "\(opener) \(wording)"
    }
    if !"?>.".contains(mood), !isTerse, draw.chance(0.05), !wording.flattened().text.lowercased().contains("please") {
      wording = wording + " please"
    }
    if isTerse || draw.chance(0.06) { wording = withoutArticles(wording, draw) }
    if draw.chance(0.04) { wording = slipped(wording, draw) }
    let isCareless = draw.chance(isTerse ? 0.55 : 0.28)
    if isCareless {
      wording = Wording(
        parts: wording.parts.map { part in
          switch part {
          case .text(let text): .text(text.lowercased())
          case .slot(let id, let text): .slot(id, text.lowercased())
          }
        })
    } else if draw.chance(0.85) {
      wording = capitalised(wording)
    }
    let isWhole =
      mood == "." && !isCareless && draw.chance(0.5) && wording.flattened().text.last.map(\.isPunctuation) == false
    if mood == "." { return isWhole ? wording + "." : wording }
    let isQuestion = mood == "?" || asks(wording)
    if isQuestion { return draw.chance(isCareless ? 0.35 : 0.88) ? wording + "?" : wording }
    return draw.chance(isCareless || isTerse ? 0.04 : 0.3) ? wording + "." : wording
  }

  private static func asks(_ wording: Wording) -> Bool {
    guard case .text(let text)? = wording.parts.first else { return false }
    let lower = text.lowercased()
    let openers = [
      "what", "which", "who", "how", "when", "where", "in which", "in what", "on which", "can you", "could you", "is ",
      "are ", "do ", "does ", "did ", "have ", "has ", "would you", "any idea", "from which", "by how", "by what",
      "of the",
      "among",
    ]
    return openers.contains {
      lower.hasPrefix($0)
    }
  }

  private static func capitalised(_ wording: Wording) -> Wording {
    var parts = wording.parts
    guard case .text(let text)? = parts.first, let first = text.first else { return wording }
    parts[0] = .text(first.uppercased() + text.dropFirst())
    return Wording(parts: parts)
  }

  private static func withoutArticles(_ wording: Wording, _ draw: Draw) -> Wording {
    Wording(
      parts: wording.parts.map { part in
        guard case .text(let text) = part, draw.chance(0.7) else { return part }
        return .text(
          (" " + text).replacing(" the ", with: " ").replacing(" all ", with: " ").dropFirst(
            text.hasPrefix(" ") ? 0 : 1
          ).description)
      })
  }

  /// Words whose slips would be other words, or whose loss would change the meaning.
  private static let meaningful: Set<String> = [
    "without", "before", "second", "fewest", "lowest", "highest", "oldest", "newest", "latest", "different", "except",
    "longer", "shorter", "larger", "smaller", "higher", "exactly", "another", "previous", "between",
  ]

  /// One slip in one word of six letters or more, never in a value.
  private static func slipped(_ wording: Wording, _ draw: Draw) -> Wording {
    var parts = wording.parts
    let places = parts.indices.filter { if case .text(let text) = parts[$0] { text.count >= 6 } else { false } }
    guard let place = draw.dice.pick(places), case .text(let text) = parts[place] else { return wording }
    var letters = Array(text)
    let words = letters.indices.filter { index in
      guard index >= 1, index + 1 < letters.count else { return false }
      let before = letters[..<index].reversed().prefix { $0.isLetter }.count
      let after = letters[index...].prefix { $0.isLetter }.count
      guard before >= 1, after >= 2, before + after >= 6 else { return false }
      return !meaningful.contains(String(letters[(index - before)..<(index + after)]).lowercased())
    }
    guard let at = draw.dice.pick(words) else { return wording }
    switch draw.dice.below(3) {
    case 0: letters.swapAt(at, at + 1)
    case 1: letters.remove(at: at)
    default: letters.insert(letters[at], at: at)
    }
    parts[place] = .text(String(letters))
    return Wording(parts: parts)
  }
}
