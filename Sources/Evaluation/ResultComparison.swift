package import Vocabulary

/// Whether two results say the same: the comparison behind execution accuracy.
///
/// Rows are compared as multisets, in order only where the gold query orders. Columns may stand in another order but
/// not be missing or added. Numbers are equal up to rounding noise, a date equals midnight of that day.
package enum ResultComparison {
  package static func matches(_ predicted: ResultTable, _ gold: ResultTable, ordered: Bool) -> Bool {
    guard predicted.rows.count == gold.rows.count, predicted.columns.count == gold.columns.count else { return false }
    guard !gold.rows.isEmpty else { return true }
    let ours = predicted.rows.map { $0.map(Cell.init) }
    let theirs = gold.rows.map { $0.map(Cell.init) }
    return permutations(ours, theirs).contains { permutation in
      let arranged = ours.map { row in permutation.map { row[$0] } }
      return ordered ? arranged == theirs : counts(arranged) == counts(theirs)
    }
  }

  /// Orders of our columns under which each holds the same multiset of values as the gold's; at most 64 of them.
  private static func permutations(_ ours: [[Cell]], _ theirs: [[Cell]]) -> [[Int]] {
    let width = theirs[0].count
    let ourColumns = (0..<width).map { column in counts(ours.map { $0[column] }) }
    let fitting = (0..<width).map { column in
      let wanted = counts(theirs.map { $0[column] })
      return (0..<width).filter { ourColumns[$0] == wanted }
    }
    var found: [[Int]] = [[]]
    for choices in fitting {
      found = found.flatMap { chosen in choices.filter { !chosen.contains($0) }.map { chosen + [$0] } }
      if found.count > 64 { found = Array(found.prefix(64)) }
    }
    return found
  }

  private static func counts<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
    Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
  }
}

/// One value in the form in which values are compared.
private struct Cell: Hashable {
  private let text: String?

  init(_ value: String?) {
    guard let value else {
      text = nil
      return
    }
    if let number = Double(value), number.isFinite, value.utf8.first.map({ $0 < 58 }) ?? false {
      // Nine significant digits: what is left after rounding noise of sums and quotients.
      text = number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : Self.significant(number)
    } else if value.hasSuffix(" 00:00:00") {
      text = String(value.dropLast(9))
    } else if value.hasSuffix(" 00:00:00+00") {
      text = String(value.dropLast(12))
    } else {
      text = value
    }
  }

  private static func significant(_ number: Double) -> String {
    var scale = 1.0
    while abs(number * scale) < 1e8, scale < 1e18 { scale *= 10 }
    let scaled = (number * scale).rounded()
    // Rounding may end on a whole number: then it is spelled as one.
    let rounded = scaled / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}
