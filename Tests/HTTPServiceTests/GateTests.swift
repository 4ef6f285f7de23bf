import Testing

@testable import HTTPService

@Suite("The gate")
struct GateTests {
  private func gate(_ concurrency: Int, queue: Int, patience: Duration = .seconds(20)) -> Gate {
    Gate(HTTPDoor.Options(concurrency: concurrency, queue: queue, patience: patience))
  }

  /// How many are inside, and how many were at most.
  private actor Tally {
    private(set) var now = 0
    private(set) var most = 0

    func enter() {
      now += 1
      most = max(most, now)
    }

    func leave() { now -= 1 }
  }

  /// Something to wait on until it is opened.
  private actor Latch {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func open() {
      isOpen = true
      for turn in waiting { turn.resume() }
      waiting = []
    }

    func pass() async {
      if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }
  }

  @Test("no more are inside than may be, and all come in at last", .timeLimit(.minutes(1)))
  func concurrency() async throws {
    let gate = gate(3, queue: 100)
    let tally = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<60 {
        group.addTask {
          try await gate.pass {
            await tally.enter()
            try await Task.sleep(for: .milliseconds(2))
            await tally.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await tally.most == 3)
    #expect(await tally.now == 0)
  }

  @Test("who finds the queue full is turned away at once", .timeLimit(.minutes(1)))
  func full() async throws {
    let gate = gate(1, queue: 0)
    let latch = Latch()
    let entered = Latch()
    let first = Task {
      try await gate.pass {
        await entered.open()
        await latch.pass()
      }
    }
    await entered.pass()
    await #expect(throws: HTTPServiceError.overloaded(waiting: 0)) { try await gate.pass {} }
    await latch.open()
    try await first.value
    try await gate.pass {}
  }

  @Test("who waits too long, or is cancelled, leaves the queue, and the place is not lost", .timeLimit(.minutes(1)))
  func leaving() async throws {
    let gate = gate(1, queue: 8, patience: .milliseconds(50))
    let latch = Latch()
    let entered = Latch()
    let first = Task {
      try await gate.pass {
        await entered.open()
        await latch.pass()
      }
    }
    await entered.pass()
    await #expect(throws: HTTPServiceError.waitedTooLong(.milliseconds(50))) { try await gate.pass {} }
    let cancelled = Task { try await gate.pass {} }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    await latch.open()
    try await first.value
    try await gate.pass {}
  }
}
