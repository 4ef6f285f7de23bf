internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// A thread that one task has to itself, so that the task may block: it waits for the server, the model and the disk where
/// it is, and changes threads only to come and to go.
///
/// The thread comes with the first thing to do and ends when there was nothing for a while.
package final class Worker: TaskExecutor {
  private enum Work {
    case task(UnownedJob)
    case call(@Sendable () -> Void)
  }

  private struct State {
    var work: [Work] = []
    var hasThread = false
    /// Nobody runs and somebody must be woken.
    var isAsleep = false
  }

  private static let idleTime = DispatchTimeInterval.seconds(20)
  /// Address space: only what is used becomes memory.
  private static let stackSize = 8 << 20

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)

  package init() {}

  package func enqueue(_ job: consuming ExecutorJob) { post(.task(UnownedJob(job))) }

  /// Has something done on this thread, after what it is doing now.
  package func run(_ call: @escaping @Sendable () -> Void) { post(.call(call)) }

  private func post(_ work: Work) {
    enum Need { case nothing, waking, thread }
    let need = state.withLock { state -> Need in
      state.work.append(work)
      if state.isAsleep {
        state.isAsleep = false
        return .waking
      }
      defer { state.hasThread = true }
      return state.hasThread ? .nothing : .thread
    }
    switch need {
    case .nothing: break
    case .waking: signal.signal()
    case .thread: start()
    }
  }

  private func start() {
    let thread = Thread { self.live() }
    thread.stackSize = Self.stackSize
    thread.name = "dragoman-work"
    thread.start()
  }

  private func live() {
    // What is written to a connection that the other side has closed must be an error, not the end of the process.
    var brokenPipe = sigset_t()
    sigemptyset(&brokenPipe)
    sigaddset(&brokenPipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
    pthread_setspecific(Self.place, Unmanaged.passUnretained(self).toOpaque())
    let executor = asUnownedTaskExecutor()
    while true {
      let works = state.withLock { state in
        defer { state.work = [] }
        state.isAsleep = state.work.isEmpty
        return state.work
      }
      for work in works {
        switch work {
        case .task(let job): job.runSynchronously(on: executor)
        case .call(let call): call()
        }
      }
      if works.isEmpty, signal.wait(timeout: .now() + Self.idleTime) == .timedOut, mayEnd() { return }
    }
  }

  /// Whether still nobody came; from then on whoever comes starts another thread.
  private func mayEnd() -> Bool {
    let ends = state.withLock { state in
      guard state.isAsleep else { return false }
      (state.isAsleep, state.hasThread) = (false, false)
      return true
    }
    if !ends { signal.wait() }
    return ends
  }

  private static let place: pthread_key_t = {
    var key = pthread_key_t()
    precondition(pthread_key_create(&key, nil) == 0, "no key for a thread's own data is left")
    return key
  }()

  /// The worker whose thread this is: then what blocks may block here. `nil` on any other thread.
  package static var current: Worker? {
    pthread_getspecific(place).map { Unmanaged<Worker>.fromOpaque($0).takeUnretainedValue() }
  }
}
