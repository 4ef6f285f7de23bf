/// What the synthesizer knows of English: synonyms, verbs, adjectives and sentence frames.
package struct Lexicon: Sendable {
  /// How a measure's size is said, e.g. price: most expensive, cheaper than, costing.
  struct MeasureWords: Sendable {
    var highest, lowest, higher, lower: [String]
    var verbs: [String]
    var gerund: String?
  }

  /// How the event behind a date is said, e.g. hire date: hired, joined; newest.
  struct DateWords: Sendable {
    var passive, active, newest, oldest: [String]
  }

  /// How two kinds of things stand to each other, e.g. customer, order: placed; placed by.
  struct LinkWords: Sendable {
    /// "customers who *placed* orders"
    var active: [String]
    /// "orders *placed by* customers"
    var passive: [String]
    /// "customers who have never *ordered anything*"
    var perfect: [String]
  }

  /// How the time until a date is spoken of, e.g. delivered: delivery time, deliver, arrive.
  struct SpanWords: Sendable {
    var nouns, todo, does: [String]
  }

  private(set) var spans: [String: SpanWords] = [:]
  private(set) var entities: [String: [String]] = [:]
  private(set) var people: Set<String> = []
  private(set) var events: Set<String> = []
  private(set) var attributes: [String: [String]] = [:]
  private(set) var measures: [String: MeasureWords] = [:]
  private(set) var dates: [String: DateWords] = [:]
  /// By each word of a date that ends something.
  private(set) var endings: [String: EndingWords] = [:]
  private(set) var links: [String: LinkWords] = [:]
  private(set) var kinds: [String: Set<String>] = [:]
  private(set) var units: [String: [String]] = [:]
  private(set) var valueWords: [String: [String]] = [:]
  private(set) var names: [String: [String]] = [:]
  /// What a key of a jsonb column probably holds, by its last word.
  private(set) var keyValues: [String: [String]] = [:]
  /// "cancellation rate" for the status cancelled.
  private(set) var rates: [String: [String]] = [:]
  /// Larger units that people use for a column's unit, with the factor between them.
  private(set) var conversions: [String: [(words: [String], factor: Int)]] = [:]
  private(set) var missing: [String] = []
  /// What people did that no table holds: "called us", "attended the trade fair".
  private(set) var unrecorded: [String] = []
  private(set) var missingNumbers: [String] = []
  private(set) var secrets: [String] = []
  private(set) var strangers: [String] = []
  private(set) var inflection = Inflection()
  private(set) var grammar: Grammar
  /// Statements with the sentences that people ask for them, by shape.
  private(set) var asked: [String: [AskedForm]] = [:]
  /// What schemas are invented from.
  private(set) var worlds: Worlds

  /// Statements and sentences beside those of `asked.txt`.
  private static let furtherQuestions = [
    "analysis.txt", "office.txt", "lists.txt", "figures.txt", "tops.txt", "comparisons.txt", "sets.txt", "analyst.txt",
    "ratios.txt", "voices.txt",
  ]

  /// The lexicon that is built into the program.
  package static func standard() throws(TuningError) -> Lexicon {
    try Lexicon { name throws(TuningError) in
      guard let text = EmbeddedText.files["Lexicon/" + name] else { throw .missingLexicon(file: name) }
      return text
    }
  }

  /// A lexicon whose files come from `text`, by their names.
  package init(text: (String) throws(TuningError) -> String) throws(TuningError) {
    grammar = try Grammar(try text("frames.txt"), file: "frames.txt")
    var questions = try Grammar(try text("asked.txt"), file: "asked.txt")
    for file in Self.furtherQuestions { questions.add(try Grammar(try text(file), file: file)) }
    for rule in questions.rules.keys.sorted() {
      if let form = AskedForm(rule: rule) {
        asked[form.shape, default: []].append(form)
      } else if rule.contains("|") {
        throw .form(rule)
      }
    }
    grammar.add(questions)
    grammar.add(try Grammar(try text("world.txt"), file: "world.txt"))
    func lines(_ file: String) throws(TuningError) -> [(Int, Substring)] {
      try text(file).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.element.isEmpty && !$0.element.hasPrefix("#") }.map { ($0.offset + 1, $0.element) }
    }
    worlds = try Worlds(try lines("domains.txt").map { ($0.0, $0.1) }, file: "domains.txt")
    func fields(_ line: Substring, _ mark: Character) -> [String] {
      line.split(separator: mark, omittingEmptySubsequences: false).map { Self.trimmed($0) }
    }
    func items(_ field: String) -> [String] { field.split(separator: ",").map { Self.trimmed($0) } }
    func pairs(_ file: String) throws(TuningError) -> [(String, [String])] {
      var found: [(String, [String])] = []
      for (number, line) in try lines(file) {
        let parts = fields(line, "=")
        guard parts.count == 2 else { throw .lexicon(file: file, line: number) }
        found.append((parts[0], items(parts[1])))
      }
      return found
    }
    for (head, synonyms) in try pairs("entities.txt") {
      let word = Self.trimmed(head.prefix { $0 != "@" && $0 != "!" })
      entities[word] = synonyms
      if head.contains("@") { people.formUnion([word] + synonyms) }
      if head.contains("!") { events.formUnion([word] + synonyms) }
    }
    for (head, synonyms) in try pairs("attributes.txt") { attributes[head] = synonyms }
    for (head, words) in try pairs("units.txt") { units[head] = words }
    for (head, words) in try pairs("values.txt") { valueWords[head] = words }
    for (head, words) in try pairs("rates.txt") { rates[head] = words }
    for (heads, words) in try pairs("keys.txt") {
      for head in heads.split(separator: " ") { keyValues[String(head)] = words }
    }
    for (number, line) in try lines("conversions.txt") {
      let parts = fields(line, "|")
      guard parts.count == 3, let factor = Int(parts[2]) else { throw .lexicon(file: "conversions.txt", line: number) }
      conversions[parts[0], default: []].append((items(parts[1]), factor))
    }
    for (number, line) in try lines("measures.txt") {
      let parts = fields(line, "|")
      guard parts.count == 7 else { throw .lexicon(file: "measures.txt", line: number) }
      measures[parts[0]] = MeasureWords(
        highest: items(parts[1]), lowest: items(parts[2]), higher: items(parts[3]), lower: items(parts[4]),
        verbs: items(parts[5]), gerund: parts[6].isEmpty ? nil : parts[6])
    }
    for (number, line) in try lines("dates.txt") {
      let parts = fields(line, "|")
      guard parts.count == 5 else { throw .lexicon(file: "dates.txt", line: number) }
      dates[parts[0]] = DateWords(
        passive: items(parts[1]), active: items(parts[2]), newest: items(parts[3]), oldest: items(parts[4]))
    }
    for (number, line) in try lines("endings.txt") {
      guard let (words, ending) = Self.ending(fields(line, "|")) else {
        throw .lexicon(file: "endings.txt", line: number)
      }
      for word in words { endings[word] = ending }
    }
    for (number, line) in try lines("spans.txt") {
      let parts = fields(line, "|")
      guard parts.count == 4 else { throw .lexicon(file: "spans.txt", line: number) }
      spans[parts[0]] = SpanWords(nouns: items(parts[1]), todo: items(parts[2]), does: items(parts[3]))
    }
    for (number, line) in try lines("links.txt") {
      let parts = fields(line, "|")
      guard parts.count >= 4 else { throw .lexicon(file: "links.txt", line: number) }
      links[parts[0] + "|" + parts[1]] = LinkWords(
        active: items(parts[2]), passive: items(parts[3]), perfect: parts.count > 4 ? items(parts[4]) : [])
    }
    for (file, isNames) in [("words.txt", false), ("names.txt", true)] {
      for (number, line) in try lines(file) {
        let parts = fields(line, ":")
        guard parts.count == 2 else { throw .lexicon(file: file, line: number) }
        let words = parts[1].split(separator: " ").map(String.init)
        if isNames { names[parts[0]] = words } else { kinds[parts[0]] = Set(words) }
      }
    }
    missing = try lines("missing.txt").map { String($0.1) }
    strangers = try lines("strangers.txt").map { String($0.1) }
    unrecorded = try lines("unrecorded.txt").map { String($0.1) }
    missingNumbers = try lines("missing-numbers.txt").map { String($0.1) }
    secrets = try lines("secrets.txt").map { String($0.1) }
    let forms = try lines("irregular.txt").map { $0.1 }
    inflection = Inflection(irregular: forms)
  }

  func isKind(_ kind: String, _ word: String) -> Bool { kinds[kind]?.contains(word) ?? false }

  /// Whether the last word, or the whole phrase, is of that kind.
  func isKind(_ kind: String, _ words: [String]) -> Bool {
    guard let last = words.last else { return false }
    return isKind(kind, last) || isKind(kind, inflection.singular(last)) || isKind(kind, words.joined(separator: "_"))
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var view = Substring(text)
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}
