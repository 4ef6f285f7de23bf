import Vocabulary

/// Finds the literals of a statement among what the question mentions.
final class LiteralReader {
  /// A slot with the mention that a prompt would show for it.
  struct Finding: Hashable {
    var slot: TemplateSQL.Slot
    var mention: Mention
  }

  private let question: String
  private let mentions: [Mention]
  private let snapshot: SchemaSnapshot
  private var used: Set<Int> = []
  private(set) var findings: [Finding] = []

  init(question: String, mentions: [Mention], snapshot: SchemaSnapshot) {
    self.question = question
    self.mentions = mentions
    self.snapshot = snapshot
  }

  // MARK: Values

  /// A text that is compared with a column; `isPlain` for `=` and `<>`, which the writer spells as the data does.
  func text(_ literal: String, of name: ColumnName, isPlain: Bool) throws(NaturalGap) -> TemplateSQL.Piece {
    guard let column = snapshot.column(name) else { throw .name(name.description) }
    if column.family.isTemporal { return try moment(literal) }
    if column.family.isTextual {
      if let stored = storedValue(literal, name) { return stored }
      if let words = unknownName(literal, isPlain: isPlain) { return words }
    }
    return try quoted(literal, name)
  }

  /// A mention that is known to be this value of the column.
  private func storedValue(_ literal: String, _ name: ColumnName) -> TemplateSQL.Piece? {
    let wanted = literal.lowercased()
    for index in preferred {
      guard case .value(let stored) = mentions[index].content,
        let match = stored.first(where: { $0.column == name && $0.value.lowercased() == wanted })
      else { continue }
      return take(index, .value(name, stored: match.value))
    }
    return nil
  }

  /// A mention whose words are the literal, though nobody knows that it stands in the column.
  private func unknownName(_ literal: String, isPlain: Bool) -> TemplateSQL.Piece? {
    for index in preferred {
      let mention = mentions[index]
      let isSame = isPlain ? mention.text.lowercased() == literal.lowercased() : mention.text == literal
      switch mention.content {
      case .text where isSame: return take(index, .text(mention.text))
      case .value where isSame: return take(index, .text(mention.text))
      case .number(let number) where number == literal: return take(index, .number(number))
      case .period(let period) where isSame:
        return take(index, period.grain == .year ? .number(literal) : .period(mention.text))
      default: continue
      }
    }
    return nil
  }

  /// A literal as it is: one that the question spells just so. Whoever learnt others would invent them.
  private func quoted(_ literal: String, _ name: ColumnName?) throws(NaturalGap) -> TemplateSQL.Piece {
    let piece = TemplateSQL.Piece.words(" " + SQLText.literal(literal))
    let isSimple = !literal.contains("\\") && !literal.contains("\n")
    guard isSimple else { throw .literal(literal) }
    if literal.utf8.count <= 40, question.contains(literal) { return piece }
    if let name, let range = place(of: literal) {
      // Only spelled otherwise: whoever makes the prompt decides whether its mention is seen.
      let mention = Mention(
        range: range, text: String(decoding: Array(question.utf8)[range], as: UTF8.self),
        content: .value([.init(column: name, value: literal)]))
      return add(Finding(slot: .init(range: range, kind: .value(name, stored: literal)), mention: mention))
    }
    throw .literal(literal)
  }

