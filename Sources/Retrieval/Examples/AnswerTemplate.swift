internal import SQLSyntax
package import Vocabulary

/// An approved statement with typed slots where it says what its question mentions: a number, a stored value, a name, or
/// where a period begins and ends.
///
/// A mention that cannot be found in the statement beyond doubt is no slot: who asks must then say the same.
struct AnswerTemplate: Sendable {
  /// A piece of the statement that a mention decides.
  struct Piece: Sendable, Hashable {
    /// In UTF-8 bytes of the statement.
    var range: Range<Int>
    var mention: Int
    var form: SlotForm
  }

  let sql: String
  /// What the approved question mentions.
  let mentions: [Mention]
  /// In the order of the statement; ranges do not overlap.
  let pieces: [Piece]
  /// Whether it may answer at all: a statement about "today" that names a day is right on that day only.
  let isTimeless: Bool

  /// - Parameter relations: what the statement reads.
  init(_ sql: String, mentions: [Mention], relations: [RelationName]) {
    self.sql = sql
    self.mentions = mentions
    let pieces = SlotFinder(sql, relations: relations)?.pieces(of: mentions) ?? []
    self.pieces = pieces
    isTimeless = mentions.enumerated().allSatisfy { index, mention in
      guard case .period(let period) = mention.content, !period.isAbsolute else { return true }
      return pieces.contains { $0.mention == index }
    }
  }

  /// The statement for other mentions, and what was filled in; `nil` where they do not fit.
  func filled(with others: [Mention]) -> (sql: String, slots: [Verified.Slot])? {
    guard isTimeless, others.count == mentions.count else { return nil }
    var slots: [Verified.Slot] = []
    for (index, (was, new)) in zip(mentions, others).enumerated() {
      if Self.isSame(was, new) { continue }
      let forms = pieces.filter { $0.mention == index }.map(\.form)
      guard !forms.isEmpty, SlotForm.fits(was, new, forms) else { return nil }
      slots.append(Verified.Slot(kind: was.kind, was: was.text, became: new.text))
    }
    if slots.isEmpty { return (sql, []) }
    let bytes = Array(sql.utf8)
    var text: [UInt8] = []
    var at = 0
    for piece in pieces {
      guard let filling = piece.form.text(for: others[piece.mention]) else { return nil }
      text += bytes[at..<piece.range.lowerBound]
      text += Array(filling.utf8)
      at = piece.range.upperBound
    }
    text += bytes[at...]
    return (String(decoding: text, as: UTF8.self), slots)
  }
}

extension AnswerTemplate {
  /// A name that is written otherwise is the same name.
  private static func isSame(_ was: Mention, _ new: Mention) -> Bool {
    switch (was.content, new.content) {
    case (.value, .value), (.text, .text), (.value, .text), (.text, .value):
      WordScanner.fold(was.text) == WordScanner.fold(new.text)
    default: was.content == new.content
    }
  }
}

extension Mention {
  fileprivate var kind: String {
    switch content {
    case .value: "value"
    case .text: "text"
    case .number: "number"
    case .period: "period"
    }
  }
}

extension Mention.Period {
  /// Whether both ends are days of the calendar, whatever day it is today.
  var isAbsolute: Bool { startDay != nil && endDay != nil }
  var startDay: String? { Self.day(start) }
  var endDay: String? { Self.day(end) }

  /// `date '2024-03-01'` is `2024-03-01`.
  private static func day(_ expression: String) -> String? {
    guard expression.hasPrefix("date '"), expression.hasSuffix("'") else { return nil }
    let day = expression.dropFirst(6).dropLast()
    return day.utf8.count == 10 ? String(day) : nil
  }
}
