/// Values of a column as one identity sees them, beyond what the statistics show.
package struct ColumnValues: Hashable, Sendable, Codable {
  /// The most frequent first.
  package var values: [String]
  /// Whether they are all that the column holds, not a sample.
  package var isComplete: Bool

  package init(values: [String], isComplete: Bool) {
    self.values = values
    self.isComplete = isComplete
  }
}
