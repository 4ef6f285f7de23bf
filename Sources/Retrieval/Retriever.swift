internal import Threads
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
  private let index: LinkIndex
  private var neighbours: [RelationName: [RelationName]] = [:]
  /// Pairs of them that a declared key joins.
  private var declared: [RelationName: Set<RelationName>] = [:]

  /// - Parameters:
  ///   - sampled: values beyond those that the snapshot has.
  ///   - parts: what takes part.
  package init(
    _ snapshot: SchemaSnapshot, sampled: [ColumnName: ColumnValues] = [:], parts: RetrievalParts = RetrievalParts()
  ) {
    self.snapshot = snapshot
    self.parts = parts
    // The values take about as long as the rest, and a first question waits for both.
    (values, (names, index)) = concurrently {
      parts.values ? ValueIndex(snapshot, sampled: sampled) : ValueIndex()
    } _: {
      (NameIndex(snapshot), LinkIndex(snapshot))
    }
    mentionReader = MentionReader(values, names)
    for key in snapshot.foreignKeys where key.from != key.to {
      neighbours[key.from, default: []].append(key.to)
      neighbours[key.to, default: []].append(key.from)
      guard key.origin == .declared else { continue }
      declared[key.from, default: []].insert(key.to)
      declared[key.to, default: []].insert(key.from)
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
    let words = WordScanner.words(question)
    let mentions = mentionReader.mentions(in: question, words)
    guard parts.links else { return unlinked(mentions) }
    let terms = TermReader(index: index).terms(words) + mentions.compactMap(valueTerm)
    let scores = LinkScores(terms, index)
    var evidence = assemble(scores, terms, mentions, maxRelations)
    let found = near(fullest(names(of: words, beside: mentions), words))
    (evidence.unexplained, evidence.coverage) = explained(words, mentions, found)
    let chosen = Dictionary(
      uniqueKeysWithValues: evidence.relations.compactMap { linked in
        index(of: linked.name).map { ($0, linked.score) }
      })
    evidence.words = found.map { words, names in linked(words, names, chosen) }
    evidence.mentions.removeAll { isPartOfName($0, found) }
    evidence.mentions = ordered(evidence.mentions, Naming(evidence.words, question: question))
    return evidence
  }

  /// The mentions with their values' columns in another order: those that other words of the question name come first.
  private func ordered(_ mentions: [Mention], _ naming: Naming) -> [Mention] {
    mentions.map { mention in
      guard case .value(let stored) = mention.content, stored.count > 1 else { return mention }
      let named = stored.map { naming.words(for: $0.column) }
      guard named.contains(where: { $0 != named[0] }) else { return mention }
      var mention = mention
      mention.content = .value(
        stored.indices.sorted { (named[$1], $0) < (named[$0], $1) }.map { stored[$0] })
      return mention
    }
  }

  /// A stored value as something that its columns' relations have; the rarer, the more it says.
  private func valueTerm(_ mention: Mention) -> QuestionTerm? {
    guard case .value(let stored) = mention.content else { return nil }
    var term = QuestionTerm()
    for value in stored {
      guard let place = values.places[value.column] else { continue }
      term.values.append((place.relation, place.column, value.value))
    }
    guard !term.values.isEmpty else { return nil }
    term.rarity = index.rarity(Set(term.values.map(\.relation)).count)
    return term
  }

  /// The schema in the catalog's order, and what the question mentions.
  private func unlinked(_ mentions: [Mention]) -> Evidence {
    let relations = snapshot.relations.lazy.filter { $0.kind != .partition }.prefix(TagTable.maxRelations)
    return Evidence(
      relations: relations.map { .init(name: $0.name, score: 0, reasons: []) }, columns: [], mentions: mentions)
  }

  /// What a database holds is asked for by these, whatever it is.
  private static let containers: Set<String> = [
    "table", "tables", "row", "rows", "column", "columns", "record", "records", "entry", "entries", "database",
  ]

  /// What the question explains itself ("eligible means enrolled at 12; how many are eligible?"): words that it says again beside one that
  /// explains, and that one. They speak neither for the question nor against it.
  private static func defined(_ words: [Word]) -> Set<String> {
    let explaining = words.filter { definitions.contains($0.folded) }.map(\.folded)
    guard !explaining.isEmpty else { return [] }
    var seen: Set<String> = []
    return Set(words.map(\.folded).filter { !seen.insert($0).inserted }).union(explaining)
  }

  private static let definitions: Set<String> = [
    "refers", "refer", "means", "denotes", "defined", "stands", "signifies",
  ]

  /// The telling words that stand in no name and no comment here, and the share of those that do or are mentioned.
  private func explained(
    _ words: [Word], _ mentions: [Mention], _ found: [(ArraySlice<Word>, NameIndex.Found)]
  ) -> ([String], Double) {
    var (missing, total): ([String], Int) = ([], 0)
    let defined = Self.defined(words)
    for word in words {
      let start = word.range.lowerBound
      if defined.contains(word.folded) { continue }
      let mention = mentions.first { $0.range.contains(start) }
      // A name that no sample has may be a value all the same: it speaks neither for the question nor against it.
      if case .text? = mention?.content { continue }
      let isMentioned = mention != nil
      let isTelling =
        word.folded.utf8.count > 2 && !AskingWords.all.contains(word.folded) && !Self.containers.contains(word.folded)
      guard isMentioned || isTelling else { continue }
      total += 1
      // A name as it is stored, "fleet_order", is known by its parts.
      let parts = word.folded.split { !$0.isLetter && !$0.isNumber }
      let isKnown = isMentioned || parts.allSatisfy { index.holds(Stemmer.stem(String($0))) }
      let isLinked = isKnown || found.contains { words, _ in words.contains { $0.range.lowerBound == start } }
      if !isLinked { missing.append(word.text) }
    }
    return (missing, total == 0 ? 1 : 1 - Double(missing.count) / Double(total))
  }

  /// The words of the question that name something, and what.
  private func names(of words: [Word], beside mentions: [Mention]) -> [(ArraySlice<Word>, NameIndex.Found)] {
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

  /// Of the columns that a word is part of, those of whose names most is said around it: "itch score at day 100" is
  /// `day100_itch_score`, though three columns have an itch and two a day 100.
  private func fullest(
    _ found: [(ArraySlice<Word>, NameIndex.Found)], _ words: [Word]
  ) -> [(ArraySlice<Word>, NameIndex.Found)] {
    found.map { run, names in
      let columns = names.partial.filter { $0.column != nil }
      guard names.whole.isEmpty, names.length == 1, columns.count > 1 else { return (run, names) }
      let near = max(0, run.startIndex - Self.farthest)..<min(words.count, run.endIndex + Self.farthest)
      let said = Set(words[near].map { Stemmer.stem($0.folded) })
      let counts = columns.map { count(of: stems(of: $0), in: said) }
      guard let most = counts.max(), most > 1, counts.contains(where: { $0 < most }) else { return (run, names) }
      let kept = Set(zip(columns, counts).filter { $1 == most }.map(\.0))
      let partial = names.partial.filter { $0.column == nil || kept.contains($0) }
      return (run, NameIndex.Found(length: 1, partial: partial, near: names.near))
    }
  }

  /// How many words of a name are said; a number only with the word before it: "itch above 100" is no `day100_itch`.
  private func count(of name: [String], in said: Set<String>) -> Int {
    name.indices.count { index in
      said.contains(name[index]) && (index == 0 || !ValueIndex.isNumeral(name[index]) || said.contains(name[index - 1]))
    }
  }

  /// So many words away the rest of a column's name may be said.
  private static let farthest = 6

  /// Whether a number only tells which of several columns is meant.
  private func isPartOfName(_ mention: Mention, _ found: [(ArraySlice<Word>, NameIndex.Found)]) -> Bool {
    guard case .number = mention.content, ValueIndex.isNumeral(mention.text) else { return false }
    let columns = found.lazy.filter { $0.1.whole.isEmpty }.map { $0.1.partial.filter { $0.column != nil } }
    // The one that two other words of its name are left with.
    let only = columns.filter { $0.count == 1 }.map { $0[0] }.filter { stems(of: $0).contains(mention.text) }
    return only.contains { place in only.count { $0 == place } > 1 }
  }

  private func stems(of place: NameIndex.Place) -> [String] {
    guard let column = place.column else { return [] }
    let words = Identifier.words(snapshot.relations[place.relation].columns[column].name)
    return words.map { Stemmer.stem(WordScanner.fold($0)) }
  }

  /// The names of songs are their titles: where none of the columns that a word names is of a relation that the question names, those come
  /// first that stand for it there.
  private func near(
    _ found: [(ArraySlice<Word>, NameIndex.Found)]
  ) -> [(ArraySlice<Word>, NameIndex.Found)] {
    let said = Set(found.flatMap(\.1.whole).filter { $0.column == nil }.map(\.relation))
    return found.map { words, names in
      let places = names.whole + names.partial
      guard names.length == 1, let word = words.first, !places.isEmpty,
        places.allSatisfy({ $0.column != nil && !said.contains($0.relation) }),
        case let own = self.names.synonyms(Stemmer.stem(word.folded))
          .filter({ $0.column != nil && said.contains($0.relation) }), !own.isEmpty
      else { return (words, names) }
      return (words, NameIndex.Found(length: 1, whole: own + names.whole, partial: names.partial))
    }
  }

  /// What words name, best first; those of the relations that were chosen come before the others.
  private func linked(
    _ words: ArraySlice<Word>, _ found: NameIndex.Found, _ chosen: [Int: Double]
  ) -> Evidence.LinkedWords {
    // In a large schema only what was chosen can be shown.
    let isLarge = snapshot.relations.count > TagTable.maxRelations
    func best(_ places: [NameIndex.Place]) -> [NameIndex.Place] {
      let places = isLarge ? places.filter { chosen[$0.relation] != nil } : places
      return places.enumerated().sorted { one, other in
        (chosen[other.element.relation] ?? 0, one.offset) < (chosen[one.element.relation] ?? 0, other.offset)
      }.map(\.element)
    }
    var seen: Set<NameIndex.Place> = []
    var places = (best(found.whole) + best(found.partial) + found.near).filter { seen.insert($0).inserted }
    if isLarge, places.isEmpty, found.length == 1, let word = words.first { places = best(names.near(word.folded)) }
    return Evidence.LinkedWords(
      range: (words.first?.range.lowerBound ?? 0)..<(words.last?.range.upperBound ?? 0),
      relations: places.filter { $0.column == nil }.map { snapshot.relations[$0.relation].name },
      columns: places.compactMap { place in
        let relation = snapshot.relations[place.relation]
        return place.column.map { ColumnName(relation.name, relation.columns[$0].name) }
      })
  }

  private func assemble(
    _ scores: LinkScores, _ terms: [QuestionTerm], _ mentions: [Mention], _ maxRelations: Int
  ) -> Evidence {
    let least = Self.least(scores.relations.lazy.map(\.score), keeping: maxRelations)
    let ranked = scores.relations.filter { $0.score >= least }
      .sorted { ($1.score, $0.relation) < ($0.score, $1.relation) }.prefix(maxRelations)
    let reasons = LinkReasons(terms, index, ranked)
    var linked = ranked.map {
      Evidence.LinkedRelation(
        name: snapshot.relations[$0.relation].name, score: $0.score, reasons: reasons.relations[$0.relation] ?? [])
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
      let isDeclared = chosen.count { declared[bridge.key]?.contains($0) == true } > 1
      linked.append(.init(name: bridge.key, score: 0, reasons: [isDeclared ? .joinPath : .inferredJoin]))
    }
    // What is joined to them may hold what the question says in other words; then, in a small schema, everything.
    let near = linked.flatMap { neighbours[$0.name] ?? [] }
    let rest = snapshot.relations.lazy.filter { $0.kind != .partition }.map(\.name)
    for name in near + Array(rest.prefix(maxRelations)) where linked.count < maxRelations {
      guard !linked.contains(where: { $0.name == name }) else { continue }
      linked.append(.init(name: name, score: 0, reasons: []))
    }
    let columns = reasons.columns.map { column in
      let owner = snapshot.relations[column.relation]
      return Evidence.LinkedColumn(
        name: ColumnName(owner.name, owner.columns[column.column].name), score: column.score, reasons: column.reasons)
    }.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
    return Evidence(relations: Array(linked), columns: Array(columns.prefix(24)), mentions: mentions)
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
