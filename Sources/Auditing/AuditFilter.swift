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
  package var limit: Int

  package init(
    since: Moment? = nil, until: Moment? = nil, principal: Principal? = nil, database: String? = nil,
    outcome: AuditRecord.Outcome? = nil, words: String? = nil, limit: Int = 50
  ) {
    self.since = since
    self.until = until
    self.principal = principal
    self.database = database
    self.outcome = outcome
    self.words = words
    self.limit = limit
  }

  var arguments: [String: Cell] {
    [
      "since": .integer(orNull: since?.microseconds), "until": .integer(orNull: until?.microseconds),
      "principal": .text(orNull: principal.map { ControlEscape.text($0.name) }),
      "database": .text(orNull: database.map(ControlEscape.text)), "outcome": .text(orNull: outcome?.rawValue),
      "patterns": .text(orNull: patterns), "limit": .integer(Int64(max(0, limit))),
    ]
  }

  /// A JSON array of search patterns, one a word. Each is quoted, so that nothing typed is an operator of the search.
  private var patterns: String? {
    let words = (words ?? "").split(whereSeparator: \.isWhitespace)
      .filter { $0.contains { $0.isLetter || $0.isNumber } }
      .map { "\"" + $0.replacing("\"", with: "\"\"").replacing("\0", with: "") + "\"*" }
    guard !words.isEmpty, let json = try? JSONEncoder().encode(words) else { return nil }
    return String(decoding: json, as: UTF8.self)
  }
}
