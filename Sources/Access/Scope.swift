/// What a caller may do at a door.
package enum Scope: String, Sendable, CaseIterable, Codable, Comparable {
  /// Ask, validate, look at the schema, give feedback.
  case ask
  /// Run one's own SQL, through the same gate.
  case run
  /// Read the audit log.
  case audit
  /// Judge answers, where `review.people` lets them.
  case review
  /// Look at models and choose which one answers.
  case models
  /// Read the service's metrics.
  case metrics

  package static func < (a: Scope, b: Scope) -> Bool { a.rawValue < b.rawValue }

  /// Scopes separated by blanks or commas; names that are none are left out.
  package static func read(_ text: String) -> Set<Scope> {
    Set(text.split { $0 == " " || $0 == "," }.compactMap { Scope(rawValue: String($0)) })
  }

  /// Scopes as `read` reads them.
  static func text(_ scopes: Set<Scope>) -> String { scopes.sorted().map(\.rawValue).joined(separator: " ") }
}
