internal import Foundation
internal import Glibc
internal import Synchronization

/// A child that lives on a thread of ours: the thread starts it, reads the one line that it prints, and waits for its
/// end.
///
/// The thread matters: the child asks the kernel for a signal at its parent's death, and the kernel means the thread
/// that started it, so that must be no thread of a pool. The child also sees the end of its standard input when we are
/// gone.
final class ChildProcess: Sendable {
  struct Command: Sendable {
    var executable: String
    var arguments: [String]
    var environment: [String: String]
    /// Standard error goes to the end of this file.
    var log: String
  }

  /// How a child ended.
  enum Ending: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case killed(signal: Int32)
    case notStarted(String)

    var description: String {
      switch self {
      case .exited(let status): "it exited with status \(status)"
      case .killed(let signal): "it was ended by signal \(signal)"
      case .notStarted(let reason): reason
      }
    }
  }

  private struct State {
    var pid: pid_t = 0
    var input: Int32 = -1
    /// Set before the process number is given back to the system, so that no stranger gets our signals.
    var isGone = false
  }

  /// The first line that the child prints; `nil` when it ends without one.
  let firstLine = Promise<String?>()
  let ending = Promise<Ending>()
  private let state = Mutex(State())

  init(_ command: Command) {
    let thread = Thread { self.run(command) }
    thread.name = "dragoman-child"
    thread.stackSize = 512 << 10
    thread.start()
  }

  var pid: Int32 { state.withLock { $0.pid } }

  /// Closes the child's standard input, which ends it; what does not end within a second is killed.
  func stop() async {
    closeInput()
    if await ending.value(until: .now + .seconds(1)) == nil { kill() }
    _ = await ending.value()
  }

  /// Ends the child at once.
  func kill() {
    state.withLock { state in
      if state.pid > 0, !state.isGone { _ = Glibc.kill(state.pid, SIGKILL) }
    }
  }

  /// Lets the child see that nobody needs it any more.
  func closeInput() {
    state.withLock { state in
      if state.input >= 0 { close(state.input) }
      state.input = -1
    }
  }

  // MARK: The thread

  private func run(_ command: Command) {
    var output: Int32 = -1
    switch Spawner.spawn(command) {
    case .failure(let failure):
      firstLine.fulfil(nil)
      ending.fulfil(.notStarted(failure.reason))
      return
    case .success(let spawned):
      state.withLock { state in
        state.pid = spawned.pid
        state.input = spawned.input
      }
      output = spawned.output
    }
    firstLine.fulfil(readLine(from: output))
    let child = pid
    var details = siginfo_t()
    // Waits without taking the process number away yet.
    while waitid(P_PID, id_t(child), &details, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    var status: Int32 = 0
    state.withLock { state in
      state.isGone = true
      while waitpid(child, &status, 0) == -1, errno == EINTR {}
    }
    closeInput()
    close(output)
    let signal = status & 0x7F
    ending.fulfil(signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal))
  }

  private func readLine(from file: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < 4096 {
      let count = read(file, &byte, 1)
      if count == -1, errno == EINTR { continue }
      guard count == 1 else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }
}
