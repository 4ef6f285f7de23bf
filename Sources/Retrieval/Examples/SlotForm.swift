import Vocabulary

/// How a slot of an approved statement is filled.
enum SlotForm: Sendable, Hashable {
  /// The number itself.
  case number
  /// A stored value of one of these columns, between these texts (a pattern's per cent signs).
  case value([ColumnName], before: String, after: String)
  /// A name as it is said, between these texts.
  case text(before: String, after: String)
  /// Where the period begins or ends, as an expression.
  case start, end
  /// The day of the calendar where it begins or ends, as a string.
  case startDay, endDay
  /// The number of the year.
  case year

  /// The SQL for a mention; `nil` where it cannot be filled with that.
  func text(for mention: Mention) -> String? {
    switch (self, mention.content) {
    case (.number, .number(let number)): return number
    case (.value(let columns, let before, let after), .value(let stored)):
      let spellings = Set(stored.filter { columns.contains($0.column) }.map(\.value))
      guard spellings.count == 1, let value = spellings.first else { return nil }
      return SQLText.literal(before + Self.escaped(value, isPattern: !(before + after).isEmpty) + after)
    case (.text(let before, let after), .text(let words)):
      return SQLText.literal(before + Self.escaped(words, isPattern: !(before + after).isEmpty) + after)
    case (.start, .period(let period)): return period.start
    case (.end, .period(let period)): return period.end
    case (.startDay, .period(let period)): return period.startDay.map(SQLText.literal)
    case (.endDay, .period(let period)): return period.endDay.map(SQLText.literal)
    case (.year, .period(let period)):
      return period.grain == .year ? period.startDay.map { String($0.prefix(4)) } : nil
    default: return nil
    }
  }

  /// Whether a mention of the same kind may take another one's place, given the forms of its pieces.
  static func fits(_ was: Mention, _ new: Mention, _ forms: [SlotForm]) -> Bool {
    switch (was.content, new.content) {
    case (.number(let old), .number(let number)): return old.contains(".") || !number.contains(".")
    case (.value, .value), (.text, .text): return true
    case (.period(let old), .period(let period)):
      guard old.grain == period.grain, old.isAbsolute == period.isAbsolute else { return false }
      // "since May" has a beginning only, and stays so; "last 30 days" and "next 30 days" differ in both ends.
      let hasStart = forms.contains { $0 == .start || $0 == .startDay || $0 == .year }
      let hasEnd = forms.contains { $0 == .end || $0 == .endDay || $0 == .year }
      return old.isAbsolute
        || ((hasStart || old.start == period.start) && (hasEnd || old.end == period.end))
    default: return false
    }
  }

  /// A text inside a LIKE pattern.
  static func escaped(_ text: String, isPattern: Bool) -> String {
    guard isPattern else { return text }
    return text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
