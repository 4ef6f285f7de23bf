internal import Postgres

/// A row of `statistics.sql`: what ANALYZE found in a column, whichever relation and column that be.
struct ColumnStatistics: Sendable {
  let relation: UInt32
  let number: Int16
  /// Whether the rows of inheriting relations are counted.
  let countsChildren: Bool
  let nullFraction: Double
  let distinct: Double
  /// The share of rows that have a value of `frequent`.
  let frequency: Double
  let frequent: [String]
  let bounds: [String]

  init(_ row: borrowing PostgresRow) {
    relation = UInt32(row.integer(0))
    number = Int16(row.integer(1))
    countsChildren = row.boolean(2)
    nullFraction = Double(row.string(3)) ?? 0
    distinct = Double(row.string(4)) ?? 0
    frequency = row.withBytes(5, ArrayText.elements).reduce(0) { $0 + (Double($1) ?? 0) }
    frequent = row.withBytes(6, ArrayText.elements)
    bounds = row.withBytes(7, ArrayText.elements)
  }
}

/// The frequent values of a column, out of its statistics.
struct CommonValues: Equatable {
  static let maxCount = 100
  static let maxLength = 100

  var values: [String]
  /// Whether the values are all that there are, as far as ANALYZE's sample tells.
  var isComplete: Bool

  /// - Parameters:
  ///   - nullFraction: the share of rows without a value.
  ///   - distinct: `n_distinct`: a number of values, or when negative minus the number of values a row.
  ///   - rows: the planner's estimate of the relation's rows.
  ///   - frequency: the share of rows that have a value of `frequent`.
  ///   - bounds: ends of equally full stretches among the values that are not in `frequent`.
  init(nullFraction: Double, distinct: Double, rows: Int?, frequent: [String], frequency: Double, bounds: [String]) {
    // Either list is free of repetitions, but bounds repeat among themselves when a value fills a stretch.
    var all = frequent
    for bound in bounds where bound != all.last || all.count == frequent.count { all.append(bound) }
    values = Array(all.lazy.filter(Self.isShort).prefix(Self.maxCount))
    let expected = distinct >= 0 ? distinct : rows.map { (-distinct * Double($0)).rounded() }
    // Bounds of a column with few values are all its values, which the count of distinct values shows.
    isComplete =
      values.count == all.count && !values.isEmpty && expected == Double(all.count)
      && (!bounds.isEmpty || frequency + nullFraction > 0.999)
  }

  private static func isShort(_ value: String) -> Bool {
    let bytes = value.utf8.count
    return bytes <= maxLength || bytes <= 4 * maxLength && value.count <= maxLength
  }
}
