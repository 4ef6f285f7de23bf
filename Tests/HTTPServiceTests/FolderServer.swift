import Foundation
import ModelTestSupport

/// Python's own HTTP server over a folder, on a free port.
final class FolderServer: @unchecked Sendable {
  /// Where it listens, without a path.
  let url: String
  private let python: Process
  private let output = Pipe()

  init(_ folder: String) async throws {
    python = Process()
    python.executableURL = URL(filePath: "/usr/bin/python3")
    python.arguments = ["-I", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]
    (python.standardOutput, python.standardError) = (output, FileHandle.nullDevice)
    try python.run()
    let reading = output.fileHandleForReading
    let line = try await Blocking.run { String(decoding: reading.availableData, as: UTF8.self) }
    guard let port = line.firstMatch(of: /port ([0-9]+)/)?.1 else { throw NoPort(line: line) }
    url = "http://127.0.0.1:\(port)"
  }

  private struct NoPort: Error { let line: String }

  deinit { stop() }

  /// Kills it: what it inherits from a test process may make it deaf to SIGTERM.
  func stop() { if python.isRunning { kill(python.processIdentifier, SIGKILL) } }
}
