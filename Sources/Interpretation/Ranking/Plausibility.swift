import Vocabulary

/// How well a tagged answer fits the question and what retrieval found in it, whatever its probability.
///
/// A small model points at a neighbour's column more often than it misreads a question: an answer that leaves out what
/// the question names, or reads what nobody named, is seldom the right one (`docs/confidence.md`).
struct Plausibility {
  private let evidence: Evidence
  private let tags: TagTable
  private let snapshot: SchemaSnapshot
  /// Columns that a word or a value of the question may mean.
  private let named: Set<ColumnName>
  /// Columns that hold a relation together; an answer may need them without a word.
  private let keys: Set<ColumnName>

  /// `nil` for a prompt without tags.
  init?(_ prompt: Prompt, _ evidence: Evidence, _ snapshot: SchemaSnapshot) {
    guard let tags = prompt.tags else { return nil }
    (self.evidence, self.tags, self.snapshot) = (evidence, tags, snapshot)
    let values = tags.mentions.flatMap { Self.places(of: $0) ?? [] }
    named = Set(values + evidence.words.flatMap(\.columns))
    var keys: Set<ColumnName> = []
    for case let name? in tags.relations {
      if let key = snapshot.relation(name)?.primaryKey, key.count == 1 { keys.insert(ColumnName(name, key[0])) }
    }
    for key in snapshot.foreignKeys {
      keys.formUnion(key.fromColumns.map { ColumnName(key.from, $0) } + key.toColumns.map { ColumnName(key.to, $0) })
    }
    self.keys = keys
  }

  /// What speaks for an answer and against it; nothing for what is no tagged SQL.
  func signs(of text: String) -> [PlausibilitySign: Double] {
    guard let answer = AnswerShape(text, tags) else { return [:] }
    var counts: [PlausibilitySign: Int] = [:]
    neglect(answer, &counts)
    places(answer, &counts)
    counts[.strange] = answer.columns.count { !named.contains($0) && !keys.contains($0) }
    counts[.nonQuantity] = answer.totals.count { isNoQuantity($0) }
    counts[.orderedText] = answer.ordered.count { family($0)?.isTextual == true }
    let compared = Set(answer.comparisons.map(\.column))
    counts[.echoed] = answer.outputs.count { compared.contains($0) }
    counts[.outputs] = answer.outputs.count
    return counts.filter { $0.value != 0 }.mapValues(Double.init)
  }

  /// Names of the question that the answer has no use for.
  private func neglect(_ answer: AnswerShape, _ counts: inout [PlausibilitySign: Int]) {
    for words in evidence.words {
      // As many as the prompt shows.
      let relations = words.relations.filter { tags.number(of: $0) != nil }.prefix(1)
      let columns = words.columns.filter { tags.number(of: $0) != nil }.prefix(3 - relations.count)
      guard !relations.isEmpty || !columns.isEmpty else { continue }
      let isUsed =
        columns.contains { answer.columns.contains($0) } || relations.contains { answer.relations.contains($0) }
      guard !isUsed else { continue }
      let sign: PlausibilitySign =
        relations.isEmpty ? .neglectedColumn : columns.isEmpty ? .neglectedRelation : .neglectedName
      counts[sign, default: 0] += 1
    }
  }

  /// What the answer does with the mentions.
  private func places(_ answer: AnswerShape, _ counts: inout [PlausibilitySign: Int]) {
    for (column, number) in answer.comparisons where tags.mentions.indices.contains(number) {
      let mention = tags.mentions[number]
      if Self.places(of: mention)?.contains(column) == true { counts[.placed, default: 0] += 1 }
      guard let family = family(column) else { continue }
      let isMistyped =
        switch mention.content {
        case .number: [.boolean, .date, .timestamp, .enumeration].contains(family)
        case .text, .value: family.isNumeric || family.isTemporal || family == .boolean
        case .period(let period):
          [.boolean, .enumeration].contains(family)
            || family == .text && !(period.grain == .year && Identifier.words(column.column).contains("year"))
        }
      if isMistyped { counts[.mistyped, default: 0] += 1 }
    }
  }

  private static func places(of mention: Mention) -> [ColumnName]? {
    guard case .value(let stored) = mention.content, !stored.isEmpty else { return nil }
    return stored.map(\.column)
  }

  private func family(_ name: ColumnName) -> TypeFamily? {
    snapshot.relation(name.relation)?.column(name.column)?.family
  }

  /// Whether a sum or an average over it would mean nothing.
  private func isNoQuantity(_ name: ColumnName) -> Bool {
    if keys.contains(name) { return true }
    return switch family(name) {
    case .text, .timestamp, .date, .boolean, .enumeration, .uuid: true
    default: false
    }
  }
}
