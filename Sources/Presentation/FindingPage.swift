package import Vocabulary

/// Findings for a person: the rule, the sentence, the place in the statement, the remedy.
package enum FindingPage {
  /// One finding, in lines that end with a newline.
  ///
  /// ```
  /// unknown-column (names): There is no column totl.
  ///   SELECT totl FROM orders
  ///          ^
  ///   HINT: Did you mean total?
  /// ```
  package static func text(_ finding: Finding, in sql: String) -> String {
    var lines = ["\(finding.rule) (\(finding.layer.rawValue)): \(harmless(finding.message))"]
    if let state = finding.sqlState { lines[0] += " [\(state)]" }
    if let position = finding.position { lines += place(position, in: sql) }
    if let hint = finding.hint { lines.append("  HINT: \(harmless(hint))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// All findings of a judgement.
  package static func text(_ judgement: Judgement) -> String {
    judgement.findings.map { text($0, in: judgement.sql) }.joined()
  }

  private static let width = 100

  /// The line of the statement with a mark below the place; nothing when the place lies outside.
  private static func place(_ position: Int, in sql: String) -> [String] {
    let bytes = Array(sql.utf8)
    guard position >= 0, position <= bytes.count else { return [] }
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<position].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[position...].firstIndex(of: newline) ?? bytes.count
    let before = harmless(String(decoding: bytes[start..<position], as: UTF8.self))
    let after = harmless(String(decoding: bytes[position..<end], as: UTF8.self))
    // A long line is shown around the place.
    let shownBefore = before.count > width / 2 ? "…" + before.suffix(width / 2) : before
    let room = width - shownBefore.count
    let shownAfter = after.count > room ? after.prefix(room) + "…" : after
    let blank = String(repeating: " ", count: DisplayWidth.of(shownBefore))
    return ["  " + shownBefore + shownAfter, "  " + blank + "^"]
  }

  /// A model may have written it: nothing in it may steer the terminal.
  private static func harmless(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }
}