  /// Where the question holds these words in any case.
  private func place(of literal: String) -> Range<Int>? {
    let bytes = Array(question.utf8)
    let wanted = Array(literal.utf8).map(Self.lower)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return nil }
    for start in 0...(bytes.count - wanted.count) {
      let end = start + wanted.count
      guard start == 0 || !Self.isWord(bytes[start - 1]), end == bytes.count || !Self.isWord(bytes[end]) else {
        continue
      }
      if bytes[start..<end].map(Self.lower) == wanted { return start..<end }
    }
    return nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (lower(byte) >= 97 && lower(byte) <= 122) || byte > 127
  }

  /// A literal where no column says how to spell it.
  func bare(_ literal: String) throws(NaturalGap) -> TemplateSQL.Piece { try quoted(literal, nil) }

  // MARK: Patterns

  /// `%x%`, `x%` or `%x` as the word of tagged SQL and the piece after it.
  func pattern(_ pattern: String, isFolding: Bool) throws(NaturalGap) -> (String, TemplateSQL.Piece) {
    var core = pattern[...]
    let opens = core.hasPrefix("%")
    if opens { core.removeFirst() }
    let closes = core.hasSuffix("%")
    if closes { core.removeLast() }
    let words = String(core)
    let isPlain = !words.isEmpty && !words.contains { "%_\\".contains($0) } && (opens || closes)
    if isPlain, isFolding, let piece = contained(words) {
      return (opens && closes ? "like" : opens ? "ends" : "starts", piece)
    }
    guard pattern.utf8.count <= 40, place(of: words) != nil, !pattern.contains("\\") else { throw .literal(pattern) }
    return (isFolding ? "ilike" : "like", .words(" " + SQLText.literal(pattern)))
  }

  private func contained(_ words: String) -> TemplateSQL.Piece? {
    for index in preferred {
      let mention = mentions[index]
      guard mention.text.lowercased() == words.lowercased() else { continue }
      switch mention.content {
      case .number(let number): return take(index, .number(number))
      case .period(let period):
        return take(index, period.grain == .year ? .number(mention.text) : .period(mention.text))
      case .text, .value: return take(index, .text(mention.text))
      }
    }
    return nil
  }

  // MARK: Numbers and times

  /// A number; `isCount` where 1 is the grammar's and not the question's.
  func number(_ text: String, isCount: Bool = false, against column: Column? = nil) throws(NaturalGap)
    -> TemplateSQL.Piece
  {
    if !(isCount && text == "1") {
      for index in preferred {
        let mention = mentions[index]
        switch mention.content {
        case .number(let number) where number == text || (Double(number) != nil && Double(number) == Double(text)):
          return take(index, .number(number))
        case .period(let period)
        where period.grain == .year && mention.text == text && column?.family.isTemporal != true:
          return take(index, .number(text))
        default: continue
        }
      }
    }
    // Factors and small counts belong to the statement; a year or an amount that nobody said would be learnt by heart.
    guard question.contains(text) || Double(text).map({ abs($0) <= 100 || $0 == 1000 }) == true else {
      throw .literal(text)
    }
    return .words(" " + text)
  }

  private func moment(_ literal: String) throws(NaturalGap) -> TemplateSQL.Piece {
    for index in preferred {
      let mention = mentions[index]
      switch mention.content {
      case .period(let period) where period.grain == .day:
        if let first = Self.day(period.start), first == Moment(literal) { return take(index, .period(mention.text)) }
      case .text where mention.text == literal: return take(index, .text(literal))
      default: continue
      }
    }
    return try quoted(literal, nil)
  }

  /// The mentioned period that a prefix of written-out times, `2016` or `2016-03`, stands for.
  func period(prefix: String) -> TemplateSQL.Piece? {
    let rest = prefix.utf8.count == 4 ? "-01-01" : "-01"
    for index in preferred {
      guard case .period(let period) = mentions[index].content, period.start == "date '\(prefix)\(rest)'",
        (period.grain == .year && prefix.utf8.count == 4) || (period.grain == .month && prefix.utf8.count == 7)
      else { continue }
      return take(index, .period(mentions[index].text))
    }
    return nil
  }

  /// The mentioned period from the start of one day to the end of another.
  func period(from first: String, to last: String) -> TemplateSQL.Piece? {
    guard let first = Moment(first), let last = Moment(last) else { return nil }
    for index in preferred {
      guard case .period(let period) = mentions[index].content, Self.day(period.start) == first,
        let end = Self.day(period.end), end.microseconds - last.microseconds <= 86_400_000_000, end > last
      else { continue }
      return take(index, .period(mentions[index].text))
    }
    return nil
  }

  /// `date '2024-03-01'` or `date '2024-03-01' + 1`.
  private static func day(_ expression: String) -> Moment? {
    let parts = expression.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "date ", let day = Moment(String(parts[1])) else { return nil }
    if parts[2].isEmpty { return day }
    return parts[2] == " + 1" ? Moment(microseconds: day.microseconds + 86_400_000_000) : nil
  }

  // MARK: Slots

  /// The mentions that no literal has taken yet, then the others, each in the order of the question.
  private var preferred: [Int] {
    mentions.indices.filter { !used.contains($0) } + mentions.indices.filter { used.contains($0) }
  }

  private func take(_ index: Int, _ kind: TemplateSQL.Slot.Kind) -> TemplateSQL.Piece {
    used.insert(index)
    return add(Finding(slot: .init(range: mentions[index].range, kind: kind), mention: mentions[index]))
  }

  private func add(_ finding: Finding) -> TemplateSQL.Piece {
    if let known = findings.firstIndex(of: finding) { return .slot(known) }
    findings.append(finding)
    return .slot(findings.count - 1)
  }
}
