internal import Dispatch
internal import Glibc
internal import Synchronization

/// Makes Ctrl-C give up what runs, and not the program.
final class Interrupts: Sendable {
  private let running = Mutex<Task<ReplReply, Never>?>(nil)
  // Dispatch's own objects may be used from any thread; only the protocol does not say so.
  private nonisolated(unsafe) let source: any DispatchSourceSignal

  init() {
    // The default would end the program before the source hears of it.
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [weak self] in self?.running.withLock { $0?.cancel() } }
    source.resume()
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  /// Waits for some work, which Ctrl-C cancels meanwhile.
  func reply(of work: Task<ReplReply, Never>) async -> ReplReply {
    running.withLock { $0 = work }
    defer { running.withLock { $0 = nil } }
    return await work.value
  }
}
