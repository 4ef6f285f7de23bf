internal import Synchronization

/// A value that comes once and is waited for by any number of tasks.
final class Promise<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
    /// Those who gave up before they had begun to wait.
    var impatient: Set<Int> = []
    var count = 0
  }

  private let state = Mutex(State())

  /// Sets the value; only the first one counts.
  func fulfil(_ value: Value) {
    let waiters = state.withLock { state -> [CheckedContinuation<Value?, Never>] in
      guard state.value == nil else { return [] }
      state.value = value
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume(returning: value) }
  }

  /// The value if it is there.
  var current: Value? { state.withLock { $0.value } }

  /// Waits for the value; `nil` when the deadline passes or the task is cancelled before it comes.
  func value(until deadline: ContinuousClock.Instant? = nil) async -> Value? {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    let alarm = deadline.map { deadline in
      Task {
        try await Task.sleep(until: deadline)
        giveUp(number)
      }
    }
    defer { alarm?.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (isOver, value) = state.withLock { state -> (Bool, Value?) in
          if let value = state.value { return (true, value) }
          if state.impatient.remove(number) != nil { return (true, nil) }
          state.waiters[number] = continuation
          return (false, nil)
        }
        if isOver { continuation.resume(returning: value) }
      }
    } onCancel: {
      giveUp(number)
    }
  }

  private func giveUp(_ number: Int) {
    let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
      guard state.value == nil else { return nil }
      if let waiter = state.waiters.removeValue(forKey: number) { return waiter }
      state.impatient.insert(number)
      return nil
    }
    waiter?.resume(returning: nil)
  }
}
