import Vocabulary

/// A mention as a SQL literal for the column that it is compared with.
struct Literal {
  let text: String
  /// Whether the value is known to stand in the column, in this spelling.
  let isStored: Bool

  init(_ mention: Mention, for column: ColumnName?, isPart: Bool) {
    switch mention.content {
    case .number(let number):
      text = number
      isStored = false
    case .period(let period) where isPart || column == nil:
      // The year, month or day that the period starts with: `date '2024-03-01'` compared with a part of a date.
      text = Self.leadingNumber(period) ?? "(\(period.start))"
      isStored = false
    case .period(let period):
      text = period.start
      isStored = false
    case .text(let words):
      text = SQLText.literal(words)
      isStored = false
    case .value(let stored):
      if let match = stored.first(where: { $0.column == column }) {
        text = SQLText.literal(match.value)
        isStored = true
      } else {
        text = SQLText.literal(mention.text)
        isStored = false
      }
    }
  }

  /// The values of a column that a mention is the beginning of; `nil` where it is one value.
  static func all(_ mention: Mention, of column: ColumnName) -> [String]? {
    guard case .value(let stored) = mention.content else { return nil }
    let own = stored.filter { $0.column == column }.map(\.value)
    guard own.count > 1, own.allSatisfy({ Pattern.folded($0).hasPrefix(Pattern.folded(mention.text)) }),
      !own.contains(where: { Pattern.folded($0) == Pattern.folded(mention.text) })
    else { return nil }
    return own.map { SQLText.literal($0) }
  }

  private static func leadingNumber(_ period: Mention.Period) -> String? {
    guard let open = period.start.firstIndex(of: "'") else { return nil }
    let parts = period.start[open...].dropFirst().prefix { $0 != "'" }.split(separator: "-")
    switch period.grain {
    case .year: return parts.first.map(String.init)
    case .month: return parts.count > 1 ? Int(parts[1]).map(String.init) : nil
    case .day: return parts.count > 2 ? Int(parts[2]).map(String.init) : nil
    default: return nil
    }
  }
}

/// The span of time that a mention means for a temporal column; `nil` for anything else.
struct Span {
  let start: String
  let end: String

  init?(_ mention: Mention, _ column: Column) {
    switch mention.content {
    case .period(let period) where column.family.isTemporal:
      start = period.start
      end = period.end
    case .period(let period) where column.family.isNumeric && period.grain == .year:
      let digits = period.start.drop { !$0.isNumber }.prefix(4)
      guard let year = Int(digits) else { return nil }
      start = "\(year)"
      end = "\(year + 1)"
    case .number(let number) where column.family.isTemporal:
      guard let year = Int(number), (1800...2200).contains(year) else { return nil }
      start = "date '\(year)-01-01'"
      end = "date '\(year + 1)-01-01'"
    default: return nil
    }
  }
}

/// Matching of text that may be spelled otherwise in the data.
enum Pattern {
  static func match(_ left: String, _ column: Column, _ words: String, _ kind: String, _ isNegated: Bool) -> String {
    let escaped = words.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    let pattern =
      switch kind {
      case "like": "%\(escaped)%"
      case "starts": "\(escaped)%"
      case "ends": "%\(escaped)"
      default: escaped
      }
    let text = column.family == .text ? left : left + "::text"
    return "\(text) \(isNegated ? "NOT " : "")ILIKE \(SQLText.literal(pattern))"
  }

  /// A label with case and separators folded: `In Transit` and `in_transit` are the same.
  static func folded(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}

extension Mention {
  var isNumber: Bool {
    if case .number = content { true } else { false }
  }
}
