package import Vocabulary

/// Which payloads are to go.
package struct Redaction: Hashable, Sendable {
  package enum Rule: Hashable, Sendable, CustomStringConvertible {
    /// All that is known of one question.
    case question(QuestionID)
    /// Everything recorded before a moment: of one database, or of all.
    case before(Moment, database: String?)
    /// All that is known of questions that came near such a column.
    case column(ColumnPattern, database: String?)

    package var description: String {
      switch self {
      case .question: "question"
      case .before(let moment, let database): "before \(moment)" + (database.map { " in \($0)" } ?? "")
      case .column(let pattern, let database): "column \(pattern)" + (database.map { " in \($0)" } ?? "")
      }
    }
  }

  package var rule: Rule
  /// Why, for whoever asks later; it stays.
  package var reason: String
  package var person: Principal

  package init(_ rule: Rule, because reason: String, by person: Principal) {
    self.rule = rule
    self.reason = reason
    self.person = person
  }

  /// Entries that one `redacted` entry stands for, at most.
  static let most = 5000

  /// The positions as pairs of a first and a last one.
  static func ranges(_ sequences: [Int64]) -> [[Int64]] {
    var ranges: [[Int64]] = []
    for sequence in sequences {
      if let last = ranges.last, last[1] + 1 == sequence {
        ranges[ranges.count - 1][1] = sequence
      } else {
        ranges.append([sequence, sequence])
      }
    }
    return ranges
  }
}
