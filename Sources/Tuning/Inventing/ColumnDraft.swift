internal import Vocabulary

/// Types and values for what a thing of an invented world has.
struct ColumnDraft: Sendable {
  private let lexicon: Lexicon

  init(_ lexicon: Lexicon) { self.lexicon = lexicon }

  func draw(_ trait: World.Trait, named name: String, _ dice: inout Dice) -> Column {
    let nullable = trait.isOptional || dice.chance(0.15)
    func column(_ type: String, _ family: TypeFamily, _ values: [String] = [], complete: Bool = false) -> Column {
      Column(
        name: name, type: type, family: family, nullable: nullable, commonValues: values, valuesAreComplete: complete)
    }
    func several(_ most: Int, _ make: (inout Dice) -> String?) -> [String] {
      // One in four companies' statistics show nothing of a column.
      guard dice.chance(0.75) else { return [] }
      var found: [String] = []
      for _ in 0..<(3 + dice.below(most)) {
        if let value = make(&dice), !found.contains(value) { found.append(value) }
      }
      return found
    }
    func named(_ kind: String) -> (inout Dice) -> String? { { dice in lexicon.names[kind].flatMap { dice.pick($0) } } }
    switch trait.content {
    case .oneOf(let labels):
      var labels = labels.shuffled(using: &dice)
      if dice.chance(0.25) { labels = labels.map { $0.prefix(1).uppercased() + $0.dropFirst() } }
      if dice.chance(0.15) { labels = labels.map { $0.replacing(" ", with: "_") } }
      guard dice.chance(0.2) else { return column("text", .text, labels, complete: true) }
      return Column(
        name: name, type: "public." + name.lowercased(), family: .enumeration, nullable: nullable, enumLabels: labels,
        valuesAreComplete: true)
    case .name: return column("text", .text, several(12, { Self.title(lexicon, &$0) }))
    case .first: return column("text", .text, several(12, named("first")))
    case .last: return column("text", .text, several(12, named("last")))
    case .full:
      return column(
        "text", .text,
        several(12) { dice in
          guard let first = named("first")(&dice), let last = named("last")(&dice) else { return nil }
          return first + " " + last
        })
    case .city: return column("text", .text, several(12, named("city")))
    case .country: return column("text", .text, several(10, named("country")))
    case .region: return column("text", .text, several(6, named("region")))
    case .code, .mail, .phone: return column("text", .text)
    case .text: return column("text", .text)
    case .date: return column("date", .date)
    case .time: return column(dice.chance(0.6) ? "timestamp without time zone" : "timestamp with time zone", .timestamp)
    case .flag: return column("boolean", .boolean)
    case .year: return column("integer", .integer, several(6) { String(1960 + $0.below(65)) })
    case .count: return column("integer", .integer, numbers(&dice, [10, 100, 1_000, 10_000], several: 6))
    case .percent: return column("numeric(5,2)", .number, numbers(&dice, [100], several: 6))
    case .money:
      return column("numeric(12,2)", .number, numbers(&dice, [50, 500, 5_000, 100_000, 1_000_000], several: 6))
    case .number:
      return column(
        dice.chance(0.5) ? "double precision" : "numeric", .number, numbers(&dice, [5, 100, 1_000], several: 6))
    }
  }

  private func numbers(_ dice: inout Dice, _ scales: [Int], several: Int) -> [String] {
    guard dice.chance(0.5), let scale = dice.pick(scales) else { return [] }
    return (0..<(3 + dice.below(several))).map { _ in String(1 + dice.below(scale)) }
  }

  /// "Silver Atlas", "Horizon".
  private static func title(_ lexicon: Lexicon, _ dice: inout Dice) -> String? {
    guard let thing = lexicon.names["thing"].flatMap({ dice.pick($0) }) else { return nil }
    guard dice.chance(0.5), let word = lexicon.names["word"].flatMap({ dice.pick($0) }) else { return thing }
    return word.prefix(1).uppercased() + word.dropFirst() + " " + thing
  }
}
