package import Vocabulary

/// Says whether a text is one that a grammar allows, by trying every way; slow, small, and of our own notation only.
package struct GrammarReader: Sendable {
  private indirect enum Node: Sendable {
    case text([Unicode.Scalar], anyCase: Bool)
    case characters([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    case rule(String)
    case numbered(Int)
    case sequence([Node])
    case choice([Node])
    case repeated(Node, atLeast: Int, atMost: Int)

    /// The same with rules by their places instead of their names.
    func numbered(_ numbers: [String: Int]) -> Node {
      switch self {
      case .rule(let name): .numbered(numbers[name] ?? 0)
      case .sequence(let nodes): .sequence(nodes.map { $0.numbered(numbers) })
      case .choice(let nodes): .choice(nodes.map { $0.numbered(numbers) })
      case .repeated(let node, let atLeast, let atMost):
        .repeated(node.numbered(numbers), atLeast: atLeast, atMost: atMost)
      case .text, .characters, .numbered: self
      }
    }
  }

  private struct Place: Hashable {
    var rule: Int
    var at: Int
  }

  private var numbers: [String: Int] = [:]
  private var rules: [Node] = []

  /// - Throws: `Unreadable` for a rule that cannot be read or names one that is not there.
  package init(_ grammar: Grammar) throws {
    var named: Set<String> = []
    for line in grammar.rules.split(separator: "\n") {
      guard let sign = line.firstRange(of: " ::= ") else { throw Unreadable(line: String(line)) }
      var parser = Parser(rest: line[sign.upperBound...].unicodeScalars)
      let node = try parser.choice()
      guard parser.rest.isEmpty else { throw Unreadable(line: String(line)) }
      named.formUnion(parser.named)
      guard numbers.updateValue(rules.count, forKey: String(line[..<sign.lowerBound])) == nil else {
        throw Unreadable(line: "a second " + line)
      }
      rules.append(node)
    }
    if let missing = named.first(where: { numbers[$0] == nil }) { throw Unreadable(line: "no rule \(missing)") }
    rules = rules.map { $0.numbered(numbers) }
  }

  package struct Unreadable: Error { package var line: String }

  /// Whether the whole text is one that the rule allows.
  package func allows(_ text: String, as rule: String = "root") -> Bool {
    let scalars = Array(text.unicodeScalars)
    return reach(text, as: rule).contains(scalars.count)
  }

  /// How far into the text a beginning of it is whole; for whoever asks why the rest is not allowed.
  package func reach(_ text: String, as rule: String = "root") -> Set<Int> {
    var memory: [Place: Set<Int>] = [:]
    return ends(.numbered(numbers[rule] ?? 0), Array(text.unicodeScalars), 0, &memory)
  }

  private func ends(
    _ node: Node, _ text: [Unicode.Scalar], _ at: Int, _ memory: inout [Place: Set<Int>]
  ) -> Set<Int> {
    switch node {
    case .text(let wanted, let anyCase):
      guard at + wanted.count <= text.count else { return [] }
      for (offset, scalar) in wanted.enumerated() {
        let found = text[at + offset]
        guard found == scalar || anyCase && found.value | 0x20 == scalar.value else { return [] }
      }
      return [at + wanted.count]
    case .characters(let ranges, let isNegated):
      guard at < text.count, ranges.contains(where: { $0.contains(text[at]) }) != isNegated else { return [] }
      return [at + 1]
    case .rule: return []
    case .numbered(let number):
      let place = Place(rule: number, at: at)
      if let known = memory[place] { return known }
      // A rule that begins with itself ends here instead of running for ever.
      memory[place] = []
      let found = ends(rules[number], text, at, &memory)
      memory[place] = found
      return found
    case .sequence(let nodes):
      var places: Set<Int> = [at]
      for node in nodes {
        var next: Set<Int> = []
        for place in places { next.formUnion(ends(node, text, place, &memory)) }
        places = next
      }
      return places
    case .choice(let nodes):
      return nodes.reduce(into: []) { $0.formUnion(ends($1, text, at, &memory)) }
    case .repeated(let node, let atLeast, let atMost):
      var all: Set<Int> = atLeast == 0 ? [at] : []
      var places: Set<Int> = [at]
      for _ in 0..<atMost {
        var next: Set<Int> = []
        for place in places { next.formUnion(ends(node, text, place, &memory)) }
        places = next.subtracting(all)
        if places.isEmpty { break }
        all.formUnion(places)
      }
      return all
    }
  }

  private struct Parser {
    var rest: Substring.UnicodeScalarView
    var named: Set<String> = []

    mutating func choice() throws -> Node {
      var nodes = [try sequence()]
      while take("|") { nodes.append(try sequence()) }
      return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    private mutating func sequence() throws -> Node {
      var nodes: [Node] = []
      while let node = try item() {
        switch rest.first {
        case "?": nodes.append(.repeated(node, atLeast: 0, atMost: 1))
        case "*": nodes.append(.repeated(node, atLeast: 0, atMost: .max))
        case "+": nodes.append(.repeated(node, atLeast: 1, atMost: .max))
        default:
          nodes.append(node)
          continue
        }
        rest.removeFirst()
      }
      guard !nodes.isEmpty else { throw Unreadable(line: "nothing before \(String(rest).prefix(20))") }
      return .sequence(nodes)
    }

    private mutating func item() throws -> Node? {
      while rest.first == " " { rest.removeFirst() }
      guard let first = rest.first, first != "|", first != ")" else { return nil }
      switch first {
      case "\"": return .text(try characters(until: "\"").map(\.scalar), anyCase: false)
      case "'": return .text(try characters(until: "'").map(\.scalar), anyCase: true)
      case "[":
        var members = try characters(until: "]")
        let isNegated = members.first.map { $0.scalar == "^" && !$0.isEscaped } ?? false
        if isNegated { members.removeFirst() }
        return .characters(Self.ranges(members), isNegated: isNegated)
      case "(":
        rest.removeFirst()
        let inner = try choice()
        guard take(")") else { throw Unreadable(line: "a parenthesis stays open") }
        return inner
      default:
        let name = String(
          String.UnicodeScalarView(rest.prefix { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
        guard !name.isEmpty else { throw Unreadable(line: String(rest)) }
        rest = rest.dropFirst(name.unicodeScalars.count)
        named.insert(name)
        return .rule(name)
      }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      while rest.first == " " { rest.removeFirst() }
      guard rest.first == scalar else { return false }
      rest.removeFirst()
      return true
    }

    private typealias Member = (scalar: Unicode.Scalar, isEscaped: Bool)

    /// What stands between the first character and `end`, escapes resolved.
    private mutating func characters(until end: Unicode.Scalar) throws -> [Member] {
      rest.removeFirst()
      var members: [Member] = []
      while let scalar = rest.popFirst() {
        if scalar == end { return members }
        guard scalar == "\\", let next = rest.popFirst() else {
          members.append((scalar, false))
          continue
        }
        switch next {
        case "n": members.append(("\n", true))
        case "t": members.append(("\t", true))
        case "x", "u":
          let digits = String(String.UnicodeScalarView(rest.prefix(next == "x" ? 2 : 4)))
          rest = rest.dropFirst(digits.count)
          guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
            throw Unreadable(line: digits)
          }
          members.append((scalar, true))
        default: members.append((next, true))
        }
      }
      throw Unreadable(line: "\(end) is missing")
    }

    private static func ranges(_ members: [Member]) -> [ClosedRange<Unicode.Scalar>] {
      var ranges: [ClosedRange<Unicode.Scalar>] = []
      var at = 0
      while at < members.count {
        let first = members[at].scalar
        if at + 2 < members.count, members[at + 1].scalar == "-", !members[at + 1].isEscaped {
          ranges.append(first...members[at + 2].scalar)
          at += 3
        } else {
          ranges.append(first...first)
          at += 1
        }
      }
      return ranges
    }
  }
}
