import DoorTestSupport
import Foundation
import Testing

/// `dragoman audit redact`, from outside.
@Suite(.serialized, .timeLimit(.minutes(3))) struct RedactTests {
  @Test("Each way to choose what is redacted works, keeps the chain whole, and takes the words out of the search")
  func ways() async throws {
    let premises = try await Premises("audit_redact")
    let program = try BuiltProgram(["--database", premises.connectionString, "--model-url", premises.modelURL])
    for word in ["zebra", "giraffe", "okapi"] {
      #expect(try await program.run("ask", "which \(word)?").status == 0)
    }
    let found = try await program.run("audit", "search", "zebra", with: ["--format", "csv"]).lines
    let id = try #require(found.last?.split(separator: ",").first.map(String.init))
    let ways = [
      ["--question", id], ["--column", "*.no_such_column"], ["--before", "1d", "--of", "elsewhere"],
      ["--before", "0m"],
    ]
    let counts = ["redacted 3 payloads", "redacted 0 payloads", "redacted 0 payloads", "redacted 6 payloads"]
    for (way, said) in zip(ways, counts) {
      let run = try await program.run("audit", "redact", with: way + ["--reason", "a wish"])
      #expect(run.status == 0 && run.lines == [said], "\(way): \(run.output)\(run.errors)")
    }
    let retention = try await program.run(
      "audit", "redact", "--retention", with: ["--set", "audit.retention=365"])
    #expect(retention.status == 0 && retention.lines == ["redacted 0 payloads"], "\(retention.errors)")
    #expect(try await program.run("audit", "search", "okapi", with: ["--format", "csv"]).lines.count == 1)
    let verified = try await program.run("audit", "verify")
    #expect(verified.status == 0, "\(verified.output)")
    #expect(verified.output.contains("9"))
    #expect(try await program.run("audit", "redact", "--question", id).status == 2)
  }
}
