internal import Synchronization
internal import Vocabulary

/// The caller's own deadline: whose work is stopped when the time is over.
final class Deadline: Sendable {
  private let patience: Duration
  private let isPassed: Flag
  private let clock: Task<Void, Never>

  private final class Flag: Sendable {
    let isUp = Atomic<Bool>(false)
  }

  init(_ patience: Duration, stop: @escaping @Sendable () -> Void) {
    self.patience = patience
    let isPassed = Flag()
    self.isPassed = isPassed
    clock = Task {
      guard (try? await Task.sleep(for: patience)) != nil else { return }
      isPassed.isUp.store(true, ordering: .releasing)
      stop()
    }
  }

  /// Throws when the time is over.
  func check() throws(HTTPServiceError) {
    if isPassed.isUp.load(ordering: .acquiring) { throw .deadlinePassed(patience) }
  }

  /// The work is done.
  func forget() { clock.cancel() }
}
