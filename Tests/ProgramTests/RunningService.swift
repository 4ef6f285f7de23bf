import Curl
import Foundation
import ModelTestSupport
import Synchronization

/// `dragoman serve` as a process of its own, until it is stopped.
final class RunningService: Sendable {
  private let process: Process
  private let heard = Mutex("")
  private let client = HTTPClient()

  /// Starts it and waits until it listens.
  init(_ program: BuiltProgram, with more: [String] = []) async throws {
    process = program.process(["serve", "--port", "0"] + program.arguments + more)
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    Thread.detachNewThread { [self] in
      while case let data = errors.fileHandleForReading.availableData, !data.isEmpty {
        heard.withLock { $0 += String(decoding: data, as: UTF8.self) }
      }
    }
    _ = try await says("listening on")
  }

  deinit { process.terminate() }

  private struct Ended: Error { let said: String }

  /// What it wrote to standard error so far.
  var said: String { heard.withLock { $0 } }

  /// Waits until it has written something.
  func says(_ text: String) async throws -> String {
    while !said.contains(text) {
      guard process.isRunning else { throw Ended(said: said) }
      try await Task.sleep(for: .milliseconds(10))
    }
    return said
  }

  var url: String { (said.firstMatch(of: /listening on (http:\/\/[0-9.:]+)/)?.1).map(String.init) ?? "" }

  func post(_ path: String, _ body: String, headers: [HTTPHeader] = []) async throws -> HTTPResponse {
    try await client.send(
      HTTPRequest(
        .post, url + path, headers: [HTTPHeader("Content-Type", "application/json")] + headers, body: Array(body.utf8)))
  }

  func hangUp() { kill(process.processIdentifier, SIGHUP) }

  func stop() async throws -> Int32 {
    process.terminate()
    return try await Blocking.run { [process] in
      process.waitUntilExit()
      return process.terminationStatus
    }
  }
}
