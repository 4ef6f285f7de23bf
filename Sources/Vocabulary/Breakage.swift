/// What every thrown error of Dragoman tells: PostgreSQL's own shape. Refusals are values and never come this way.
package protocol Breakage: Error, Sendable, CustomStringConvertible {
  /// Five characters: a server's SQLSTATE passed through, or one of ours (listed in `docs/errors.md`).
  var code: String { get }
  /// One sentence.
  var message: String { get }
  var detail: String? { get }
  /// The remedy, where there is one.
  var hint: String? { get }
}

extension Breakage {
  package var detail: String? { nil }
  package var hint: String? { nil }

  package var description: String {
    var text = "\(message) (\(code))"
    if let detail { text += "\nDETAIL: \(detail)" }
    if let hint { text += "\nHINT: \(hint)" }
    return text
  }
}
