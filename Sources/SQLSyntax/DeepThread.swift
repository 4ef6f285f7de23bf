internal import Foundation
internal import Synchronization

/// A thread of its own with a stack that no text below the cap can overflow, as an actor's executor.
///
/// The parser recurses in C without looking at the stack, and an overflow ends the process; measured, parsing takes
/// about 170 bytes of stack for each byte of SQL. The stack is address space: only what is used becomes memory.
final class DeepThread: SerialExecutor {
  static let stackSize = 256 << 20

  /// What the thread and its owner share; it outlives the owner until the thread has ended.
  private final class Mailbox: Sendable {
    struct State {
      var jobs: [UnownedJob] = []
      var isClosed = false
    }

    let state = Mutex(State())
    let signal = DispatchSemaphore(value: 0)

    func post(_ job: UnownedJob) {
      state.withLock { $0.jobs.append(job) }
      signal.signal()
    }

    func close() {
      state.withLock { $0.isClosed = true }
      signal.signal()
    }

    func run(as executor: UnownedSerialExecutor) {
      while true {
        signal.wait()
        let (jobs, isClosed) = state.withLock { state in
          defer { state.jobs = [] }
          return (state.jobs, state.isClosed)
        }
        for job in jobs { job.runSynchronously(on: executor) }
        if isClosed, jobs.isEmpty { return }
      }
    }
  }

  private let mailbox = Mailbox()

  init() {
    let mailbox = mailbox
    let executor = asUnownedSerialExecutor()
    let thread = Thread { mailbox.run(as: executor) }
    thread.stackSize = Self.stackSize
    thread.name = "sql-parser"
    thread.start()
  }

  deinit { mailbox.close() }

  func enqueue(_ job: consuming ExecutorJob) { mailbox.post(UnownedJob(job)) }
}
