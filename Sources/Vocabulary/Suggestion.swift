/// "Did you mean": the nearest names by edit distance.
package enum Suggestion {
  /// At most `limit` of `names` that are close to `wanted`, nearest first; ties keep the order of `names`.
  package static func nearest(to wanted: String, in names: some Sequence<String>, limit: Int = 3) -> [String] {
    let target = Array(wanted.lowercased().utf8)
    let ceiling = max(1, target.count / 3)
    var scored: [(name: String, distance: Int)] = []
    for name in names {
      let other = Array(name.lowercased().utf8)
      guard abs(other.count - target.count) <= ceiling else {
        // A name that contains the wanted word whole is near however long it is.
        if target.count > 3, name.lowercased().contains(wanted.lowercased()) { scored.append((name, ceiling)) }
        continue
      }
      let distance = editDistance(target, other)
      if distance <= ceiling { scored.append((name, distance)) }
    }
    return scored.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .prefix(limit).map(\.element.name)
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other.
  package static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard !a.isEmpty else { return b.count }
    guard !b.isEmpty else { return a.count }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = previous
    for i in 1...a.count {
      current[0] = i
      for j in 1...b.count {
        let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], beforePrevious[j - 2] + 1)
        }
      }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[b.count]
  }
}
