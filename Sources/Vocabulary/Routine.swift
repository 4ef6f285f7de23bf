/// A function, aggregate or procedure outside the system schemas that the role may execute.
package struct Routine: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable { case function, aggregate, window, procedure }
  package enum Volatility: String, Sendable, Codable { case immutable, stable, volatile }

  package var schema: String
  package var name: String
  /// The identity arguments as text, e.g. `integer, text`.
  package var arguments: String
  /// The result type as text; empty for a procedure.
  package var result: String
  package var kind: Kind
  package var volatility: Volatility
  /// The extension that owns the routine, if one does.
  package var ofExtension: String?
  package var comment: String?

  package init(
    schema: String, name: String, arguments: String, result: String, kind: Kind, volatility: Volatility,
    ofExtension: String? = nil, comment: String? = nil
  ) {
    self.schema = schema
    self.name = name
    self.arguments = arguments
    self.result = result
    self.kind = kind
    self.volatility = volatility
    self.ofExtension = ofExtension
    self.comment = comment
  }
}
