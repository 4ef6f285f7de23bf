internal import Vocabulary

/// One pair in the making: the chance, the slots drawn so far, and what the parts of a question are made with.
final class Draw {
  let reading: SchemaReading
  var dice: Dice
  private(set) var slotKinds: [TemplateSQL.Slot.Kind] = []
  /// A period that is said at the end or the start of the sentence, not with its noun.
  var detached: Wording = ""
  /// A condition that is said last, as an afterthought: "(only current ones)".
  var afterthought: Wording = ""

  init(_ reading: SchemaReading, _ dice: Dice) {
    self.reading = reading
    self.dice = dice
  }

  var lexicon: Lexicon { reading.lexicon }

  /// Words of the question that the SQL points at.
  func slot(_ written: String, _ kind: TemplateSQL.Slot.Kind) -> (said: Wording, sql: SQLPhrase) {
    slotKinds.append(kind)
    let id = slotKinds.count - 1
    return (Wording(parts: [.slot(id, written)]), SQLPhrase(pieces: [.slot(id)]))
  }

  func chance(_ probability: Double) -> Bool { dice.chance(probability) }

  /// One of several phrases, fairly.
  func either(_ options: Wording...) -> Wording { dice.pick(options) ?? "" }

  /// Some expansions of a rule of the grammar.
  func phrases(_ rule: String, _ fillers: [String: Wording], _ count: Int = 3) -> [Wording] {
    (0..<count).compactMap { _ in lexicon.grammar.say(rule, fillers, &dice) }
  }

  /// The stored value that a drawn value stands for.
  func storedValue(_ value: (said: Wording, sql: SQLPhrase)) -> String? {
    guard case .slot(let id)? = value.sql.pieces.first else { return nil }
    return storedValue(id)
  }

  func storedValue(_ slot: Int) -> String? {
    if case .value(_, let stored) = slotKinds[slot] { stored } else { nil }
  }

  /// "Norwegian" for Norway: said in place of the value.
  func demonym(_ value: (said: Wording, sql: SQLPhrase)) -> Wording? {
    guard case .slot(let id)? = value.sql.pieces.first, case .value(let column, let stored) = slotKinds[id],
      let word = dice.pick(
        Places.demonyms(of: Lexicon.trimmed(stored), isPlace: Places.areHeld(by: column.column)))
    else { return nil }
    return Wording(parts: [.slot(id, word)])
  }

  func pickEntity(_ isFit: (Entity) -> Bool = { _ in true }) -> Entity? {
    dice.pick(reading.entities.filter(isFit)) { $0.weight }
  }

  /// An entity with the attribute of it that fits, so that all columns of a kind get their turn.
  func pickAttribute(_ isFit: (Attribute) -> Bool) -> (Entity, Attribute)? {
    let fitting = reading.entities.filter { $0.attributes.contains(where: isFit) }
    guard let entity = dice.pick(fitting, by: \.weight), let attribute = dice.pick(entity.attributes.filter(isFit))
    else {
      return nil
    }
    return (entity, attribute)
  }

  /// The plainest noun half of the time, else one of its synonyms; singular and plural of the same one.
  func noun(_ entity: Entity) -> (one: String, many: String) {
    let place = chance(0.5) ? 0 : min(dice.below(entity.nouns.count), dice.below(entity.nouns.count) + 1)
    guard place < entity.nouns.count else { return (entity.nouns[0], entity.plurals[0]) }
    return (entity.nouns[place], entity.plurals[place])
  }

  func noun(_ attribute: Attribute) -> String {
    chance(0.45) ? attribute.noun : dice.pick(attribute.nouns) ?? attribute.noun
  }

  func plural(_ phrase: String) -> String { lexicon.inflection.plural(phrase) }

  func pronoun(_ entity: Entity) -> String {
    entity.isPerson ? (chance(0.75) ? "who" : "that") : (chance(0.7) ? "that" : "which")
  }

  /// How many, as written: "five" or "5".
  func count(_ range: ClosedRange<Int>) -> (said: Wording, sql: SQLPhrase) {
    let number = range.lowerBound + dice.below(range.count)
    let words = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]
    let said = number < words.count && chance(0.35) ? words[number] : String(number)
    return slot(said, .number(String(number)))
  }

  /// How many rows are wanted at the top of a list.
  func topCount() -> (said: Wording, sql: SQLPhrase) {
    let number = dice.pick([3, 5, 10, 5, 10, 3, 2, 4, 20, 15, 7, 8, 6, 25, 50, 100]) ?? 5
    let words = [2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 10: "ten", 20: "twenty"]
    let said = chance(0.35) ? words[number] ?? String(number) : String(number)
    return slot(said, .number(String(number)))
  }
}
