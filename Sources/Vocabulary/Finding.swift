/// One reason why a statement was refused, or one thing worth saying about it. A value, never an error.
package struct Finding: Hashable, Sendable, Codable {
  /// The layer that found it, in the order in which a statement meets them.
  package enum Layer: String, Sendable, Codable, CaseIterable, Comparable {
    case hygiene, syntax, statement, functions, names, session, dryRun, limits

    package static func < (a: Layer, b: Layer) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// The rule's stable name, documented in `docs/security.md`, e.g. `unknown-column`.
  package var rule: String
  package var layer: Layer
  /// One sentence for a person, which is also what the repair prompt says.
  package var message: String
  /// What to do about it, if anything is known.
  package var hint: String?
  /// Offset into the statement, in UTF-8 bytes, where it applies.
  package var position: Int?
  /// The server's SQLSTATE when the server found it.
  package var sqlState: String?

  package init(
    rule: String, layer: Layer, message: String, hint: String? = nil, position: Int? = nil, sqlState: String? = nil
  ) {
    self.rule = rule
    self.layer = layer
    self.message = message
    self.hint = hint
    self.position = position
    self.sqlState = sqlState
  }
}
