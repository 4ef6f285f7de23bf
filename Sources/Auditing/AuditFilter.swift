internal import Foundation
internal import Storage
package import Vocabulary

/// Which questions of the audit log someone wants to see; what is `nil` does not matter.
package struct AuditFilter: Hashable, Sendable {
  /// Asked at or after this.
  package var since: Moment?
  /// Asked before this.
  package var until: Moment?
  package var principal: Principal?
  package var database: String?
  package var outcome: AuditRecord.Outcome?
  /// Words, or beginnings of words, that all stand in the question or in its SQL; accents and case do not matter.
  package var words: String?
  /// A relation that the statement reads, as `schema.name` or as its name alone.
  package var relation: String?
  /// The model that wrote the answer, by its server's name for it.
  package var model: String?
  /// The planner's cost of the statement, in its units.
  package var cost: ClosedRange<Double>?
  /// The latest review's verdict.
  package var review: AuditEntry.Reviewed.Verdict?
  package var limit: Int

  package init(
    since: Moment? = nil, until: Moment? = nil, principal: Principal? = nil, database: String? = nil,
    outcome: AuditRecord.Outcome? = nil, words: String? = nil, relation: String? = nil, model: String? = nil,
    cost: ClosedRange<Double>? = nil, review: AuditEntry.Reviewed.Verdict? = nil, limit: Int = 50
  ) {
    self.since = since
    self.until = until
    self.principal = principal
    self.database = database
    self.outcome = outcome
    self.words = words
    self.relation = relation
    self.model = model
    self.cost = cost
    self.review = review
    self.limit = limit
  }

  /// Whether a record is what is looked for, as far as only the whole record tells.
  package func matches(_ record: AuditRecord) -> Bool {
    if let relation {
      let wanted = relation.lowercased()
      guard record.relations.contains(where: { [$0.name, $0.description].contains { $0.lowercased() == wanted } })
      else { return false }
    }
    if let model, record.workings.model != model { return false }
    if let cost {
      guard let estimate = record.plan?.cost, cost.contains(estimate) else { return false }
    }
    return review == nil || record.review?.verdict == review
  }

  /// Whether a record is what is looked for in every respect, without asking the store.
  package func covers(_ record: AuditRecord) -> Bool {
    guard since.map({ record.askedAt >= $0 }) ?? true, until.map({ record.askedAt < $0 }) ?? true,
      principal.map({ record.question.principal == $0 }) ?? true,
      database.map({ record.question.database == $0 }) ?? true, outcome.map({ record.outcome == $0 }) ?? true,
      matches(record)
    else { return false }
    let text = Self.plain(record.question.text + " " + (record.sql ?? ""))
    return Self.plain(words ?? "").split(whereSeparator: \.isWhitespace).allSatisfy { text.contains($0) }
  }

  private static func plain(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  /// Whether the store alone can tell which questions match.
  var isStored: Bool { relation == nil && model == nil && cost == nil && review == nil }

  /// Whether words narrow the search.
  var hasWords: Bool { patterns != nil }

  /// What the store looks for: at or after one position and before another.
  func arguments(from: Int64, before position: Int64, limit: Int) -> [String: Cell] {
    [
      "from": .integer(from), "before": .integer(position),
      "since": .integer(orNull: since?.microseconds), "until": .integer(orNull: until?.microseconds),
      "principal": .text(orNull: principal.map { ControlEscape.text($0.name) }),
      "database": .text(orNull: database.map(ControlEscape.text)), "outcome": .text(orNull: outcome?.rawValue),
      "patterns": .text(orNull: patterns), "limit": .integer(Int64(limit)),
    ]
  }

  /// A JSON array of search patterns, one a word. Each is quoted, so that nothing typed is an operator of the search.
  private var patterns: String? {
    // A statement spells the relations that it reads, so their names narrow the search, too.
    let name = relation.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    let words = ((words ?? "").split(whereSeparator: \.isWhitespace) + (name.map { [$0[...]] } ?? []))
      .filter { $0.contains { $0.isLetter || $0.isNumber } }
      .map { "\"" + $0.replacing("\"", with: "\"\"").replacing("\0", with: "") + "\"*" }
    guard !words.isEmpty, let json = try? JSONEncoder().encode(words) else { return nil }
    return String(decoding: json, as: UTF8.self)
  }
}
