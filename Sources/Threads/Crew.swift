internal import Synchronization

/// The workers of the process; there are as many as were ever needed at the same time.
package final class Crew: Sendable {
  package static let shared = Crew()

  /// The one that worked last goes first: what it needs is still near the processor.
  private let idle = Mutex<[Worker]>([])

  package init() {}

  /// Starts a task that has a worker to itself until it ends.
  ///
  /// Child tasks go to the same worker unless they are told otherwise, so that while one blocks no other runs.
  package func task<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) -> Task<Value, any Error> {
    let worker = idle.withLock { $0.popLast() } ?? Worker()
    return Task(executorPreference: worker) { [self] in
      defer { idle.withLock { $0.append(worker) } }
      return try await work()
    }
  }
}
