import Dispatch
import Synchronization
import Testing

@testable import Threads

@Suite("Threads of their own for work that blocks", .timeLimit(.minutes(1)))
struct WorkerTests {
  private let crew = Crew()

  /// An actor whose jobs may block.
  private actor Blocker {
    private nonisolated let executor = BlockingExecutor(label: "blocker")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private(set) var visits: [ObjectIdentifier?] = []

    /// Notes on whose thread it runs.
    func visit() { visits.append(Worker.current.map { ObjectIdentifier($0) }) }

    func pass(_ count: Int) { for _ in 0..<count { visit() } }
  }

  /// Where everybody waits until so many have come: only threads of their own let them all come.
  private final class Meeting: Sendable {
    private let missing: Mutex<Int>
    private let gate = DispatchSemaphore(value: 0)

    init(of count: Int) { missing = Mutex(count) }

    func attend() {
      let isLast = missing.withLock { missing in
        missing -= 1
        return missing == 0
      }
      if !isLast { gate.wait() }
      gate.signal()
    }
  }

  @Test("A task has its worker to the end, whatever it awaits, and others are on none")
  func own() async throws {
    #expect(Worker.current == nil)
    let seen = try await crew.task {
      let first = Worker.current
      await Task.yield()
      try await Task.sleep(for: .milliseconds(1))
      return (first, Worker.current)
    }.value
    #expect(seen.0 != nil)
    #expect(seen.0 === seen.1)
  }

  @Test("As many tasks may block at the same time as there are")
  func meeting() async throws {
    let meeting = Meeting(of: 100)
    let tasks = (0..<100).map { _ in crew.task { Self.meet(meeting) } }
    for task in tasks { try await task.value }
  }

  private static func meet(_ meeting: Meeting) { meeting.attend() }

  @Test("A worker that is done takes the next task")
  func reuse() async throws {
    var workers: Set<ObjectIdentifier> = []
    for _ in 0..<50 {
      let worker = try await crew.task { Worker.current }.value
      workers.insert(ObjectIdentifier(try #require(worker)))
    }
    // The last moment of a task may overlap with the first of the next one.
    #expect(workers.count <= 3)
  }

  @Test("A task that fails gives its worker back, and its error to whoever waits")
  func failure() async throws {
    struct Fault: Error {}
    await #expect(throws: Fault.self) { try await crew.task { throw Fault() }.value }
    #expect(try await crew.task { Worker.current != nil }.value)
  }

  @Test("A blocking actor runs on the thread of the worker that comes, and on one of its own for everybody else")
  func blocking() async throws {
    let blocker = Blocker()
    await blocker.visit()
    let worker = try await crew.task {
      await blocker.visit()
      return Worker.current.map { ObjectIdentifier($0) }
    }.value
    let visits = await blocker.visits
    #expect(worker != nil)
    #expect(visits == [nil, worker])
  }

  @Test("A blocking actor does one thing at a time, whoever comes")
  func exclusive() async throws {
    let blocker = Blocker()
    let workers = (0..<20).map { _ in crew.task { for _ in 0..<50 { await blocker.pass(4) } } }
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 { group.addTask { for _ in 0..<50 { await blocker.pass(4) } } }
      try await group.waitForAll()
    }
    for worker in workers { try await worker.value }
    #expect(await blocker.visits.count == 40 * 50 * 4)
  }
}
