package import Vocabulary

/// Lets whoever asks see which stage has begun: `StageWatch.$began.withValue(…) { try await interpreter.ask(…) }`.
package enum StageWatch {
  /// Is told each stage of the questions of this task as it begins, from wherever the stage runs.
  @TaskLocal package static var began: (@Sendable (StageTimings.Stage) -> Void)?
}
