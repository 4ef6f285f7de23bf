internal import Foundation

/// The small misbehaving HTTP server of `Fixtures/faulty_server.py`, one a test process.
package final class FaultyServer: Sendable {
  /// Where the server listens, without a path.
  package let url: String

  private init() throws {
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/python3")
    python.arguments = ["-I", "-u", Fixtures.path("faulty_server.py")]
    let (input, output) = (Pipe(), Pipe())
    python.standardInput = input
    python.standardOutput = output
    try python.run()
    // The pipe stays open as long as this process lives, and the server as long as the pipe.
    self.input = input
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.filter(\.isNumber)) else { throw NoPort(line: line) }
    url = "http://127.0.0.1:\(port)"
  }

  private struct NoPort: Error { let line: String }

  private let input: Pipe
  private static let started = Result { try FaultyServer() }

  package static func shared() async throws -> FaultyServer {
    try await Blocking.run { try started.get() }
  }

  /// The base address under which the server behaves in the given way.
  package func behaving(_ how: String) -> String { "\(url)/\(how)" }
}
