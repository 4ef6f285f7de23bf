package import Vocabulary

/// Whether two results say the same: the comparison behind execution accuracy.
///
/// Rows are compared as multisets, in order only where the gold query orders. Columns may stand in another order.
/// Numbers are equal up to rounding noise, a date equals midnight of that day.
package enum ResultComparison {
  /// How a prediction's rows differ from the gold query's, the mildest difference first.
  package enum Difference: Int, Sendable, Comparable {
    case none
    /// All gold columns are there, and others besides.
    case extraColumns
    /// The same rows in another order than the one asked for.
    case order
    /// As many rows, of fewer or other columns.
    case columns
    case rows
    /// No rows at all where there are some.
    case empty

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  package static func matches(_ predicted: ResultTable, _ gold: ResultTable, ordered: Bool) -> Bool {
    difference(predicted, gold, ordered: ordered) == .none
  }

  package static func difference(_ predicted: ResultTable, _ gold: ResultTable, ordered: Bool) -> Difference {
    if predicted.rows.isEmpty, !gold.rows.isEmpty { return .empty }
    guard predicted.rows.count == gold.rows.count else { return .rows }
    let (width, wanted) = (predicted.columns.count, gold.columns.count)
    guard !gold.rows.isEmpty else { return width == wanted ? .none : .columns }
    guard width >= wanted else { return .columns }
    let ours = predicted.rows.map { $0.map(Cell.init) }
    let theirs = gold.rows.map { $0.map(Cell.init) }
    let arrangements = arrangements(ours, theirs).map { chosen in ours.map { row in chosen.map { row[$0] } } }
    let wantedRows = counts(theirs)
    let sameRows = arrangements.filter { counts($0) == wantedRows }
    guard !sameRows.isEmpty else { return width == wanted ? .rows : .columns }
    guard !ordered || sameRows.contains(theirs) else { return .order }
    return width == wanted ? .none : .extraColumns
  }

  /// Choices of our columns, each of which holds the same multiset of values as the gold's; at most 64 of them.
  private static func arrangements(_ ours: [[Cell]], _ theirs: [[Cell]]) -> [[Int]] {
    let ourColumns = ours[0].indices.map { column in counts(ours.map { $0[column] }) }
    var found: [[Int]] = [[]]
    for column in theirs[0].indices {
      let wanted = counts(theirs.map { $0[column] })
      let choices = ourColumns.indices.filter { ourColumns[$0] == wanted }
      found = found.flatMap { chosen in choices.filter { !chosen.contains($0) }.map { chosen + [$0] } }
      if found.count > 64 { found = Array(found.prefix(64)) }
    }
    return found
  }

  private static func counts<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
    Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// Whether the outermost query orders its rows: an ORDER BY outside all parentheses.
  package static func isOrdered(_ sql: String) -> Bool {
    var depth = 0
    var outside = ""
    for character in sql {
      if character == "(" { depth += 1 }
      if depth == 0 { outside.append(character) }
      if character == ")" { depth -= 1 }
    }
    let words = QueryClass.words(outside)
    return zip(words, words.dropFirst()).contains { $0 == "order" && $1 == "by" }
  }
}
