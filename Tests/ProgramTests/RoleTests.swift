import Curl
import DoorTestSupport
import Foundation
import ModelTestSupport
import TestSupport
import Testing

/// What the program does with a role that may do more than read, and how one is made harmless.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RoleTests {
  private static let allowed = ["--set", "safety.allow-unsafe-role=yes"]

  private func program(_ premises: Premises, _ name: String, model: Bool = true) async throws -> BuiltProgram {
    let admin = try await TestServer.shared().connectionString(database: name)
    return try BuiltProgram(
      ["--database", admin] + (model ? ["--model-url", premises.modelURL] : []) + ["--set", "database.name=shop"])
  }

  @Test("ask, repl, serve, validate, evaluate and doctor refuse an unsafe role")
  func refused() async throws {
    let program = try await program(try await Premises("roles_refused"), "roles_refused")
    let runs: [(String, BuiltProgram.Run)] = [
      ("ask", try await program.run("ask", "which word?")),
      ("repl", try await program.run("repl", input: "select 1;\n")),
      ("serve", try await program.run("serve", with: ["--port", "0"])),
      ("validate", try await program.run("validate", "select 1")),
      ("execute", try await program.run("validate", "select 1", with: ["--execute", "--static"])),
      ("evaluate", try await program.run("evaluate", with: ["--suite", try suite()])),
      ("training", try await program.run("audit", "export", with: ["--for-training", "people"])),
      (
        "lines",
        try await program.run(
          "validate", input: "{\"id\":1,\"sql\":\"select 1\"}\n", with: ["--json-lines", "--execute"])
      ),
      ("correct", try await program.run("audit", "correct", "0000000000000000", "select 1")),
    ]
    for (name, run) in runs {
      #expect(run.status == 3, "\(name)")
      #expect(run.output.isEmpty, "\(name)")
      #expect(run.errors.contains("superuser") && run.errors.contains("DC007"), "\(name): \(run.errors)")
      #expect(run.errors.contains("safety.allow-unsafe-role=yes"), "\(name)")
    }
    let doctor = try await program.run("doctor")
    #expect(doctor.status == 3)
    #expect(doctor.output.contains("FAIL  superuser"))
    // Nothing of what is judged reaches the server then.
    #expect(try await program.run("validate", "select 1", with: ["--static"]).status == 0)
  }

  /// A suite of one question, which the model of the premises answers rightly.
  private func suite() throws -> String {
    let path = try Fixtures.temporaryFolder() + "/word.jsonl"
    try #"{"id": "1", "question": "which word?", "gold": ["SELECT 'é'"]}"#.write(
      toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("Told in so many words, they work, and the doctor warns")
  func told() async throws {
    let program = try await program(try await Premises("roles_told"), "roles_told")
    #expect(try await program.run("ask", "which word?", with: Self.allowed).output.contains("é"))
    #expect(try await program.run("repl", input: "select 1 as one;\n", with: Self.allowed).status == 0)
    #expect(try await program.run("validate", "select 1", with: ["--execute"] + Self.allowed).status == 0)
    #expect(try await program.run("validate", "select 1", with: Self.allowed).status == 0)
    let evaluated = try await program.run("evaluate", with: ["--suite", try suite()] + Self.allowed)
    #expect(evaluated.status == 0 && evaluated.output.contains("1/1"), "\(evaluated)")
    #expect(try await program.run("doctor", with: Self.allowed).output.contains("warn  superuser"))
    // Half a word is not enough.
    #expect(try await program.run("ask", "which word?", with: ["--set", "safety.allow-unsafe-role=maybe"]).status == 2)
    #expect(try await program.run("ask", "which word?", with: ["--set", "safety.allow-unsafe-role=no"]).status == 3)
  }

  @Test("Told in so many words, serve answers with an unsafe role")
  func servesTold() async throws {
    let program = try await program(try await Premises("roles_served"), "roles_served")
    let process = program.process(["serve", "--port", "0"] + program.arguments + Self.allowed)
    let stderr = Pipe()
    (process.standardInput, process.standardOutput, process.standardError) = (Pipe(), Pipe(), stderr)
    try process.run()
    defer { if process.isRunning { process.terminate() } }
    let said = try await Blocking.run { () -> String in
      var text = ""
      while !text.contains("\n"), case let more = stderr.fileHandleForReading.availableData, !more.isEmpty {
        text += String(decoding: more, as: UTF8.self)
      }
      return text
    }
    let address = try #require(said.firstMatch(of: /listening on (http:\S+)/)?.output.1, "\(said)")
    let reply = try await HTTPClient().send(
      HTTPRequest(
        .post, "\(address)/v1/query", headers: [HTTPHeader("Content-Type", "application/json")],
        body: Array(#"{"question": "which word?"}"#.utf8)))
    #expect(reply.status == 200)
    #expect(String(decoding: reply.body, as: UTF8.self).contains("é"))
    process.terminate()
    try await Blocking.run { process.waitUntilExit() }
    #expect(process.terminationStatus == 0)
  }

  @Test("harden prints a script that psql runs, and --check tells before and after")
  func harden() async throws {
    let premises = try await Premises("roles_harden")
    let server = try await TestServer.shared()
    let program = try await program(premises, "roles_harden", model: false)
    let roles = ["--role", "roles_harden_reader", "--introspection-role", "roles_harden_catalog"]
    let before = try await program.run("harden", with: roles + ["--check"])
    #expect(before.status == 3)
    #expect(before.output.contains("FAIL  login-role"))
    let script = try await program.run("harden", with: roles)
    #expect(script.status == 0)
    #expect(script.lines.filter { $0.hasPrefix("-- ") }.count > 40)
    #expect(script.lines.allSatisfy { $0.count <= 160 })
    try await server.psql(script.output, database: "roles_harden")
    let after = try await program.run("harden", with: roles + ["--check"])
    #expect(after.status == 0, "\(after.output)")
    #expect(after.output == "ok    nothing is missing\n")

    let reader = server.connectionString(database: "roles_harden", user: "roles_harden_reader")
    let catalog = server.connectionString(database: "roles_harden", user: "roles_harden_catalog")
    let hardened = try BuiltProgram(
      ["--database", reader, "--model-url", premises.modelURL, "--set", "database.introspection-url=\(catalog)"])
    #expect(try await hardened.run("harden", with: ["--check"]).status == 0)
    #expect(try await hardened.run("ask", "which word?").output.contains("é"))
    let doctor = try await hardened.run("doctor")
    #expect(doctor.output.contains("ok    role: roles_harden_reader may do nothing"))
    #expect(!doctor.output.contains("may-run-effectful-functions"))
    let rows = try await hardened.run("validate", "select count(*) from sales.orders", with: ["--execute"])
    #expect(rows.output.contains("2"))
    // The executing role's grants decide, not those of the role that reads the catalog.
    try await server.psql(
      "create table sales.later (id int); grant select on sales.later to roles_harden_catalog", database: "roles_harden"
    )
    #expect(try await hardened.run("validate", "select * from sales.later").output.contains("unknown-relation"))
  }

  @Test("A principal's role decides what the program shows; one without is turned away")
  func identities() async throws {
    let premises = try await Premises("roles_mapped", model: "told")
    let server = try await TestServer.shared()
    try await server.psql(
      """
      do $$ begin create role roles_mapped_login login noinherit; create role roles_mapped_one; create role roles_mapped_two;
      exception when duplicate_object then null; end $$;
      grant roles_mapped_one, roles_mapped_two to roles_mapped_login;
      grant usage on schema sales to roles_mapped_one, roles_mapped_two;
      grant select on sales.customers to roles_mapped_one; grant select on sales.orders to roles_mapped_two;
      """, database: "roles_mapped")
    let login = server.connectionString(database: "roles_mapped", user: "roles_mapped_login")
    let program = try BuiltProgram([
      "--database", login, "--model-url", premises.modelURL, "--set",
      "identity.roles=anna=roles_mapped_one, ben=roles_mapped_two", "--set", "identity.settings=anna:app.tenant=1",
    ])
    func run(_ person: String, _ sql: String) async throws -> BuiltProgram.Run {
      try await program.run("validate", sql, with: ["--execute", "--set", "audit.person=\(person)"])
    }
    #expect(try await run("anna", "select count(*) from sales.customers").status == 0)
    #expect(try await run("anna", "select count(*) from sales.orders").status == 1)
    #expect(try await run("ben", "select count(*) from sales.orders").status == 0)
    #expect(try await run("ben", "select count(*) from sales.customers").status == 1)
    func ask(_ person: String, _ sql: String) async throws -> BuiltProgram.Run {
      try await program.run("ask", "rows [\(sql)]", with: ["--set", "audit.person=\(person)", "--format", "csv"])
    }
    #expect(try await ask("anna", "select count(*) from sales.customers").output.hasSuffix("2\n"))
    #expect(try await ask("ben", "select count(*) from sales.customers").errors.contains("unknown-relation"))
    #expect(try await ask("ben", "select count(*) from sales.orders").status == 0)
    #expect(try await ask("eve", "select 1").errors.contains("DQ005"))
    let record = try await program.run("audit", "list", with: ["--limit", "1"])
    #expect(record.status == 0)
    let stranger = try await run("eve", "select 1")
    #expect(stranger.status == 3)
    #expect(stranger.errors.contains("DQ005"))
    let shown = try await program.run("introspect", with: ["--set", "audit.person=anna"])
    #expect(shown.output.contains("sales.customers") && !shown.output.contains("sales.orders"))
    for wrong in [
      "identity.settings=anna:statement_timeout=0", "identity.settings=anna:app.tenant", "identity.roles=anna",
    ] {
      #expect(try await program.run("introspect", with: ["--set", wrong]).status != 0, "\(wrong)")
    }
  }
}
