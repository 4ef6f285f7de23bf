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
    #expect(fine.output == "SELECT 'é' AS word\n word \n------\n é\n(1 row)\n\n one \n-----\n   1\n(1 row)\n\n")
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

  @Test("a queue is reviewed in a pipe, a choice a line, and the pairs come out for training")
  func review() async throws {
    let premises = try await Premises("doors_program_review", model: "told")
    let state = try Fixtures.temporaryFolder()
    let common = Array(arguments(premises, state: state).dropFirst())
    func run(_ command: [String], person: String = "rita", input: String = "") async throws -> Run {
      try await Self.run(program, command + common + ["--set", "audit.person=\(person)"], input: input)
    }
    for question in ["names [select name from customers where id = 9]", "how many [select count(*) from customers]"] {
      #expect(try await run(["ask", question], person: "anna").status == 0)
    }
    let queue = try await run(["review", "--list", "--format", "jsonl"])
    #expect(queue.output.split(separator: "\n").count == 2)
    let reviewed = try await run(["review"], input: "c select name from customers;\ny\na\n")
    #expect(reviewed.output.hasSuffix("That was the last one.\nReviewed: 1 approved, 1 corrected.\n"), "\(reviewed)")
    #expect(reviewed.status == 0)
    #expect(try await run(["review"]).output == "Nothing waits for review.\nNothing was reviewed.\n")
    let people = try await run(["audit", "export", "--for-training", "people", "--output", state + "/people.jsonl"])
    #expect(people.errors.hasSuffix("2 pairs written, 0 held back\n"), "\(people)")
    let lines = try String(contentsOfFile: state + "/people.jsonl", encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains(#""sql":"select name from customers""#))
    let origin = try String(contentsOfFile: state + "/people.jsonl.provenance.jsonl", encoding: .utf8)
    #expect(origin.split(separator: "\n").allSatisfy { $0.contains(#""reviewers":[{"name":"rita"}]"#) })
    let chat = try await run(["audit", "export", "--for-training", "chat"])
    #expect(chat.output.split(separator: "\n").allSatisfy { $0.hasPrefix(#"{"messages":[{"content":"#) })
    let found = try await run(["audit", "list", "--table", "customers", "--who", "anna", "--format", "csv"])
    #expect(found.output.split(separator: "\n").count == 3)
    #expect(try await run(["audit", "verify"]).status == 0)
  }

  @Test("in a terminal one key decides, and the terminal is given back")
  func reviewTerminal() async throws {
    let premises = try await Premises("doors_program_keys", model: "told")
    let state = try Fixtures.temporaryFolder()
    let common = Array(arguments(premises, state: state).dropFirst())
    for question in ["names [select name from customers where id = 9]", "how many [select count(*) from customers]"] {
      #expect(try await Self.run(program, ["ask", question] + common).status == 0)
    }
    let driver = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/drive_review.py").path
    let run = try await Self.run("/usr/bin/python3", ["-I", driver, program, "review"] + common)
    #expect(run.output == "fine\n", "\(run)")
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
