import DoorTestSupport
import Foundation
import Testing

/// Who makes the key that signs checkpoints.
@Suite(.serialized, .timeLimit(.minutes(3))) struct AuditKeyTests {
  @Test("Commands that only read leave no key behind; the first that records makes it")
  func made() async throws {
    let premises = try await Premises("audit_key")
    let program = try BuiltProgram(["--database", premises.connectionString, "--model-url", premises.modelURL])
    let key = program.state + "/audit-key.pem"
    for command in ["list", "stats", "verify", "export"] {
      let run = try await program.run("audit", command)
      #expect(run.status == 0, "\(command): \(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: key), "\(command)")
    }
    #expect(try await program.run("introspect").status == 0)
    #expect(try await program.run("validate", "select 1").status == 0)
    #expect(!FileManager.default.fileExists(atPath: key))
    #expect(try await program.run("ask", "which word?").status == 0)
    #expect(FileManager.default.fileExists(atPath: key))
  }

  @Test("A key that others may read stops what is to be recorded, and nothing that only reads")
  func exposed() async throws {
    let premises = try await Premises("audit_key_exposed")
    let program = try BuiltProgram(["--database", premises.connectionString, "--model-url", premises.modelURL])
    #expect(try await program.run("ask", "which word?").status == 0)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: program.state + "/audit-key.pem")
    let asked = try await program.run("ask", "which word?")
    #expect(asked.status == 3)
    #expect(!asked.output.contains("é"))
    #expect(try await program.run("audit", "list").status == 0)
  }
}
