/// Texts with their common beginnings written once: where a decoder follows all alternatives at once, as llama.cpp's
/// does, it then follows few.
struct LiteralTree {
  /// One character as a rule writes it, escapes included.
  typealias Letter = Substring

  private var children: [Letter: LiteralTree] = [:]
  private var isWhole = false

  /// - Parameter texts: without the quotes around them.
  init(_ texts: [Substring]) {
    for text in texts { insert(Self.letters(text)[...]) }
  }

  private mutating func insert(_ letters: ArraySlice<Letter>) {
    guard let first = letters.first else {
      isWhole = true
      return
    }
    children[first, default: LiteralTree([])].insert(letters.dropFirst())
  }

  /// The tree as a group, each run of letters spelled by `spell`.
  func rule(_ spell: (String) -> String) -> String {
    let ways = children.sorted { $0.key < $1.key }.map { letter, child in
      var (run, end) = (String(letter), child)
      while !end.isWhole, end.children.count == 1, let next = end.children.first {
        run += next.key
        end = next.value
      }
      return spell(run) + (end.children.isEmpty ? "" : " " + end.rule(spell))
    }
    return "(" + ways.joined(separator: " | ") + ")" + (isWhole ? "?" : "")
  }

  private static func letters(_ text: Substring) -> [Letter] {
    var letters: [Letter] = []
    var rest = text
    while let first = rest.first {
      let escape = first == "\\" ? rest.dropFirst().first : nil
      let length = escape == nil ? 1 : escape == "u" ? 6 : escape == "x" ? 4 : 2
      letters.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return letters
  }
}
