import Foundation
import Tagging
import Vocabulary

/// How well a tagged answer fits what retrieval found in the question, whatever its probability.
///
/// A small model points at a neighbour's column more often than it misreads a question: an answer that leaves out what
/// the question names, or reads what nobody named, is seldom the right one. The weights come from a ranking of nine
/// answers each to 260 questions over ten databases that the model had not seen (`docs/confidence.md`).
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

  /// In nats beside the answer's weighted log-probability; the more, the better it fits.
  func fit(of text: String) -> Double {
    let answer = text.split(separator: TaggedSQL.end, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    guard let tokens = TaggedSQL.tokens(answer) else { return 0 }
    let read = Reading(tokens, tags)
    let strange = read.columns.count { !named.contains($0) && !keys.contains($0) }
    let (misplaced, placed) = places(read.comparisons)
    let nestings = tokens.indices.dropFirst().count {
      tokens[$0] == .word("select") && tokens[$0 - 1] == .symbol("(")
    }
    return -neglect(read) - 1.1 * Double(strange) - 1.3 * Double(read.relations.count)
      + Double(placed) - 1.8 * Double(misplaced) - 1.5 * Double(nestings)
      - 1.8 * Double(read.totals.count { isNoQuantity($0) })
  }

  /// What weighs for the names of the question that the answer has no use for.
  private func neglect(_ read: Reading) -> Double {
    var sum = 0.0
    for words in evidence.words {
      // As many as the prompt shows.
      let relations = words.relations.filter { tags.number(of: $0) != nil }.prefix(1)
      let columns = words.columns.filter { tags.number(of: $0) != nil }.prefix(3 - relations.count)
      let isUsed = columns.contains { read.columns.contains($0) } || relations.contains { read.relations.contains($0) }
      guard !isUsed else { continue }
      if relations.isEmpty {
        sum += columns.isEmpty ? 0 : 2.1
      } else {
        sum += columns.isEmpty ? 2.6 : 1
      }
    }
    return sum
  }

  /// How many stored values are looked for where they do not stand, and how many where they do.
  private func places(_ comparisons: [(column: ColumnName, mention: Int)]) -> (misplaced: Int, placed: Int) {
    var (misplaced, placed) = (0, 0)
    for comparison in comparisons where tags.mentions.indices.contains(comparison.mention) {
      guard let places = Self.places(of: tags.mentions[comparison.mention]) else { continue }
      if places.contains(comparison.column) { placed += 1 } else { misplaced += 1 }
    }
    return (misplaced, placed)
  }

  private static func places(of mention: Mention) -> [ColumnName]? {
    guard case .value(let stored) = mention.content, !stored.isEmpty else { return nil }
    return stored.map(\.column)
  }

  /// Whether a sum or an average over it would mean nothing.
  private func isNoQuantity(_ name: ColumnName) -> Bool {
    if keys.contains(name) { return true }
    return switch snapshot.relation(name.relation)?.column(name.column)?.family {
    case .text, .timestamp, .date, .boolean, .enumeration, .uuid: true
    default: false
    }
  }

  /// What an answer reads and compares.
  private struct Reading {
    var columns: Set<ColumnName> = []
    var relations: Set<RelationName> = []
    /// Which mention is held against which column.
    var comparisons: [(column: ColumnName, mention: Int)] = []
    /// Columns that are summed up or averaged.
    var totals: [ColumnName] = []

    init(_ tokens: [TaggedToken], _ tags: TagTable) {
      var compared: ColumnName?
      for (index, token) in tokens.enumerated() {
        switch token {
        case .relation(let number):
          if tags.relations.indices.contains(number), let name = tags.relations[number] { relations.insert(name) }
        case .column(let number, _):
          compared = tags.columns.indices.contains(number) ? tags.columns[number] : nil
          guard let name = compared else { continue }
          columns.insert(name)
          relations.insert(name.relation)
          if index > 1, tokens[index - 1] == .symbol("("), [.word("sum"), .word("avg")].contains(tokens[index - 2]) {
            totals.append(name)
          }
        case .mention(let number): if let name = compared { comparisons.append((name, number)) }
        case .word(let word):
          if !["in", "not", "like", "starts", "ends", "between"].contains(word) { compared = nil }
        case .symbol, .number, .quoted: continue
        }
      }
    }
  }
}
