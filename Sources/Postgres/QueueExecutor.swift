internal import Dispatch

/// Runs an actor's jobs one after another on a thread of its own, so that they may block.
final class QueueExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "postgres connection")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
