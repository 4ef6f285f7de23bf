import DoorTestSupport
import Foundation
import ModelTestSupport
import Testing

/// The built program, as a person and as a pipe meet it.
@Suite("The program", .timeLimit(.minutes(3)))
struct ProgramTests {
  private let program = Bundle.main.bundleURL.appending(path: "dragoman").path

  private func arguments(_ premises: Premises, state: String) -> [String] {
    [
      "repl", "--database", premises.connectionString, "--model-url", premises.modelURL, "--set",
      "state.folder=\(state)", "--set", "database.name=shop",
    ]
  }

  @Test("in a terminal, lines are edited, Ctrl-C gives up and Ctrl-D leaves")
  func terminal() async throws {
    let premises = try await Premises("doors_repl_terminal", model: "slow")
    let state = try Fixtures.temporaryFolder()
    let driver = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/drive_terminal.py").path
    let run = try await Self.run(
      "/usr/bin/python3", ["-I", driver, state + "/history", program] + arguments(premises, state: state))
    #expect(run.output == "fine\n", "\(run)")
  }

  @Test("in a pipe there are no prompts, errors go to standard error, and the exit status tells the worst")
  func pipe() async throws {
    let premises = try await Premises("doors_repl_pipe")
    let state = try Fixtures.temporaryFolder()
    let arguments = arguments(premises, state: state)
    let fine = try await Self.run(program, arguments, input: "which word?\nselect 1\nas one;\n")
    #expect(fine.output == "SELECT 'é' AS word\n word \n------\n é\n(1 row)\n one \n-----\n   1\n(1 row)\n")
    // The stand-in model is not sure of anything.
    #expect(fine.errors.hasPrefix("The model is unsure of this"))
    #expect(fine.errors.split(separator: "\n").count == 1)
    #expect(fine.status == 0)
    let refused = try await Self.run(program, arguments, input: "drop table orders;\nselect 2 as two;\n")
    #expect(refused.output.contains("(1 row)"))
    #expect(!refused.errors.isEmpty)
    #expect(refused.status == 1)
    #expect(try await Self.run(program, arguments, input: "\\nonsense\ndrop table orders;\n").status == 3)
    #expect(!FileManager.default.fileExists(atPath: state + "/history"))
  }

  private struct Run {
    var output: String
    var errors: String
    var status: Int32
  }

  private static func run(_ path: String, _ arguments: [String], input: String = "") async throws -> Run {
    try await Blocking.run {
      let process = Process()
      process.executableURL = URL(filePath: path)
      process.arguments = arguments
      let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
      process.standardInput = stdin
      process.standardOutput = stdout
      process.standardError = stderr
      try process.run()
      try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try stdin.fileHandleForWriting.close()
      let output = stdout.fileHandleForReading.readDataToEndOfFile()
      let errors = stderr.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Run(
        output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self),
        status: process.terminationStatus)
    }
  }
}
