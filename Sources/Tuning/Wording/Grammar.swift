/// Sentence frames as data: rules with alternatives, read from a text file.
///
/// `[name]` opens a rule; each line below it is an alternative, `3* ` before it makes it three times as likely. In a line,
/// `(a|b|)` chooses one of its parts and `{x}` is filled by the caller or, failing that, by the rule `x`.
struct Grammar: Sendable {
  indirect enum Node: Sendable {
    case text(String)
    case hole(String)
    case choice([[Node]])
  }

  struct Alternative: Sendable {
    var weight: Double
    /// One of `? > = - ! ~ .`: what kind of sentence it is; nil in plain rules.
    var mood: Character?
    var nodes: [Node]
    var holes: Set<String>
    /// Those of the holes that stand outside of choices.
    let sure: Set<String>

    init(weight: Double, mood: Character?, nodes: [Node], holes: Set<String>) {
      (self.weight, self.mood, self.nodes, self.holes) = (weight, mood, nodes, holes)
      sure = Set(nodes.compactMap { if case .hole(let name) = $0 { name } else { nil } })
    }
  }

  private(set) var rules: [String: [Alternative]] = [:]

  init(_ text: String, file: String) throws(TuningError) {
    var current: String?
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = raw.drop { $0 == " " }
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      if line.hasPrefix("["), let close = line.firstIndex(of: "]") {
        current = String(line[line.index(after: line.startIndex)..<close])
        continue
      }
      guard let name = current else { throw .lexicon(file: file, line: index + 1) }
      var weight = 1.0
      var body = line
      if let star = line.firstIndex(of: "*"), let given = Double(line[..<star]) {
        weight = given
        body = line[line.index(after: star)...].drop { $0 == " " }
      }
      var mood: Character?
      if let first = body.first, "?>=-!~.".contains(first), body.dropFirst().first == " " {
        mood = first
        body = body.dropFirst(2)
      }
      var rest = body
      guard let nodes = Self.parse(&rest, nested: false), rest.isEmpty else {
        throw .lexicon(file: file, line: index + 1)
      }
      rules[name, default: []].append(
        Alternative(weight: weight, mood: mood, nodes: nodes, holes: Self.holes(nodes)))
    }
  }

  mutating func add(_ other: Grammar) { rules.merge(other.rules) { $0 + $1 } }

  /// Fills an alternative; nil when a hole has neither filler nor rule.
  func expand(_ nodes: [Node], _ fillers: [String: Wording], _ dice: inout Dice) -> Wording? {
    var wording = Wording()
    for node in nodes {
      switch node {
      case .text(let text): wording.parts.append(.text(text))
      case .choice(let options):
        guard let option = dice.pick(options), let chosen = expand(option, fillers, &dice) else { return nil }
        wording.parts += chosen.parts
      case .hole(let name):
        if let filler = fillers[name] {
          wording.parts += filler.parts
        } else {
          guard let chosen = say(name, fillers, &dice) else { return nil }
          wording.parts += chosen.parts
        }
      }
    }
    return wording
  }

  /// One alternative of a rule, filled.
  func say(_ rule: String, _ fillers: [String: Wording] = [:], _ dice: inout Dice) -> Wording? {
    guard let alternatives = rules[rule], let chosen = dice.pick(alternatives, by: \.weight) else { return nil }
    return expand(chosen.nodes, fillers, &dice)
  }

  private static func parse(_ text: inout Substring, nested: Bool) -> [Node]? {
    var nodes: [Node] = []
    var plain = ""
    func flush() {
      if !plain.isEmpty { nodes.append(.text(plain)) }
      plain = ""
    }
    while let character = text.first {
      if nested, character == "|" || character == ")" { break }
      text.removeFirst()
      switch character {
      case "(":
        flush()
        var options: [[Node]] = []
        while true {
          guard let option = parse(&text, nested: true), let end = text.popFirst() else { return nil }
          options.append(option)
          if end == ")" { break }
        }
        nodes.append(.choice(options))
      case "{":
        flush()
        guard let close = text.firstIndex(of: "}") else { return nil }
        nodes.append(.hole(String(text[..<close])))
        text = text[text.index(after: close)...]
      default: plain.append(character)
      }
    }
    flush()
    return nodes
  }

  private static func holes(_ nodes: [Node]) -> Set<String> {
    var found: Set<String> = []
    for node in nodes {
      switch node {
      case .text: break
      case .hole(let name): found.insert(name)
      case .choice(let options): for option in options { found.formUnion(holes(option)) }
      }
    }
    return found
  }
}
