internal import Foundation
import Vocabulary

/// Says a leaning question together with the one that it leans on: what has a counterpart there takes its place, the rest is
/// added at the end.
struct FollowUpCompletion {
  /// The whole question; `nil` where nothing could be placed.
  let text: String?

  init(_ question: LeaningQuestion, _ own: Evidence, previous: String, _ before: Evidence) {
    var base = Sentence(previous)
    guard !question.body.isEmpty else {
      text = nil
      return
    }
    let body = Self.text(question.body, of: question.text)
    if question.sorts {
      base.cut(after: ["sorted", "ordered", "ranked", "sort"])
      base.append("sorted " + Self.text(question.body.dropFirst(), of: question.text))
    } else if question.groups {
      base.cut(after: ["per", "by"], words: 3, beside: before.mentions)
      base.append(body)
    } else {
      var edits: [(range: Range<Int>, text: String)] = []
      var additions: [String] = []
      var taken: Set<Int> = []
      for chunk in Self.chunks(question.body, own) {
        let words = Self.text(chunk.words, of: question.text)
        if let mention = chunk.mention, !chunk.says,
          let place = Self.counterpart(of: mention, in: before, besides: taken, chunk, previous)
        {
          taken.insert(place)
          edits.append((before.mentions[place].range, mention.text))
        } else if question.replaces, chunk.mention == nil,
          let range = Self.relation(in: before, for: chunk.words, own)
        {
          edits.append((range, words))
        } else if question.replaces, chunk.mention == nil {
          // It would take the place of something, and nothing tells of what.
          text = nil
          return
        } else {
          additions.append(Self.joined(words, chunk))
        }
      }
      base.apply(edits)
      for addition in additions { base.append(addition) }
    }
    text = base.text == Sentence(previous).text ? nil : base.text
  }

  /// A few words around at most one mention.
  private struct Chunk {
    var words: ArraySlice<Word>
    var mention: Mention?
    /// Whether it says more than its mention and a preposition.
    var says: Bool
  }

  /// The words cut behind each mention.
  private static func chunks(_ words: ArraySlice<Word>, _ own: Evidence) -> [Chunk] {
    var chunks: [Chunk] = []
    var start = words.startIndex
    func isTelling(_ word: Word) -> Bool {
      !AskingWords.all.contains(word.folded) && !LeaningQuestion.prepositions.contains(word.folded)
    }
    for mention in own.mentions {
      guard let end = words.lastIndex(where: { mention.range.contains($0.range.lowerBound) }), end >= start else {
        continue
      }
      let inside = words[start...end]
      let says = inside.contains { !mention.range.contains($0.range.lowerBound) && isTelling($0) }
      chunks.append(Chunk(words: inside, mention: mention, says: says))
      start = end + 1
    }
    let tail = words[start...]
    if tail.contains(where: isTelling) { chunks.append(Chunk(words: tail, mention: nil, says: true)) }
    return chunks
  }

  /// The mention of the question before that this one stands in for: a value of the same column, a period for a period.
  private static func counterpart(
    of mention: Mention, in before: Evidence, besides taken: Set<Int>, _ chunk: Chunk, _ previous: String
  ) -> Int? {
    let first = chunk.words.first?.folded ?? ""
    // "not Norway" and "without Norway" take nothing's place.
    guard !["not", "without", "except", "excluding"].contains(first) else { return nil }
    let free = before.mentions.indices.filter { !taken.contains($0) }
    switch mention.content {
    case .value(let stored):
      let columns = Set(stored.map(\.column))
      return free.first { index in
        guard case .value(let there) = before.mentions[index].content else { return false }
        return there.contains { columns.contains($0.column) }
      }
    case .period:
      return free.first { if case .period = before.mentions[$0].content { true } else { false } }
    case .number:
      let numbers = free.filter { if case .number = before.mentions[$0].content { true } else { false } }
      return numbers.count == 1 ? numbers[0] : nil
    case .text:
      // A name that nobody knows stands in for the only one that there is.
      let names = free.filter {
        switch before.mentions[$0].content {
        case .value, .text: before.mentions[$0].text.first?.isUppercase == true
        default: false
        }
      }
      return names.count == 1 ? names[0] : nil
    }
  }

