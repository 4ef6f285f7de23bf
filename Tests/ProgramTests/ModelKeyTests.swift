import DoorTestSupport
import Testing

/// What a model server gets of the settings.
@Suite(.timeLimit(.minutes(3))) struct ModelKeyTests {
  @Test("The key of a file of settings goes with every request, and into no record but what the model says of it")
  func file() async throws {
    let premises = try await Premises("model_key", model: "echo")
    let program = try BuiltProgram([])
    let file = program.state + "/dragoman.yaml"
    try """
    database:
      url: "\(premises.connectionString)"
    model:
      url: "\(premises.modelURL)"
      key: s3cret
    """.write(toFile: file, atomically: true, encoding: .utf8)
    // The server answers with the request that it got, which is no SQL.
    #expect(try await program.run("ask", "which word?", with: ["--config", file]).status != 0)
    let records = try await program.run("audit", "export", with: ["--config", file])
    #expect(records.status == 0, "\(records.errors)")
    #expect(records.output.contains("Bearer s3cret"))
    let settings = try await program.run("config", with: ["--config", file])
    #expect(!settings.output.contains("s3cret"))
  }
}
