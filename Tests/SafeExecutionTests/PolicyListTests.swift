import Foundation
import Postgres
import Testing

@testable import SafeExecution

@Suite struct PolicyListTests {
  @Test("Every built-in function of PostgreSQL 15 is on exactly one list")
  func functions() async throws {
    let database = try await Fixture.database.value
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: database.owner))
    let table = try await connection.query(
      "SELECT DISTINCT proname::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace")
    await connection.close()
    let known = Set(table.rows.compactMap { $0[0] }.map { ExactName($0) })
    let lists = PolicyLists.shared
    #expect(lists.allowedFunctions.count > 350)
    #expect(lists.allowedFunctions.isDisjoint(with: lists.refusedFunctions.keys))
    #expect(lists.allowedFunctions.subtracting(known).isEmpty)
    #expect(known.subtracting(lists.allowedFunctions).subtracting(lists.refusedFunctions.keys).isEmpty)
  }

  @Test("No function that reaches beyond its arguments is allowed")
  func harmless() async throws {
    let database = try await Fixture.database.value
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: database.owner))
    let table = try await connection.query(
      "SELECT DISTINCT proname::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND provolatile = 'v'"
    )
    await connection.close()
    let volatile = Set(table.rows.compactMap { $0[0] })
    let allowed = Set(PolicyLists.shared.allowedFunctions.map(\.text)).intersection(volatile)
    #expect(allowed == ["random", "clock_timestamp", "timeofday", "gen_random_uuid"])
  }

  @Test("Names within a group are sorted")
  func sorted() {
    for file in ["functions-allowed.txt", "functions-refused.txt"] {
      for group in PolicyLists.groups(in: file) { #expect(group.names == group.names.sorted(), "\(group.title)") }
    }
  }

  @Test("Every rule is documented, and nothing else is")
  func documentation() throws {
    let page = try String(
      contentsOf: Fixture.corpus("").deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/security.md"), encoding: .utf8)
    var documented: Set<String> = []
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      documented.insert(String(line.dropFirst(3).prefix { $0 != "`" }))
    }
    #expect(documented == Set(Rule.allCases.map(\.rawValue)).union(RoleInspector.rules))
  }
}
