import Foundation
import ModelTestSupport

/// The program as it was built beside the tests.
struct BuiltProgram {
  struct Run {
    var output: String
    var errors: String
    var status: Int32

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  let path = Bundle.main.bundleURL.appending(path: "dragoman").path
  /// The audit log and the snapshots of these runs.
  let state: String
  var arguments: [String] = []

  init(_ arguments: [String]) throws {
    state = try Fixtures.temporaryFolder()
    self.arguments = arguments + ["--set", "state.folder=\(state)"]
  }

  /// Runs a command to its end.
  func run(_ command: String..., input: String = "", with more: [String] = []) async throws -> Run {
    let arguments = command + arguments + more
    return try await Blocking.run {
      let process = process(arguments)
      let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
      (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
      try process.run()
      // Apart, since neither side of a full pipe goes on while nobody reads it.
      Thread.detachNewThread {
        try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? stdin.fileHandleForWriting.close()
      }
      let output = stdout.fileHandleForReading.readDataToEndOfFile()
      let errors = stderr.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Run(
        output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self),
        status: process.terminationStatus)
    }
  }

  /// A process that is ready to be started.
  func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("PG") && !$0.key.hasPrefix("DRAGOMAN_")
    }
    return process
  }
}

/// A conversation with `validate --json-lines`, line by line.
final class LineConversation: @unchecked Sendable {
  private let process: Process
  private let stdin = Pipe()
  private let stdout = Pipe()
  private var rest = Data()

  init(_ program: BuiltProgram, _ arguments: [String]) throws {
    process = program.process(arguments)
    (process.standardInput, process.standardOutput) = (stdin, stdout)
    try process.run()
  }

  func say(_ line: String) throws { try stdin.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

  /// The next line as JSON.
  func hear() async throws -> [String: Any] {
    let data = try await Blocking.run { [self] () -> Data in
      while !rest.contains(10) {
        let more = stdout.fileHandleForReading.availableData
        if more.isEmpty { break }
        rest += more
      }
      let line = rest.prefix { $0 != 10 }
      rest = Data(rest.dropFirst(line.count + 1))
      return Data(line)
    }
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  func end() async throws -> Int32 {
    try stdin.fileHandleForWriting.close()
    return try await Blocking.run { [process] in
      process.waitUntilExit()
      return process.terminationStatus
    }
  }
}
