package import Vocabulary

/// Finds what a question needs from a snapshot: relations, columns and literals, each with its reason.
///
/// Built once a snapshot; every lookup after that costs in proportion to the question, not to the schema.
package struct Retriever: Sendable {
  private let snapshot: SchemaSnapshot
  /// Reads what questions mention.
  package let mentionReader: MentionReader
  private let names: NameIndex
  private let values: ValueIndex
  private let parts: RetrievalParts
  /// Where each stemmed word of names and comments stands.
  private var postings: [String: [Posting]] = [:]
  private var neighbours: [RelationName: [RelationName]] = [:]

  private struct Posting: Sendable {
    var relation: Int
    /// `nil` when the word belongs to the relation itself.
    var column: Int?
    /// 1 for a name's word, less for a comment's; divided by how many words the name has.
    var weight: Double
    var isComment: Bool
  }

  /// - Parameters:
  ///   - sampled: values beyond those that the snapshot has.
  ///   - parts: what takes part.
  package init(
    _ snapshot: SchemaSnapshot, sampled: [ColumnName: ColumnValues] = [:], parts: RetrievalParts = RetrievalParts()
  ) {
    self.snapshot = snapshot
    self.parts = parts
    values = parts.values ? ValueIndex(snapshot, sampled: sampled) : ValueIndex()
    mentionReader = MentionReader(values)
    names = NameIndex(snapshot)
    for (index, relation) in snapshot.relations.enumerated() where relation.kind != .partition {
      post(relation.name.name, relation.comment, relation: index, column: nil)
      for (position, column) in relation.columns.enumerated() {
        post(column.name, column.comment, relation: index, column: position)
      }
    }
    for key in snapshot.foreignKeys where key.from != key.to {
      neighbours[key.from, default: []].append(key.to)
      neighbours[key.to, default: []].append(key.from)
    }
  }

  private mutating func post(_ name: String, _ comment: String?, relation: Int, column: Int?) {
    let words = Set(Identifier.words(name).map { Stemmer.stem(WordScanner.fold($0)) })
    for word in words where !ValueIndex.stopWords.contains(word) || words.count == 1 {
      let weight = 1 / Double(words.count).squareRoot()
      postings[word, default: []].append(
        Posting(relation: relation, column: column, weight: weight, isComment: false))
    }
    guard let comment else { return }
    let described = Set(WordScanner.words(comment).prefix(24).map { Stemmer.stem($0.folded) }).subtracting(words)
    for word in described where word.utf8.count > 2 && !ValueIndex.stopWords.contains(word) {
      postings[word, default: []].append(
        Posting(
          relation: relation, column: column, weight: 0.5 / Double(described.count).squareRoot(), isComment: true))
    }
  }

  /// What the question mentions, by the same reader that `evidence` uses.
  package func mentions(in question: String) -> [Mention] { mentionReader.mentions(in: question) }

  /// Strings of a statement that its relations do not hold, as far as their values are known, and what comes near.
  package func misspellings(in sql: String, reading relations: [RelationName]) -> [Misspelling] {
    values.misspellings(in: sql, reading: relations)
  }

  /// At most `maxRelations` relations, best first, those that join them included.
  package func evidence(for question: String, maxRelations: Int = 8) -> Evidence {
    let mentions = mentionReader.mentions(in: question)
    guard parts.links else { return unlinked(mentions) }
    var relationScores: [Int: (score: Double, reasons: [Evidence.Reason])] = [:]
    var columnScores: [Int: [Int: (score: Double, reasons: [Evidence.Reason])]] = [:]
    let scale = Double(max(2, snapshot.relations.count))

    for word in Set(WordScanner.words(question).map { Stemmer.stem($0.folded) }) {
      guard let found = postings[word] else { continue }
      let rarity = 1 + max(0, 1 - Double(found.count) / scale)
      for posting in found {
        let reason: Evidence.Reason = posting.isComment ? .comment(word) : .name(word)
        if let column = posting.column {
          columnScores[posting.relation, default: [:]][column, default: (0, [])].score += posting.weight * rarity
          columnScores[posting.relation]?[column]?.reasons.append(reason)
        } else {
          relationScores[posting.relation, default: (0, [])].score += 2 * posting.weight * rarity
          relationScores[posting.relation]?.reasons.append(reason)
        }
      }
    }
    let found = names(of: question, beside: mentions)
    for (words, names) in found {
      for place in names.near.prefix(4) {
        let reason = Evidence.Reason.synonym(words.map(\.folded).joined(separator: " "))
        if let column = place.column {
          columnScores[place.relation, default: [:]][column, default: (0, [])].score += 0.6
          columnScores[place.relation]?[column]?.reasons.append(reason)
        } else {
          relationScores[place.relation, default: (0, [])].score += 1.2
          relationScores[place.relation]?.reasons.append(reason)
        }
      }
    }
    for mention in mentions {
      guard case .value(let stored) = mention.content else { continue }
      for value in stored {
        guard let relation = index(of: value.column.relation),
          let column = snapshot.relations[relation].columns.firstIndex(where: { $0.name == value.column.column })
        else { continue }
        columnScores[relation, default: [:]][column, default: (0, [])].score += 1.5 / Double(stored.count)
        columnScores[relation]?[column]?.reasons.append(.value(value.value))
      }
    }
    // A relation gains by its best columns, with less and less from each further one.
    for (relation, columns) in columnScores {
      let best = columns.values.map(\.score).sorted(by: >).prefix(4)
      var gain = 0.0
      for (rank, score) in best.enumerated() { gain += score / Double(rank + 1) }
      relationScores[relation, default: (0, [])].score += gain
    }
    var evidence = assemble(relationScores, columnScores, mentions, maxRelations)
    (evidence.unexplained, evidence.coverage) = explained(question, mentions, found)
    evidence.words = found.map { words, names in linked(words, names) { relationScores[$0]?.score ?? 0 } }
    return evidence
  }

  /// The schema in the catalog's order, and what the question mentions.
  private func unlinked(_ mentions: [Mention]) -> Evidence {
    let relations = snapshot.relations.lazy.filter { $0.kind != .partition }.prefix(TagTable.maxRelations)
    return Evidence(
      relations: relations.map { .init(name: $0.name, score: 0, reasons: []) }, columns: [], mentions: mentions)
  }

  /// The telling words that stand in no name and no comment here, and the share of those that do or are mentioned.
  private func explained(
    _ question: String, _ mentions: [Mention], _ found: [(ArraySlice<Word>, NameIndex.Found)]
  ) -> ([String], Double) {
    var (missing, total): ([String], Int) = ([], 0)
    for word in WordScanner.words(question) {
      let start = word.range.lowerBound
      let isMentioned = mentions.contains { $0.range.contains(start) }
      guard isMentioned || word.folded.utf8.count > 2 && !AskingWords.all.contains(word.folded) else { continue }
      total += 1
      let isKnown = isMentioned || postings[Stemmer.stem(word.folded)] != nil
      let isLinked = isKnown || found.contains { words, _ in words.contains { $0.range.lowerBound == start } }
      if !isLinked { missing.append(word.text) }
    }
    return (missing, total == 0 ? 1 : 1 - Double(missing.count) / Double(total))
  }

  /// The words of the question that name something, and what.
  private func names(of question: String, beside mentions: [Mention]) -> [(ArraySlice<Word>, NameIndex.Found)] {
    let words = WordScanner.words(question)
    var all: [(ArraySlice<Word>, NameIndex.Found)] = []
    var index = 0
    while index < words.count {
      guard !mentions.contains(where: { $0.range.contains(words[index].range.lowerBound) }),
        let found = names.find(words, at: index)
      else {
        index += 1
        continue
      }
      all.append((words[index..<(index + found.length)], found))
      index += found.length
    }
    return all
  }

  /// What words name, best first; `score` tells how well a relation fits the whole question.
  private func linked(
    _ words: ArraySlice<Word>, _ found: NameIndex.Found, score: (Int) -> Double
  ) -> Evidence.LinkedWords {
    func best(_ places: [NameIndex.Place]) -> [NameIndex.Place] {
      places.enumerated().sorted { (score($1.element.relation), $0.offset) < (score($0.element.relation), $1.offset) }
        .map(\.element)
    }
    var seen: Set<NameIndex.Place> = []
    let places = (best(found.whole) + best(found.partial) + found.near).filter { seen.insert($0).inserted }
    return Evidence.LinkedWords(
      range: (words.first?.range.lowerBound ?? 0)..<(words.last?.range.upperBound ?? 0),
      relations: places.filter { $0.column == nil }.map { snapshot.relations[$0.relation].name },
      columns: places.compactMap { place in
        let relation = snapshot.relations[place.relation]
        return place.column.map { ColumnName(relation.name, relation.columns[$0].name) }
      })
  }

  private func assemble(
    _ relations: [Int: (score: Double, reasons: [Evidence.Reason])],
    _ columns: [Int: [Int: (score: Double, reasons: [Evidence.Reason])]], _ mentions: [Mention], _ maxRelations: Int
  ) -> Evidence {
    let least = Self.least(relations.values.lazy.map(\.score), keeping: maxRelations)
    let ranked = relations.filter { $0.value.score >= least }
      .sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }
    var linked = ranked.prefix(maxRelations).map {
      Evidence.LinkedRelation(name: snapshot.relations[$0.key].name, score: $0.value.score, reasons: $0.value.reasons)
    }
    // A relation between two that were found is needed to join them, though no word names it.
    let chosen = Set(linked.map(\.name))
    var bridges: [RelationName: Int] = [:]
    for relation in linked.prefix(4) {
      for neighbour in Set(neighbours[relation.name] ?? []) where !chosen.contains(neighbour) {
        bridges[neighbour, default: 0] += 1
      }
    }
    let needed = bridges.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2)
    for bridge in needed {
      if linked.count >= maxRelations { linked.removeLast() }
      linked.append(.init(name: bridge.key, score: 0, reasons: [.joinPath]))
    }
    // What is joined to them may hold what the question says in other words; then, in a small schema, everything.
    let near = linked.flatMap { neighbours[$0.name] ?? [] }
    let rest = snapshot.relations.lazy.filter { $0.kind != .partition }.map(\.name)
    for name in near + Array(rest.prefix(maxRelations)) where linked.count < maxRelations {
      guard !linked.contains(where: { $0.name == name }) else { continue }
      linked.append(.init(name: name, score: 0, reasons: []))
    }
    // Only those that come among the first are made: a word may stand in thousands of names.
    func score(_ relation: Int, _ score: Double) -> Double { score + 0.25 * (relations[relation]?.score ?? 0) }
    let leastColumn = Self.least(
      columns.lazy.flatMap { relation, found in found.values.lazy.map { score(relation, $0.score) } }, keeping: 24)
    var linkedColumns: [Evidence.LinkedColumn] = []
    for (relation, found) in columns {
      for (column, entry) in found where score(relation, entry.score) >= leastColumn {
        let owner = snapshot.relations[relation]
        linkedColumns.append(
          .init(
            name: ColumnName(owner.name, owner.columns[column].name), score: score(relation, entry.score),
            reasons: entry.reasons))
      }
    }
    linkedColumns.sort { ($1.score, $0.name) < ($0.score, $1.name) }
    return Evidence(relations: Array(linked), columns: Array(linkedColumns.prefix(24)), mentions: mentions)
  }

  /// The score of the last that is among the first `count`.
  private static func least(_ scores: some Sequence<Double>, keeping count: Int) -> Double {
    var best: [Double] = []
    for score in scores {
      if best.count == count, let last = best.last, score <= last { continue }
      let place = best.firstIndex { $0 < score } ?? best.endIndex
      best.insert(score, at: place)
      if best.count > count { best.removeLast() }
    }
    return best.count == count ? best.last ?? -.infinity : -.infinity
  }

  private func index(of name: RelationName) -> Int? {
    var low = 0
    var high = snapshot.relations.count
    while low < high {
      let middle = (low + high) / 2
      if snapshot.relations[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low < snapshot.relations.count && snapshot.relations[low].name == name ? low : nil
  }
}
