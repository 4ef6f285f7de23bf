package import Vocabulary

/// Whether an approved pair of somebody else gives away what this reader of the data may not see.
package struct Disclosure: Sendable {
  private let values: Set<String>
  private let reader: MentionReader

  package init(
    _ snapshot: SchemaSnapshot, sampled: [ColumnName: ColumnValues] = [:], reader: MentionReader
  ) {
    var values = Set(sampled.values.flatMap(\.values))
    for relation in snapshot.relations {
      for column in relation.columns {
        values.formUnion(column.enumLabels.isEmpty ? column.commonValues : column.enumLabels)
      }
    }
    self.values = values
    self.reader = reader
  }

  /// Whether every string of the statement is a value that is known here, or says nothing about anybody, and the question
  /// names nothing that is not.
  package func isHarmless(_ pair: ApprovedPair) -> Bool {
    guard let strings = SlotFinder.strings(pair.sql) else { return false }
    let isKnown = strings.allSatisfy { text in
      values.contains(text) || Self.isPlain(text) || values.contains(text.filter { $0 != "%" })
    }
    return isKnown
      && reader.mentions(in: pair.question).allSatisfy { mention in
        if case .text = mention.content { false } else { true }
      }
  }

  /// Dates, spans of time, and the words of PostgreSQL's own functions.
  private static func isPlain(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    guard words.allSatisfy({ own.contains(String($0)) }) else { return false }
    let numbers = text.split { !$0.isNumber }
    // A span of time has a unit; a day begins with its year.
    guard words.isEmpty else { return numbers.allSatisfy { $0.utf8.count <= 4 } }
    return numbers.isEmpty || numbers.first?.utf8.count == 4 && numbers.dropFirst().allSatisfy { $0.utf8.count <= 2 }
  }

  private static let own: Set<String> = [
    "microseconds", "milliseconds", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week",
    "weeks", "month", "months", "quarter", "quarters", "year", "years", "decade", "century", "epoch", "dow", "isodow",
    "doy", "yyyy", "yy", "mm", "mon", "fmmonth", "dd", "ddd", "q", "ww", "iw", "iyyy", "hh", "mi", "ss", "fm", "utc",
    "t",
    "z", "true", "false", "hmi",
  ]
}
