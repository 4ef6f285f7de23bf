import DoorTestSupport
import Foundation
import Testing

/// The same finding reads the same at every door.
@Suite(.serialized, .timeLimit(.minutes(3))) struct FindingTests {
  private static let page = """
      select totl from sales.orders
             ^
      HINT: Did you mean total?
    """.split(separator: "\n").map(String.init)

  @Test("ask, repl and validate tell rule, sentence, place and hint")
  func doors() async throws {
    let premises = try await Premises("findings_doors", model: "told")
    let program = try BuiltProgram(["--database", premises.connectionString, "--model-url", premises.modelURL])
    let asked = try await program.run("ask", "sums [select totl from sales.orders]")
    #expect(asked.status == 1)
    let typed = try await program.run("repl", input: "select totl from sales.orders;\n")
    #expect(typed.status == 1)
    let judged = try await program.run("validate", "select totl from sales.orders")
    for (door, text) in [("ask", asked.errors), ("repl", typed.errors), ("validate", judged.output)] {
      let lines = text.split(separator: "\n").map(String.init)
      #expect(lines.contains { $0.hasPrefix("unknown-column (names): ") }, "\(door): \(text)")
      for line in Self.page { #expect(lines.contains(line), "\(door): \(text)") }
    }
    let why = try await program.run("repl", input: "select totl from sales.orders;\n\\why\n")
    #expect(why.output.contains("unknown-column (names): "))
    #expect(why.output.contains("HINT: Did you mean total?"))
  }
}
