package import Vocabulary

/// Lets whoever asks see which stage has begun.
package enum StageWatch {
  private final class Watcher: Sendable {
    let isTold: @Sendable (StageTimings.Stage) -> Void
    init(_ isTold: @escaping @Sendable (StageTimings.Stage) -> Void) { self.isTold = isTold }
  }

  /// An object and not the closure itself: an optimised build of Swift 6.3 crashes where a closure's type is looked up for this.
  @TaskLocal private static var watcher: Watcher?

  /// Tells each stage of the questions that `work` asks as it begins, from wherever the stage runs.
  @inline(never)
  package static func telling<Result: Sendable>(
    _ isTold: @escaping @Sendable (StageTimings.Stage) -> Void, _ work: @Sendable () async throws -> Result
  ) async throws -> Result {
    try await $watcher.withValue(Watcher(isTold)) { try await work() }
  }

  static func began(_ stage: StageTimings.Stage) { watcher?.isTold(stage) }
}
