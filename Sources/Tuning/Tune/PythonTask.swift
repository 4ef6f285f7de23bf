internal import Foundation
internal import Synchronization

/// A Python script of `training/` as a child that ends with us, however we end.
package struct PythonTask: Sendable {
  private let python: String
  private let scripts: String
  private let arguments: [String]

  /// - Parameters:
  ///   - python: an interpreter with `training/requirements.txt` installed.
  ///   - scripts: the folder `training/`.
  ///   - arguments: the script's name and what it is given.
  package init(python: String, scripts: String, arguments: [String]) {
    self.python = python
    self.scripts = scripts
    self.arguments = arguments
  }

  /// Runs it to its end; what it says goes where ours goes.
  package func run() async throws {
    let status = try await Self.run(python, ["-I", "-u", scripts + "/attended.py"] + arguments)
    guard status == 0 else { throw TuningError.pythonFailed(script: arguments.first ?? "", status: status) }
  }

  /// Runs a program to its end and gives back its status; its standard input is open as long as we live.
  package static func run(_ program: String, _ arguments: [String]) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let lifeline = Pipe()
    process.standardInput = lifeline
    // Its words belong to ours on standard error: standard output is for results.
    process.standardOutput = FileHandle.standardError
    let task = Running(process: process, lifeline: lifeline)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try task.wait() }) }
      }
    } onCancel: {
      task.stop()
    }
  }

  private final class Running: Sendable {
    private let state: Mutex<(process: Process, lifeline: Pipe)>

    init(process: sending Process, lifeline: sending Pipe) { state = Mutex((process, lifeline)) }

    func wait() throws -> Int32 {
      let process = try state.withLock { state in
        try state.process.run()
        return Unshared(state.process)
      }
      process.value.waitUntilExit()
      return process.value.terminationStatus
    }

    func stop() { state.withLock { state in if state.process.isRunning { state.process.terminate() } } }
  }

  /// `Process` may be waited for on one thread and ended on another.
  private struct Unshared: @unchecked Sendable {
    let value: Process
    init(_ value: Process) { self.value = value }
  }
}
