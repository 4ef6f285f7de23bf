import DoorTestSupport
import Foundation
import TestSupport
import Testing

/// `dragoman validate` as a corpus meets it.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ValidateTests {
  private func program(_ premises: Premises) throws -> BuiltProgram {
    try BuiltProgram(["--database", premises.connectionString])
  }

  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test("One statement is accepted or refused with rule, place and hint, and the status says which")
  func one() async throws {
    let program = try program(try await Premises("validate_one"))
    let good = try await program.run("validate", "select count(*) from sales.orders")
    #expect(good.status == 0)
    #expect(good.output == "accepted: select count(*) from sales.orders\n")
    let bad = try await program.run("validate", "select totl from sales.orders")
    #expect(bad.status == 1)
    #expect(
      bad.lines.prefix(4) == [
        "refused: select totl from sales.orders",
        "unknown-column (names): \(bad.lines[1].dropFirst("unknown-column (names): ".count))",
        "  select totl from sales.orders", "         ^",
      ])
    #expect(bad.output.contains("HINT: Did you mean total"))
    let run = try await program.run("validate", "select 1 as one", with: ["--execute"])
    #expect(run.output.contains("(1 row)"))
    #expect(try await program.run("validate").status != 0)
  }

  @Test("Lines give id, verdict, findings, layer and time; a bad one never stops the rest")
  func lines() async throws {
    let program = try program(try await Premises("validate_lines"))
    let bytes = Data([0x73, 0x65, 0x6C, 0x65, 0x63, 0x74, 0x20, 0xFF]).base64EncodedString()
    let nul = Data("select 1\u{0}; drop table x".utf8).base64EncodedString()
    let input = [
      #"{"id": 1, "sql": "select count(*) from sales.orders"}"#, #"{"id": "two", "sql": "drop table sales.orders"}"#,
      #"{"id": 3, "sql_base64": "\#(bytes)"}"#, #"{"id": 4, "sql_base64": "\#(nul)"}"#, "no json at all", "",
      #"{"id": 5}"#, #"{"id": 6.5, "sql": 7}"#, #"{"id": 8, "sql_base64": "%%%"}"#,
      #"{"id": null, "sql": "select n from sales.many"}"#, #"{"id": 9, "sql": "select 1/0"}"#,
      #"{"id": 10, "sql": "select pg_sleep(1)"}"#,
    ]
    let run = try await program.run("validate", input: input.joined(separator: "\n") + "\n", with: ["--json-lines"])
    #expect(run.status == 0)
    let lines = try run.lines.map(object)
    try #require(lines.count == input.count)
    #expect(
      lines.allSatisfy {
        $0["milliseconds"] is Double && $0["findings"] is [Any] && $0["accepted"] is Bool && $0.keys.contains("layer")
      })
    #expect(
      lines.map { $0["accepted"] as? Bool } == [
        true, false, false, false, false, false, false, false, false, true, false, false,
      ])
    #expect(
      lines.map { $0["layer"] as? String } == [
        nil, "statement", "hygiene", "hygiene", nil, nil, nil, nil, nil, nil, "dryRun", "functions",
      ])
    #expect(lines.map { "\($0["id"] ?? "")" }.prefix(4) == ["1", "two", "3", "4"])
    #expect(lines[6]["id"] as? Int == 5)
    #expect((lines[6]["error"] as? [String: Any])?["code"] as? String == "DC008")
    let finding = try #require((lines[11]["findings"] as? [[String: Any]])?.first)
    #expect(finding["rule"] as? String == "forbidden-function")
    #expect(finding["position"] as? Int == 7)
    #expect((finding["message"] as? String)?.isEmpty == false)
  }

  @Test("--static stops before the server, --execute runs within the limits and says whether it ran or was stopped")
  func depths() async throws {
    let program = try program(try await Premises("validate_depths"))
    let input = #"{"id": 1, "sql": "select 1/0"}"# + "\n"
    let still = try await program.run("validate", input: input, with: ["--json-lines", "--static"])
    #expect(try object(still.lines[0])["accepted"] as? Bool == true)
    #expect(try object(still.lines[0])["execution"] == nil)
    let statements = [
      "select count(*) from sales.orders", "select n from sales.many", "select name::int from sales.customers",
      "with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r",
    ]
    let lines = statements.enumerated().map { #"{"id": \#($0.offset), "sql": "\#($0.element)"}"# }
    let run = try await program.run(
      "validate", input: lines.joined(separator: "\n") + "\n",
      with: ["--json-lines", "--execute", "--set", "limits.timeout=1"])
    let told = try run.lines.map(object)
    #expect(told.map { $0["execution"] as? String } == ["ran", "stopped", "stopped", "stopped"])
    #expect(told[1]["limit"] as? String == "rows")
    #expect((told[2]["error"] as? [String: Any])?["code"] as? String == "22P02")
    #expect((told[2]["error"] as? [String: Any])?["message"].map { "\($0)".contains("Ada") } == false)
    #expect((told[3]["error"] as? [String: Any])?["code"] as? String == "DX001")
  }

  @Test("The policy of the command line holds: allowed functions, denied relations, another role for the catalog")
  func policy() async throws {
    let premises = try await Premises("validate_policy")
    let server = try await TestServer.shared()
    try await server.psql(
      "create function sales.half(n int) returns int language sql immutable as 'select n / 2'",
      database: "validate_policy")
    let program = try program(premises)
    func isAccepted(_ sql: String, _ more: [String] = []) async throws -> Bool {
      try await program.run("validate", sql, with: more).status == 0
    }
    #expect(try await !isAccepted("select sales.half(4)"))
    #expect(
      try await isAccepted("select sales.half(4)", ["--allow-function", "tripled", "--allow-function", "sales.half"]))
    #expect(try await isAccepted("select 1 from sales.orders"))
    #expect(
      try await !isAccepted(
        "select 1 from sales.orders", ["--deny-relation", "sales.many", "--deny-relation", "sales.orders"]))
    #expect(
      try await !isAccepted(
        "select 1 from sales.many", ["--deny-relation", "sales.many", "--deny-relation", "sales.orders"]))
    let admin = server.connectionString(database: "validate_policy")
    try await server.psql("revoke select on pg_catalog.pg_proc from public", database: "validate_policy")
    let blind = try await program.run("validate", "select 1 from sales.orders")
    #expect(blind.status == 3)
    #expect(blind.errors.contains("DI002"))
    #expect(try await isAccepted("select 1 from sales.orders", ["--introspection-url", admin]))
    // What the catalog's role may read is not what the executing role may read.
    try await server.psql("create table sales.hidden (id int)", database: "validate_policy")
    #expect(try await !isAccepted("select 1 from sales.hidden", ["--introspection-url", admin]))
  }

  @Test("A backend that is ended in the middle breaks its line, and the next one has a new connection")
  func endedBackend() async throws {
    let program = try program(try await Premises("validate_ended"))
    let server = try await TestServer.shared()
    let talk = try LineConversation(
      program, ["validate"] + program.arguments + ["--json-lines", "--execute"])
    try talk.say(#"{"id": 1, "sql": "select 1 as one"}"#)
    #expect(try await talk.hear()["execution"] as? String == "ran")
    // One that lies idle when it is ended
    let end = """
      select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
      where datname = 'validate_ended' and application_name = 'dragoman-execution'
      """
    try await server.psql(end)
    try talk.say(#"{"id": 2, "sql": "select 2 as two"}"#)
    #expect(try await talk.hear()["execution"] as? String == "ran")
    // One that works
    try talk.say(
      #"{"id": 3, "sql": "with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r"}"#)
    for _ in 0..<200 {
      let count = try await server.psql(end + " and query like 'with recursive%'")
      if count.hasPrefix("1") { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    let broken = try await talk.hear()
    #expect(broken["id"] as? Int == 3)
    #expect(broken["execution"] as? String == "stopped")
    #expect((broken["error"] as? [String: Any])?["code"] as? String == "DP002")
    try talk.say(#"{"id": 4, "sql": "select 4 as four"}"#)
    #expect(try await talk.hear()["execution"] as? String == "ran")
    // A database that lets nobody in for a while
    try await server.psql("alter database validate_ended allow_connections false")
    try await server.psql(end)
    try talk.say(#"{"id": 5, "sql": "select 5 as five"}"#)
    let away = try await talk.hear()
    #expect(away["accepted"] as? Bool == false)
    #expect((away["error"] as? [String: Any])?["code"] as? String == "DP001")
    try await server.psql("alter database validate_ended allow_connections true")
    try talk.say(#"{"id": 6, "sql": "select 6 as six"}"#)
    #expect(try await talk.hear()["execution"] as? String == "ran")
    #expect(try await talk.end() == 0)
  }
}
