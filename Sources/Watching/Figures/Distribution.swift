/// Values whose middle and whose tail are asked for.
struct Distribution {
  private(set) var values: [Double] = []

  mutating func take(_ value: Double?) {
    if let value, value.isFinite { values.append(value) }
  }

  var count: Int { values.count }
  var sum: Double { values.reduce(0, +) }

  /// The nearest rank; `nil` when there are no values.
  func quantile(_ share: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, max(0, Int((Double(sorted.count) * share).rounded(.up)) - 1))]
  }
}
