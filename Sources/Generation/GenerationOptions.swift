/// How answers are drawn from the model.
package struct GenerationOptions: Sendable, Hashable {
  /// How many candidates are wanted.
  package var count: Int
  /// Whether the first candidate is the model's most likely answer (temperature 0).
  package var startsGreedy: Bool
  /// The temperature of every other candidate.
  package var temperature: Double
  /// Makes drawing repeatable, where the server can.
  package var seed: UInt32?
  /// What `Candidate.attempt` says: 1 for the first turn, 2 for the repair turn.
  package var attempt: Int
  /// When the answer must be there.
  package var deadline: ContinuousClock.Instant?

  package init(
    count: Int = 1, startsGreedy: Bool = true, temperature: Double = 0.8, seed: UInt32? = nil, attempt: Int = 1,
    deadline: ContinuousClock.Instant? = nil
  ) {
    self.count = count
    self.startsGreedy = startsGreedy
    self.temperature = temperature
    self.seed = seed
    self.attempt = attempt
    self.deadline = deadline
  }
}
