/// A share of successes with its 95 % Wilson score interval.
package struct Proportion: Hashable, Sendable, Codable {
  package var successes: Int
  package var trials: Int

  package init(_ successes: Int, of trials: Int) {
    self.successes = successes
    self.trials = trials
  }

  /// 0 when there were no trials.
  package var value: Double { trials == 0 ? 0 : Double(successes) / Double(trials) }

  /// Lower and upper bound (E. B. Wilson 1927); 0…1 when there were no trials.
  package var interval: ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let z = 1.959963984540054
    let n = Double(trials)
    let centre = (value + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - half)...min(1, centre + half)
  }

  /// `61.3 % (49/80, 95 % interval 50.3–71.2)`.
  package var description: String {
    "\(Self.percent(value)) % (\(successes)/\(trials), 95 % interval \(Self.percent(interval.lowerBound))–\(Self.percent(interval.upperBound)))"
  }

  package static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
