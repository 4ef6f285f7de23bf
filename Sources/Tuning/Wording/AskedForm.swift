/// One statement that people ask for in many wordings: a rule of `asked.txt`, whose name says its SQL and its needs.
///
/// `[asked.top | 2>1 a=1N v0=n | select{label1}{count2:1} group by{group1} …]`: two relations of which the second points
/// at the first, a measure of the first, a count (training/README.md).
struct AskedForm: Sendable {
  /// What a column must be: `L` the label, `l` a label of one column, `C` good for groups, `P` a place, `N` a measure,
  /// `D` a date, `Y` a year, `F` one of a person's two names, `T` anything that can be said, `K` the key, `M` what can be
  /// added up, `Q` a number of pieces, `S` a date on which something begins, `E` one after it on which it is done, `U` one
  /// by which it should be, `t` a text, `x` the only long text, `O` what may be unknown,
  /// `B` a yes or no, `W` one that says what the row has, `H` the date on
  /// which an event happened, `A` that of a birth.
  struct Column: Sendable {
    let letter: String
    let entity: Int
    let kind: Character
  }

  /// What a slot holds.
  enum Value: Sendable {
    case stored(column: String)
    case number(column: String)
    /// The larger one of two numbers.
    case larger(column: String)
    case word(column: String)
    /// The first or the last letters of a word.
    case start(column: String)
    case end(column: String)
    /// A period that a date lies in: the whole condition.
    case period(column: String)
    /// The earlier and, right after it, the later one of two such periods.
    case earlier(column: String)
    case later(column: String)
    /// A whole year in the same place.
    case year(column: String)
    case count
    /// A number that may be large.
    case many
    case top
    /// The number of a row.
    case id
  }

  enum Piece: Sendable {
    case words(String)
    case hole(String)
  }

  enum Link: Sendable {
    /// The first relation holds the key of the second; where `mayBeNull`, not in all of its rows.
    case points(Int, Int, mayBeNull: Bool)
    /// Another relation points at both.
    case bridged(Int, Int)
  }

  /// The rule of the grammar, which is the whole header.
  let rule: String
  let shape: String
  /// How often it is drawn beside the others of its shape.
  let weight: Double
  let entities: Int
  /// Relations that must be people.
  let people: Set<Int>
  /// Relations that must be places.
  let places: Set<Int>
  /// Relations whose rows must be something that happens.
  let events: Set<Int>
  /// Relations whose rows must be none that happens.
  let lasting: Set<Int>
  /// Relations that must refer to themselves.
  let selves: Set<Int>
  let links: [Link]
  let columns: [Column]
  let values: [Value]
  let sql: [Piece]

  /// Nil for a rule that is no form; a form that cannot be read is the file's fault.
  init?(rule: String) {
    let parts = rule.split(separator: "|", maxSplits: 2).map { Lexicon.trimmed($0) }
    guard parts.count == 3 else { return nil }
    self.rule = rule
    let head = parts[0].split(separator: "*").map { Lexicon.trimmed($0) }
    guard let name = head.last, let weight = head.count > 1 ? Double(head[0]) : 1 else { return nil }
    (self.shape, self.weight) = (name, weight)
    var entities = 1
    var people: Set<Int> = []
    var places: Set<Int> = []
    var events: Set<Int> = []
    var lasting: Set<Int> = []
    var selves: Set<Int> = []
    var links: [Link] = []
    var columns: [Column] = []
    var values: [Value] = []
    for item in parts[1].split(separator: " ") {
      if let equals = item.firstIndex(of: "=") {
        let name = item[..<equals]
        let meaning = item[item.index(after: equals)...]
        if name.first == "v" {
          guard let value = Self.value(meaning), name == "v\(values.count)" else { return nil }
          values.append(value)
        } else {
          guard let kind = meaning.last, !meaning.isEmpty, meaning.count <= 2 else { return nil }
          let entity = meaning.count == 2 ? meaning.first?.wholeNumberValue ?? 0 : 1
          columns.append(Column(letter: String(name), entity: entity, kind: kind))
        }
        continue
      }
      let numbers = item.compactMap(\.wholeNumberValue)
      if item.contains("!"), let one = numbers.first { people.insert(one) }
      if item.contains("@"), let one = numbers.first { places.insert(one) }
      if item.contains("*"), let one = numbers.first { events.insert(one) }
      if item.contains("-"), let one = numbers.first { lasting.insert(one) }
      if item.contains("^"), let one = numbers.first { selves.insert(one) }
      entities = max(entities, numbers.max() ?? 1)
      guard numbers.count == 2 else { continue }
      links.append(
        item.contains(">")
          ? .points(numbers[0], numbers[1], mayBeNull: item.contains("?")) : .bridged(numbers[0], numbers[1]))
    }
    (self.entities, self.people, self.places) = (entities, people, places)
    (self.events, self.lasting, self.selves) = (events, lasting, selves)
    (self.links, self.columns, self.values) = (links, columns, values)
    sql = Self.pieces(parts[2])
  }

  private static func value(_ meaning: Substring) -> Value? {
    guard let first = meaning.first else { return nil }
    let column = String(first)
    switch meaning.dropFirst() {
    case "": return first == "n" ? .count : first == "t" ? .top : first == "m" ? .many : first == "i" ? .id : nil
    case "=": return .stored(column: column)
    case "#": return .number(column: column)
    case "+": return .larger(column: column)
    case "%": return .word(column: column)
    case "^": return .start(column: column)
    case "$": return .end(column: column)
    case "@": return .period(column: column)
    case "<": return .earlier(column: column)
    case ">": return .later(column: column)
    case "!": return .year(column: column)
    default: return nil
    }
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
      pieces.append(.hole(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.words(String(rest))) }
    return pieces
  }
}
