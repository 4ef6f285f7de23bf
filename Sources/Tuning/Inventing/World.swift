/// A small world that schemas are invented from, e.g. a clinic: its things, what they have, and how they belong together.
struct World: Sendable {
  /// What a thing is, which decides what else is known of things of that kind.
  enum Kind: Character, Sendable { case person = "@", event = "!", place = "^", plain = " " }

  /// Something that a table may be about.
  struct Thing: Sendable {
    var noun: String
    var kind: Kind
    var parents: [Parent]
    var attributes: [Trait]
  }

  /// A key to another thing of the same world, or to itself.
  struct Parent: Sendable {
    /// What the key calls its target, where that is not the target's noun: "supervisor" of a thesis.
    var role: String?
    var thing: String
    var isOptional: Bool
  }

  /// What is known of a thing: the words of a column and what it holds.
  struct Trait: Sendable {
    enum Content: Hashable, Sendable {
      case name, first, last, full, city, country, region, date, time, year, money, count, number, percent, flag, text
      case code, mail, phone
      case oneOf([String])
    }
    var words: [String]
    var content: Content
    var isOptional: Bool
  }

  var name: String
  var things: [Thing]
}

/// All worlds of `Lexicon/domains.txt`, and what things of a kind may have in any of them.
struct Worlds: Sendable {
  private(set) var all: [World] = []
  private(set) var common: [World.Kind: [World.Trait]] = [:]

  /// - Parameter lines: the file's lines that say something, with their numbers; its head tells the form.
  init(_ lines: [(number: Int, text: Substring)], file: String) throws(TuningError) {
    var pool: World.Kind?
    for (number, line) in lines {
      let broken = TuningError.lexicon(file: file, line: number)
      if line.hasPrefix("["), line.hasSuffix("]") {
        let name = Lexicon.trimmed(line.dropFirst().dropLast())
        pool = name.hasPrefix("any") ? World.Kind(rawValue: name.dropFirst(4).first ?? " ") : nil
        if pool == nil { all.append(World(name: name, things: [])) }
      } else if let kind = pool {
        guard let traits = Self.traits(line) else { throw broken }
        common[kind, default: []] += traits
      } else {
        guard !all.isEmpty, let thing = Self.thing(line) else { throw broken }
        all[all.count - 1].things.append(thing)
      }
    }
    for world in all {
      let nouns = Set(world.things.map(\.noun))
      for parent in world.things.flatMap(\.parents) where !nouns.contains(parent.thing) {
        throw .lexicon(file: file, line: lines.first { $0.text.contains(parent.thing) }?.number ?? 0)
      }
    }
  }

  private static func thing(_ line: Substring) -> World.Thing? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let head = line[..<colon].split(separator: ">", maxSplits: 1)
    guard var noun = head.first.map({ Lexicon.trimmed($0) }), let traits = traits(line[line.index(after: colon)...])
    else { return nil }
    var kind = World.Kind.plain
    if let mark = noun.last.flatMap(World.Kind.init) {
      kind = mark
      noun = Lexicon.trimmed(noun.dropLast())
    }
    let parents = head.dropFirst().joined().split(separator: ",").map { field -> World.Parent in
      var text = Lexicon.trimmed(field)
      let isOptional = text.hasSuffix("?")
      if isOptional { text.removeLast() }
      let parts = text.split(separator: "=").map { Lexicon.trimmed($0) }
      return World.Parent(role: parts.count == 2 ? parts[0] : nil, thing: parts.last ?? "", isOptional: isOptional)
    }
    return World.Thing(noun: noun, kind: kind, parents: parents, attributes: traits)
  }

  private static func traits(_ text: Substring) -> [World.Trait]? {
    var traits: [World.Trait] = []
    for field in text.split(separator: ",") {
      guard let trait = trait(Lexicon.trimmed(field)) else { return nil }
      traits.append(trait)
    }
    return traits
  }

  private static func trait(_ text: String) -> World.Trait? {
    var text = text
    let isOptional = text.hasSuffix("?")
    if isOptional { text.removeLast() }
    if text.hasSuffix("}"), let brace = text.firstIndex(of: "{") {
      let labels = text[text.index(after: brace)...].dropLast().split(separator: "|").map(String.init)
      let words = text[..<brace].split(separator: " ").map(String.init)
      return words.isEmpty || labels.count < 2
        ? nil : World.Trait(words: words, content: .oneOf(labels), isOptional: isOptional)
    }
    let words = text.split(separator: " ").map(String.init)
    guard let last = words.last, let content = contents[last] else { return nil }
    // "city city": the word and what it holds; "origin country" alone would do for both, too.
    return World.Trait(
      words: words.count > 1 ? Array(words.dropLast()) : words, content: content, isOptional: isOptional)
  }

  private static let contents: [String: World.Trait.Content] = [
    "name": .name, "first": .first, "last": .last, "full": .full, "city": .city, "country": .country,
    "region": .region, "date": .date, "time": .time, "year": .year, "money": .money, "count": .count,
    "number": .number, "percent": .percent, "flag": .flag, "text": .text, "code": .code, "mail": .mail,
    "phone": .phone,
  ]
}
