package import Vocabulary

/// Makes questions with their tagged SQL from a schema alone: endless, and the same for the same seed.
package struct Synthesizer: Sendable {
  private let reading: SchemaReading
  private var dice: Dice
  private let shapes: [Shape]

  /// Every shape's name, in the order of the table of weights.
  package static let shapeNames: [String] = allShapes.map(\.name)

  static let allShapes =
    ListShapes.all + AggregateShapes.all + MetricShapes.all + SpendShapes.all + GroupShapes.all + NestedShapes.all
    + SpecialShapes.all
    + JSONShapes.all + AskedShapes.all + RefusalShapes.all

  package init(snapshot: SchemaSnapshot, lexicon: Lexicon, seed: UInt64) {
    reading = SchemaReading(snapshot, lexicon)
    dice = Dice(seed: seed)
    shapes = Self.allShapes
  }

  /// The next pair; nil only for a schema without a relation that has columns.
  package mutating func next() -> SyntheticPair? {
    guard !reading.entities.isEmpty else { return nil }
    while true {
      guard let shape = dice.pick(shapes, by: \.weight) else { return nil }
      // A schema may lack what a shape needs; small talk is always possible, so this ends.
      for _ in 0..<6 {
        if let pair = attempt(shape) { return pair }
      }
    }
  }

  package mutating func pairs(_ count: Int) -> [SyntheticPair] { (0..<count).compactMap { _ in next() } }

  private mutating func attempt(_ shape: Shape) -> SyntheticPair? {
    let draw = Draw(reading, Dice(seed: dice.next()))
    guard let draft = shape.make(draw) else { return nil }
    let grammar = reading.lexicon.grammar
    // What says the conditions must stand in the sentence; "does" and its like say nothing else.
    let telling = Set(draft.fillers.filter { $0.value.isConditioned || $0.key == "does" }.keys)
    let mustTell = draft.fillers.contains { $0.value.isConditioned }
    let frames = (grammar.rules[draft.frames ?? shape.name] ?? []).filter { frame in
      frame.holes.allSatisfy { draft.fillers[$0] != nil || grammar.rules[$0] != nil }
        && (!mustTell || !telling.isDisjoint(with: frame.sure))
    }
    guard let frame = draw.dice.pick(frames, by: \.weight),
      let core = grammar.expand(frame.nodes, draft.fillers, &draw.dice),
      let sentence = Style.finish(core, mood: frame.mood ?? "!", draw)
    else { return nil }
    let (question, ranges) = sentence.flattened()
    guard question.utf8.count <= 220 else { return nil }
    return assemble(question, ranges, draft.sql, draw.slotKinds, shape.name)
  }

  /// Numbers the slots by their place; nil when the SQL points at something that the question does not say, or the reverse.
  private func assemble(
    _ question: String, _ ranges: [Int: Range<Int>], _ sql: SQLPhrase, _ kinds: [TemplateSQL.Slot.Kind], _ shape: String
  ) -> SyntheticPair? {
    var used: Set<Int> = []
    for case .slot(let id) in sql.pieces { used.insert(id) }
    let isRefusal = shape.hasPrefix("refuse")
    guard used.isSubset(of: Set(ranges.keys)), isRefusal || used.count == ranges.count else { return nil }
    let order = used.sorted { (ranges[$0]?.lowerBound ?? 0) < (ranges[$1]?.lowerBound ?? 0) }
    var numbers: [Int: Int] = [:]
    var slots: [TemplateSQL.Slot] = []
    for (number, id) in order.enumerated() {
      guard let range = ranges[id] else { return nil }
      numbers[id] = number
      slots.append(TemplateSQL.Slot(range: range, kind: kinds[id]))
    }
    var pieces: [TemplateSQL.Piece] = []
    for piece in sql.pieces {
      switch piece {
      case .slot(let id): pieces.append(.slot(numbers[id] ?? 0))
      case .words(let words):
        if case .words(let before)? = pieces.last {
          pieces[pieces.count - 1] = .words(before + words)
        } else {
          pieces.append(piece)
        }
      default: pieces.append(piece)
      }
    }
    return SyntheticPair(question: question, sql: TemplateSQL(pieces: pieces, slots: slots), shape: shape)
  }
}
