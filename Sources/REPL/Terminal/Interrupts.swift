internal import Dispatch
internal import Glibc
internal import Synchronization

/// Where the signal's handler writes: the only thing that it may touch.
private nonisolated(unsafe) var bell: Int32 = -1

/// Makes Ctrl-C give up what runs, and not the program.
///
/// The handler is in place when `init` returns. Dispatch's own signal source puts one in place later, from another
/// thread: the line editor, which saves and restores handlers around each line, could lose it.
final class Interrupts: Sendable {
  private let running = Mutex<Task<ReplReply, Never>?>(nil)
  // Dispatch's own objects may be used from any thread; only the protocol does not say so.
  private nonisolated(unsafe) let source: any DispatchSourceRead

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    let (listening, ringing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    source = DispatchSource.makeReadSource(fileDescriptor: listening, queue: .global())
    bell = ringing
    source.setEventHandler { [weak self] in
      var bytes = [UInt8](repeating: 0, count: 64)
      _ = read(listening, &bytes, bytes.count)
      self?.running.withLock { $0?.cancel() }
    }
    source.setCancelHandler {
      close(listening)
      close(ringing)
    }
    source.resume()
    signal(SIGINT) { _ in
      var byte: UInt8 = 1
      _ = write(bell, &byte, 1)
    }
  }

  deinit {
    signal(SIGINT, SIG_DFL)
    bell = -1
    source.cancel()
  }

  /// Waits for some work, which Ctrl-C cancels meanwhile.
  func reply(of work: Task<ReplReply, Never>) async -> ReplReply {
    running.withLock { $0 = work }
    defer { running.withLock { $0 = nil } }
    return await work.value
  }
}
