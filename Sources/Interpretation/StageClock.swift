internal import Tracing
import Vocabulary

/// Times the stages of one question; each is a span, too.
struct StageClock {
  private(set) var timings = StageTimings()

  mutating func time<Value>(_ stage: StageTimings.Stage, _ body: () throws -> Value) rethrows -> Value {
    StageWatch.began(stage)
    let span = startSpan(stage.rawValue)
    let start = ContinuousClock.now
    defer {
      timings.add(stage, .now - start)
      span.end()
    }
    do {
      return try body()
    } catch {
      span.recordError(error)
      throw error
    }
  }

  mutating func time<Value: Sendable>(
    _ stage: StageTimings.Stage, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    StageWatch.began(stage)
    let span = startSpan(stage.rawValue)
    let start = ContinuousClock.now
    defer {
      timings.add(stage, .now - start)
      span.end()
    }
    do {
      return try await body()
    } catch {
      span.recordError(error)
      throw error
    }
  }
}
