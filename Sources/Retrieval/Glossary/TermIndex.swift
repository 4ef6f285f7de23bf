package import Vocabulary

/// The glossary's terms by the words that people say for them, and what a question's words mean by them.
package struct TermIndex: Sendable {
  /// Terms are looked up as runs of at most this many words.
  private static let longestRun = 6

  private var terms: [String: [Term]] = [:]

  package init(_ terms: [Term] = []) {
    for term in terms {
      for words in Set(([term.name] + term.synonyms).map(Self.key)) where !words.isEmpty {
        self.terms[words, default: []].append(term)
      }
    }
  }

  private static func key(_ words: String) -> String { key(WordScanner.words(words)) }

  private static func key(_ words: some Collection<Word>) -> String {
    words.flatMap { $0.folded.split { $0 == "-" || $0 == "/" || $0 == "_" } }.map { Stemmer.stem(String($0)) }
      .joined(separator: " ")
  }

  package var isEmpty: Bool { terms.isEmpty }

  /// The evidence with what the terms of the question mean: their relations and columns come first, and their words are
  /// linked to them.
  package func added(to evidence: Evidence, for question: String) -> Evidence {
    guard !isEmpty else { return evidence }
    var evidence = evidence
    // What people wrote down goes before what words suggest.
    let gain = (evidence.relations.first?.score ?? 0) + 3
    let columnGain = (evidence.columns.first?.score ?? 0) + 3
    let words = WordScanner.words(question)
    var index = 0
    while index < words.count {
      guard let (length, found) = find(words, at: index) else {
        index += 1
        continue
      }
      let range = words[index].range.lowerBound..<words[index + length - 1].range.upperBound
      for term in found where !evidence.terms.contains(term) {
        evidence.terms.append(term)
        evidence.strengthen(term.relations + term.columns.map(\.relation), by: gain, .term(term.name))
        for column in term.columns { evidence.strengthen(column, by: columnGain, .term(term.name)) }
      }
      evidence.relink(range, found)
      index += length
    }
    return evidence
  }

  private func find(_ words: [Word], at index: Int) -> (Int, [Term])? {
    for length in stride(from: min(Self.longestRun, words.count - index), through: 1, by: -1) {
      if let found = terms[Self.key(words[index..<(index + length)])] { return (length, found) }
    }
    return nil
  }
}

extension Evidence {
  /// Raises relations and keeps the list as long as it was, or as long as they need.
  package mutating func strengthen(_ names: [RelationName], by gain: Double, _ reason: Reason) {
    let length = relations.count
    for name in Set(names).sorted() {
      if let index = relations.firstIndex(where: { $0.name == name }) {
        relations[index].score += gain
        relations[index].reasons.append(reason)
      } else {
        relations.append(.init(name: name, score: gain, reasons: [reason]))
      }
    }
    relations = relations.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .map(\.element)
    while relations.count > max(length, 8), relations.last?.reasons.contains(reason) != true { relations.removeLast() }
  }

  fileprivate mutating func strengthen(_ name: ColumnName, by gain: Double, _ reason: Reason) {
    if let index = columns.firstIndex(where: { $0.name == name }) {
      columns[index].score += gain
      columns[index].reasons.append(reason)
    } else {
      columns.append(.init(name: name, score: gain, reasons: [reason]))
    }
    columns.sort { ($1.score, $0.name) < ($0.score, $1.name) }
  }

  /// Links words to what terms mean; a mention's words stay the mention's.
  fileprivate mutating func relink(_ range: Range<Int>, _ terms: [Term]) {
    guard !mentions.contains(where: { $0.range.overlaps(range) }) else { return }
    let columns = terms.flatMap(\.columns)
    let relations = terms.flatMap(\.relations)
    guard !columns.isEmpty || !relations.isEmpty else { return }
    words.removeAll { $0.range.overlaps(range) }
    words.append(LinkedWords(range: range, relations: relations, columns: columns))
    words.sort { $0.range.lowerBound < $1.range.lowerBound }
  }
}
