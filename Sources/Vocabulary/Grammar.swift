/// What an answer may be: rules in GBNF, with `'word'` for a word in any case, the first one for the whole answer.
///
/// A rule whose name is in capitals is one token and uses no rule in small letters, so that other notations can be made of it.
package struct Grammar: Hashable, Sendable, Codable {
  /// One rule a line.
  package var rules: String

  package init(_ rules: String) { self.rules = rules }
}
