import Vocabulary

/// Times the stages of one question.
struct StageClock {
  private(set) var timings = StageTimings()

  mutating func time<Value>(_ stage: StageTimings.Stage, _ body: () throws -> Value) rethrows -> Value {
    StageWatch.began?(stage)
    let start = ContinuousClock.now
    defer { timings.add(stage, .now - start) }
    return try body()
  }

  mutating func time<Value: Sendable>(
    _ stage: StageTimings.Stage, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    StageWatch.began?(stage)
    let start = ContinuousClock.now
    defer { timings.add(stage, .now - start) }
    return try await body()
  }
}
