/// Times between two dates of a row.
extension Draw {
  /// Whether a date is of that kind (`words.txt`): `begun`, `done` or `planned`.
  func isDate(_ attribute: Attribute, _ kind: String) -> Bool {
    attribute.role == .date && attribute.words.contains { lexicon.isKind(kind, $0) }
  }

  /// The day of a date or a timestamp.
  func day(_ attribute: Attribute) -> SQLPhrase {
    attribute.column.family == .date ? "\(attribute)" : " cast(\(attribute) as date)"
  }

  /// Days, hours or minutes between two; nil where a mere date knows no hours.
  func span(from start: Attribute, to end: Attribute, in unit: String) -> SQLPhrase? {
    guard start.column.family == .timestamp, end.column.family == .timestamp else {
      return unit == "days" ? "\(day(end)) -\(day(start))" : nil
    }
    guard let seconds = ["days": 86_400, "hours": 3_600, "minutes": 60][unit] else { return nil }
    return " extract(epoch from\(end) -\(start)) / \(String(seconds))"
  }
}
