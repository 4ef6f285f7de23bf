package import Vocabulary

/// Finds what a question mentions literally: stored values, numbers, periods of time, and names that nobody knows.
package struct MentionReader: Sendable {
  private let values: ValueIndex
  private let names: NameIndex

  init(_ values: ValueIndex, _ names: NameIndex) {
    self.values = values
    self.names = names
  }

  /// The mentions in the order of the question, at most `TagTable.maxMentions`; their ranges do not overlap.
  package func mentions(in question: String) -> [Mention] { mentions(in: question, WordScanner.words(question)) }

  /// The same of a question whose words are known.
  func mentions(in question: String, _ words: [Word]) -> [Mention] {
    // A word has a place in up to six runs that are looked up.
    let stems = words.map { ValueIndex.stemmed([$0.folded]) }
    let periods = PeriodReader(words: words)
    let bytes = Array(question.utf8)
    var mentions: [Mention] = []
    var index = 0

    func take(_ count: Int, _ content: Mention.Content) {
      let range = words[index].range.lowerBound..<words[index + count - 1].range.upperBound
      mentions.append(Mention(range: range, text: String(decoding: bytes[range], as: UTF8.self), content: content))
      index += count
    }

    while index < words.count, mentions.count < TagTable.maxMentions {
      if let quoted = quotedRun(words, index) {
        let stored = values.lookUp(words[index..<(index + quoted)])
        let text = String(
          decoding: bytes[words[index].range.lowerBound..<words[index + quoted - 1].range.upperBound], as: UTF8.self)
        let part = quoted == 1 ? values.beginning(with: words[index].folded) : nil
        take(quoted, stored.isEmpty ? part.map { .value($0) } ?? .text(text) : .value(stored))
      } else if let year = values.year(words[index]) {
        take(1, year)
      } else if let (period, count) = periods.period(at: index) {
        take(count, .period(period))
      } else if let (stored, count) = value(words, stems, index) {
        take(count, .value(stored))
      } else if let (stored, count) = values.containing(words, at: index) {
        take(count, .value(stored))
      } else if let (stored, count) = values.beginning(with: words, at: index),
        !names.areName(words[index..<(index + count)])
      {
        take(count, .value(stored))
      } else if let (number, count) = NumberReader.number(words, index) {
        take(count, .number(number))
        // "20 euro" is an amount, whatever currency a column holds.
        if index < words.count, NumberReader.isUnit(words[index]) { index += 1 }
      } else if !Self.anybody.contains(words[index].text), case let kin = values.kin(of: words[index], beside: names),
        !kin.isEmpty
      {
        take(1, .value(kin))
      } else if let (count, isName) = nameRun(words, index) {
        guard isName else {
          index += count
          continue
        }
        let range = words[index].range.lowerBound..<words[index + count - 1].range.upperBound
        var text = String(decoding: bytes[range], as: UTF8.self)
        if text.hasSuffix("'s") || text.hasSuffix("’s") { text = String(text.dropLast(2)) }
        let part = count == 1 ? values.beginning(with: WordScanner.fold(text)) : nil
        take(count, (part ?? values.misspelled(text)).map { .value($0) } ?? .text(text))
      } else {
        index += 1
      }
    }
    return mentions
  }

  /// Words from here to the end of a quotation.
  private func quotedRun(_ words: [Word], _ index: Int) -> Int? {
    let count = words[index...].prefix { $0.isQuoted }.count
    return count > 0 && count <= ValueIndex.longestQuotation ? count : nil
  }

  /// The longest run of words that is a stored value.
  private func value(_ words: [Word], _ stems: [String], _ index: Int) -> ([Mention.StoredValue], Int)? {
    let run = index..<min(index + ValueIndex.longestRun, words.count)
    // Each run's key is the one before it and a word more.
    var key = ""
    let keys = stems[run].map { stem in
      if !key.isEmpty, !stem.isEmpty { key += " " }
      key += stem
      return key
    }
    for (place, key) in keys.enumerated().reversed() {
      // "does" is no Doe.
      if place == 0, isPlain(words[index]), ValueIndex.stopWords.contains(words[index].folded) { return nil }
      var stored = values.lookUp(words[index...(index + place)], key: key)
      if place == 0, Self.anybody.contains(words[index].text) {
        stored.removeAll { !isNamed($0.column, beside: index, words) }
      }
      if !stored.isEmpty { return (stored, place + 1) }
    }
    return nil
  }

  private func isPlain(_ word: Word) -> Bool { !word.isQuoted && (word.isFirst || !word.isCapitalised) }

  /// Written small these are persons in general, though a department be called People.
  private static let anybody: Set<String> = ["people", "persons", "person", "folks"]

  /// Whether the word before or after is one of the column's name.
  private func isNamed(_ column: ColumnName, beside index: Int, _ words: [Word]) -> Bool {
    let name = Set(Identifier.words(column.column).map(Stemmer.stem))
    return [index - 1, index + 1].contains {
      words.indices.contains($0) && name.contains(Stemmer.stem(words[$0].folded))
    }
  }

  /// Capitalised words inside a sentence, codes and addresses: names that stand in no sample, or the schema's own.
  private func nameRun(_ words: [Word], _ index: Int) -> (Int, isName: Bool)? {
    let word = words[index]
    if word.text.utf8.contains(UInt8(ascii: "@")) || isCode(word.text) { return (1, true) }
    var length = 0
    for (offset, word) in words[index...].enumerated() {
      guard word.isCapitalised, !word.isNumber, word.text.utf8.count > 1 || offset > 0, !isEmphasis(word.text),
        offset == 0 || !word.isApart && !word.isQuoted
      else { break }
      length += 1
    }
    guard length > 0 else { return nil }
    let (count, isName) = name(words[index..<(index + length)])
    // "on Mondays in December" names times; "Black Friday" a thing.
    if count == 1, Self.isCalendar(word.folded) { return nil }
    // The first word of a sentence is capitalised anyway: it is a name only together with the next.
    if word.isFirst, count == 1 || ValueIndex.stopWords.contains(word.folded) || Self.starters.contains(word.folded) {
      return nil
    }
    return (count, isName)
  }

  /// How many of these words belong together, and whether they are a name: no where they are the schema's own ("Weekly Rank",
  /// "City" in "City Aberdeen"). A name ends before a value that is known where it is misspelled ("Timmothy Ward").
  private func name(_ run: ArraySlice<Word>) -> (Int, isName: Bool) {
    if names.areName(run) { return (run.count, false) }
    if run.count == 1, let only = run.first, only.text.allSatisfy(\.isUppercase), names.isPart(only) {
      return (1, false)
    }
    for length in 1..<run.count {
      let (head, rest) = (run.prefix(length), run.dropFirst(length))
      let isKnown = (1...rest.count).contains { count in !values.lookUp(rest.prefix(count)).isEmpty }
      guard isKnown || values.misspelled(rest.map(\.text).joined(separator: " ")) != nil else { continue }
      if names.areName(head) { return (length, false) }
      if values.misspelled(head.map(\.text).joined(separator: " ")) != nil { return (length, true) }
    }
    return (run.count, true)
  }

  private func isCode(_ text: String) -> Bool {
    text.utf8.count >= 4 && text.contains(where: \.isNumber) && text.contains(where: \.isLetter)
      && text.first?.isLetter == true
  }

  /// Words that people write in capitals though they name nothing in the data.
  private func isEmphasis(_ text: String) -> Bool {
    ["I", "SQL", "ID", "IDs", "EUR", "USD", "GBP", "CSV", "AND", "OR", "NOT", "VIP", "No", "Nr"].contains(text)
  }

  private static func isCalendar(_ word: String) -> Bool {
    let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
    return singular.hasSuffix("day") && calendar.contains(singular) || PeriodReader.months[word] != nil
      || ["xmas", "christmas", "easter"].contains(word)
  }

  private static let calendar: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekday",
  ]

  private static let starters: Set<String> = [
    "please", "could", "tell", "get", "display", "return", "identify", "compare", "calculate", "compute", "sum",
    "average", "are", "hi", "hello", "hey", "need", "want", "select", "sort", "rank", "print", "report", "break",
    "who", "whose", "why", "let", "any", "only", "also", "now", "ok", "so", "among", "between", "during", "since",
  ]
}
