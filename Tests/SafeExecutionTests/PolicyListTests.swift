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

  @Test("Symbols and results of built-in functions are those of PostgreSQL 15")
  func catalog() async throws {
    let database = try await Fixture.database.value
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: database.owner))
    let symbols = try await connection.query("SELECT oprname FROM pg_operator WHERE oprnamespace = 11")
    let results = try await connection.query(
      """
      SELECT proname, min(typname::text) FROM pg_proc p JOIN pg_type t ON t.oid = prorettype
      WHERE pronamespace = 11 AND prokind <> 'p' GROUP BY 1
      HAVING count(DISTINCT prorettype) = 1 AND min(typtype::text) = 'b' AND min(typcategory::text) <> 'A'
      """)
    await connection.close()
    let lists = PolicyLists.shared
    #expect(lists.operators == Set(symbols.rows.compactMap { $0[0] }.map { ExactName($0) }))
    var expected: [ExactName: String] = [:]
    for row in results.rows {
      guard let name = row[0].map({ ExactName($0) }), lists.allowedFunctions.contains(name) else { continue }
      expected[name] = row[1]
    }
    #expect(lists.functionResults == expected)
  }

  @Test("What is explained about roles is what the inspector can say")
  func documentation() throws {
    let root = Fixture.corpus("").deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/security.md"), encoding: .utf8)
    var documented: Set<String> = []
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      documented.insert(String(line.dropFirst(3).prefix { $0 != "`" }))
    }
    #expect(documented == Set(Rule.allCases.map(\.rawValue)).union(RoleInspector.rules))
  }
}
