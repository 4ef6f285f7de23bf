/// One line of a training file: what the model reads and what it must write. Python sees these strings and nothing else.
package struct TrainingRow: Sendable, Codable, Hashable {
  package enum Split: String, Sendable, Codable { case train, dev }

  /// The schema part; equal for rows that follow one another and share a schema. Empty for a tuned model.
  package var prefix: String
  package var prompt: String
  package var completion: String
  package var shape: String
  package var split: Split
}
