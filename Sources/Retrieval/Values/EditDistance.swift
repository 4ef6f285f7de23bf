/// How many letters differ: insertions, deletions, replacements, and neighbours that changed places.
enum EditDistance {
  /// - Parameter most: counting ends beyond it.
  static func between(_ a: [UInt8], _ b: [UInt8], most: Int) -> Int {
    if a == b { return 0 }
    var before: [Int] = []
    var last = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var row = [i + 1]
      for (j, y) in b.enumerated() {
        var cost = min(last[j] + (x == y ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      if (row.min() ?? 0) > most { return most + 1 }
      before = last
      last = row
    }
    return last.last ?? 0
  }
}