  /// Where the question before names its relation, if these words name another one.
  private static func relation(in before: Evidence, for words: ArraySlice<Word>, _ own: Evidence) -> Range<Int>? {
    guard let first = words.first, let last = words.last else { return nil }
    let named = own.words.filter {
      $0.range.lowerBound >= first.range.lowerBound && $0.range.upperBound <= last.range.upperBound
    }
    let telling = words.filter { !AskingWords.all.contains($0.folded) }
    guard let one = named.first(where: { !$0.relations.isEmpty }), named.count == 1,
      telling.allSatisfy({ one.range.contains($0.range.lowerBound) })
    else { return nil }
    return before.words.first { !$0.relations.isEmpty }?.range
  }

  /// A chunk as it goes on a sentence: "Sweden" becomes "for Sweden", "active" becomes "that are active".
  private static func joined(_ text: String, _ chunk: Chunk) -> String {
    guard let first = chunk.words.first else { return text }
    let goesOn =
      LeaningQuestion.prepositions.contains(first.folded) || first.folded.hasSuffix("ed")
      || first.folded.hasSuffix("ing")
      || ["more", "less", "at", "whose", "where", "have", "has", "had", "per", "their", "his", "her"].contains(
        first.folded)
    if goesOn { return text }
    if case .period? = chunk.mention?.content { return "in " + text }
    return (first.isCapitalised && chunk.mention != nil ? "for " : "that are ") + text
  }

  private static func text(_ words: ArraySlice<Word>, of question: String) -> String {
    guard let first = words.first, let last = words.last else { return "" }
    return String(decoding: Array(question.utf8)[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
  }

  /// A question without its mark, which can be changed in places and go on.
  private struct Sentence {
    private var bytes: [UInt8]
    private let mark: String

    init(_ question: String) {
      var text = question.trimmingCharacters(in: .whitespaces)
      var mark = ""
      while let last = text.last, "?.!".contains(last) {
        mark = String(last)
        text.removeLast()
      }
      bytes = Array(text.utf8)
      self.mark = mark
    }

    var text: String { String(decoding: bytes, as: UTF8.self) + mark }

    mutating func append(_ words: String) { bytes += Array((" " + words).utf8) }

    mutating func apply(_ edits: [(range: Range<Int>, text: String)]) {
      for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound })
      where edit.range.upperBound <= bytes.count {
        var start = edit.range.lowerBound
        // "in 2023" becomes "last year", not "in last year".
        let before = String(decoding: bytes[..<start], as: UTF8.self)
        let first = edit.text.split(separator: " ").first?.lowercased() ?? ""
        if ["last", "this", "since", "before", "after", "until", "between", "from", "yesterday", "today"].contains(
          first),
          let last = before.split(separator: " ").last,
          ["in", "during", "on", "of", "from", "since"].contains(last.lowercased())
        {
          start -= last.utf8.count + 1
        }
        bytes.replaceSubrange(max(0, start)..<edit.range.upperBound, with: Array(edit.text.utf8))
      }
    }

    /// Drops what follows the last of such words, with the word.
    mutating func cut(after openers: Set<String>, words limit: Int = 8, beside mentions: [Mention] = []) {
      let words = WordScanner.words(String(decoding: bytes, as: UTF8.self))
      guard let index = words.lastIndex(where: { openers.contains($0.folded) }), index > 0,
        words.count - index - 1 <= limit,
        !mentions.contains(where: { $0.range.lowerBound > words[index].range.lowerBound })
      else { return }
      bytes.removeSubrange((words[index - 1].range.upperBound)...)
    }
  }
}
