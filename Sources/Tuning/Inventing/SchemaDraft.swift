internal import Vocabulary

/// A schema while it is invented.
struct SchemaDraft {
  private let lexicon: Lexicon
  private let style: NamingStyle
  private var dice: Dice
  private let column: ColumnDraft
  private var relations: [Relation] = []
  private var keys: [ForeignKey] = []
  private let schema = "public"
  private let mostCommon: Int

  /// - Parameter most: so many columns at most does a thing have of those that are common to its kind.
  init(_ lexicon: Lexicon, _ style: NamingStyle, _ dice: Dice, most: Int) {
    mostCommon = most
    self.lexicon = lexicon
    self.style = style
    self.dice = dice
    column = ColumnDraft(lexicon)
  }

  mutating func add(_ things: [World.Thing]) {
    // A thing goes by another of its names in some companies: clients in place of customers.
    var nouns: [String: String] = [:]
    for thing in things {
      nouns[thing.noun] = dice.chance(0.2) ? dice.pick(lexicon.entities[thing.noun] ?? []) ?? thing.noun : thing.noun
    }
    var homes: [String: Home] = [:]
    for thing in things {
      let noun = nouns[thing.noun] ?? thing.noun
      let name = RelationName(schema, style.relation(noun, lexicon.inflection, &dice))
      let isNamed = style.hasNaturalKeys && thing.attributes.first?.content == .name
      homes[thing.noun] = Home(
        name: name, key: isNamed ? style.nameKey(noun, &dice) : style.key(noun, &dice), isNamed: isNamed)
    }
    for thing in things {
      guard let home = homes[thing.noun], !relations.contains(where: { $0.name == home.name }) else { continue }
      relations.append(relation(thing, nouns[thing.noun] ?? thing.noun, home, homes, nouns))
    }
  }

  /// Where a thing is kept, and what others point at it by.
  private struct Home {
    var name: RelationName
    var key: String
    /// Whether its name is its key.
    var isNamed: Bool
  }

  private mutating func relation(
    _ thing: World.Thing, _ noun: String, _ home: Home, _ homes: [String: Home], _ nouns: [String: String]
  ) -> Relation {
    let (name, key) = (home.name, home.key)
    let label = home.isNamed ? thing.attributes.first.map { column.draw($0, named: key, &dice) } : nil
    var columns = [label ?? Column(name: key, type: "integer", family: .integer, nullable: false)]
    columns[0].nullable = false
    func isFree(_ name: String) -> Bool { !columns.contains { $0.name.lowercased() == name.lowercased() } }
    for parent in thing.parents where !parent.isOptional || dice.chance(0.6) {
      guard let target = homes[parent.thing] else { continue }
      let reference = style.reference(
        parent.role ?? nouns[parent.thing] ?? parent.thing, of: noun, byName: target.isNamed, &dice)
      guard isFree(reference) else { continue }
      columns.append(
        target.isNamed
          ? Column(name: reference, type: "text", family: .text, nullable: parent.isOptional)
          : Column(name: reference, type: "integer", family: .integer, nullable: parent.isOptional))
      keys.append(ForeignKey(from: name, [reference], to: target.name, [target.key]))
    }
    var own: [Column] = []
    for (number, trait) in traits(of: thing).enumerated().dropFirst(home.isNamed ? 1 : 0) {
      let words = dice.chance(number == 0 ? 0 : 0.12) ? otherWords(trait.words) : trait.words
      let made = column.draw(trait, named: style.column(words, of: noun, &dice), &dice)
      if isFree(made.name), !own.contains(where: { $0.name.lowercased() == made.name.lowercased() }) {
        own.append(made)
      }
    }
    // The name mostly comes first; the rest as it grew.
    let rest = own.dropFirst().shuffled(using: &dice)
    let unique = own.first.flatMap { thing.kind == .plain && dice.chance(0.3) ? [[$0.name]] : nil } ?? []
    return Relation(
      name: name, kind: .table, columns: columns + own.prefix(1) + rest, primaryKey: [key], uniqueKeys: unique)
  }

  /// What this company keeps of a thing: nearly all of its own, and some of what is known of its kind.
  private mutating func traits(of thing: World.Thing) -> [World.Trait] {
    var kept: [World.Trait] = []
    for (number, trait) in thing.attributes.enumerated()
    where number == 0 || dice.chance(trait.isOptional ? 0.5 : 0.9) { kept.append(trait) }
    for trait in (lexicon.worlds.common[thing.kind] ?? []).shuffled(using: &dice).prefix(dice.below(mostCommon + 1))
    where !kept.contains(where: { $0.words.last == trait.words.last }) { kept.append(trait) }
    return kept
  }

  private mutating func otherWords(_ words: [String]) -> [String] {
    let synonyms = lexicon.attributes[words.joined(separator: " ")]?.filter { !$0.contains(" of ") } ?? []
    return dice.pick(synonyms)?.split(separator: " ").map(String.init) ?? words
  }

  func snapshot(named database: String) -> SchemaSnapshot {
    SchemaSnapshot(
      database: database, role: "inventor", serverVersion: 150_000, searchPath: [schema],
      relations: relations.sorted { $0.name < $1.name },
      // A key to a thing whose name was taken before points nowhere.
      foreignKeys: keys.filter { key in relations.contains { $0.name == key.to } }, fingerprint: database)
  }
}
