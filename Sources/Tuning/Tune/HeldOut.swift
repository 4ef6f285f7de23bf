internal import Vocabulary

/// What must not be trained on, because it is measured on: queries by their fingerprint, questions by their template.
package struct HeldOut: Sendable {
  private var fingerprints: Set<String> = []
  private var templates: Set<String> = []

  package init() {}

  package var count: Int { fingerprints.count }

  /// Holds a pair back: its query whatever the literals, and its wording whatever the values.
  package mutating func hold(_ pair: SyntheticPair) {
    if let fingerprint = Self.fingerprint(pair.sql) { fingerprints.insert(fingerprint) }
    templates.insert(Self.template(pair))
    templates.insert(Self.plain(pair.question))
  }

  /// Holds a wording back.
  package mutating func hold(question: String) { templates.insert(Self.plain(question)) }

  /// Whether a pair may be trained on.
  package func admits(_ pair: SyntheticPair) -> Bool {
    if templates.isEmpty { return true }
    if templates.contains(Self.plain(pair.question)) || templates.contains(Self.template(pair)) { return false }
    return Self.fingerprint(pair.sql).map { !fingerprints.contains($0) } ?? true
  }

  /// The same for queries that differ in literals only; `nil` for a refusal, which is no query.
  ///
  /// On the safe side: the order of the words does not count, nor how FROM is worded where columns tell it anyway, since
  /// differently tagged queries may be written out alike.
  package static func fingerprint(_ sql: TemplateSQL) -> String? {
    if case .words(let words)? = sql.pieces.first, words.contains("refuse") { return nil }
    let hasColumns = sql.pieces.contains { if case .column = $0 { true } else { false } }
    let text = sql.text(
      column: { " <\($0)> " }, relation: { hasColumns ? " " : " <\($0)> " }, slot: { _ in " ? " })
    let words = text.lowercased().replacing(#/'(?:[^']|'')*'/#, with: " ? ")
      .replacing(#/([(),=<>+*\/-])/#) { " \($0.1) " }.split(whereSeparator: \.isWhitespace)
    // How many literals there are is no matter: a list of three is a list.
    let literals: Set<Substring> = ["?", ",", "from"]
    // A name that is not known is matched like a part of one.
    let kept = words.filter { !literals.contains($0) && $0.first?.isNumber != true }
      .map { ["like", "starts", "ends"].contains($0) ? "=" : $0 }.sorted()
    return kept.joined(separator: " ")
  }

  /// The wording without its values.
  package static func template(_ pair: SyntheticPair) -> String {
    var bytes: [UInt8] = []
    let all = Array(pair.question.utf8)
    var place = 0
    for slot in pair.sql.slots.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where slot.range.lowerBound >= place && slot.range.upperBound <= all.count {
      bytes += all[place..<slot.range.lowerBound]
      bytes += "…".utf8
      place = slot.range.upperBound
    }
    bytes += all[place...]
    return plain(String(decoding: bytes, as: UTF8.self))
  }

  /// Lower case, blanks collapsed, numbers made equal, without marks at the end.
  static func plain(_ text: String) -> String {
    var plain = text.lowercased().replacing(#/[0-9]+/#, with: "#").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")[...]
    while let last = plain.last, last.isPunctuation, last != "#" { plain.removeLast() }
    return String(plain)
  }
}
