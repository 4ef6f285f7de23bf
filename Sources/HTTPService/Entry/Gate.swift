/// Lets so many questions be worked on at once, and so many more wait; further ones are turned away at the door.
actor Gate {
  private var concurrency: Int
  private var queue: Int
  private var patience: Duration
  private var inside = 0
  private var waiting: [(ticket: Int, turn: CheckedContinuation<Void, any Error>)] = []
  private var lastTicket = 0

  /// Questions that are worked on, and that wait.
  var load: (inside: Int, waiting: Int) { (inside, waiting.count) }

  init(_ options: HTTPDoor.Options) {
    concurrency = max(1, options.concurrency)
    queue = max(0, options.queue)
    patience = options.patience
  }

  /// From now on more or fewer may come in and wait; who is inside stays, who waits goes on waiting.
  func change(_ options: HTTPDoor.Options) {
    concurrency = max(1, options.concurrency)
    queue = max(0, options.queue)
    patience = options.patience
    while inside < concurrency, !waiting.isEmpty {
      inside += 1
      waiting.removeFirst().turn.resume()
    }
  }

  /// Does the work when its turn has come.
  nonisolated func pass<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
    try await enter()
    do {
      let value = try await work()
      await leave()
      return value
    } catch {
      await leave()
      throw error
    }
  }

  private func enter() async throws {
    // Nobody overtakes those who wait.
    if inside < concurrency, waiting.isEmpty {
      inside += 1
      return
    }
    guard waiting.count < queue else { throw HTTPServiceError.overloaded(waiting: waiting.count) }
    lastTicket += 1
    let ticket = lastTicket
    let clock = Task { [patience] in
      try await Task.sleep(for: patience)
      self.turnAway(ticket, HTTPServiceError.waitedTooLong(patience))
    }
    defer { clock.cancel() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (turn: CheckedContinuation<Void, any Error>) in
        if Task.isCancelled { turn.resume(throwing: CancellationError()) } else { waiting.append((ticket, turn)) }
      }
    } onCancel: {
      Task { await self.turnAway(ticket, CancellationError()) }
    }
  }

  private func turnAway(_ ticket: Int, _ error: any Error) {
    guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiting.remove(at: index).turn.resume(throwing: error)
  }

  private func leave() {
    // The place goes straight to the one who waits longest.
    if waiting.isEmpty || inside > concurrency { inside -= 1 } else { waiting.removeFirst().turn.resume() }
  }
}
