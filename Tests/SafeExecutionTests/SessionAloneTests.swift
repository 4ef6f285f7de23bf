import Foundation
import Postgres
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

/// The hostile corpus with the validator switched off: what the role, READ ONLY, the protocol and hardening hold alone.
@Suite(.serialized) struct SessionAloneTests {
  /// What became of the statements, by who stopped them.
  struct Account {
    var counts: [String: Int] = [:]
    var visible: [String: [String]] = [:]
    var ran: [String] = []

    static let rows = [
      "syntax or protocol", "no such thing", "privilege", "READ ONLY", "timeout", "other error", "executed",
    ]

    mutating func add(_ outcome: String) { counts[outcome, default: 0] += 1 }
  }

  @Test("With the validator switched off no row, object, setting or role changes, and nothing stays behind")
  func alone() async throws {
    let database = try await Fixture.database.value
    let before = try await run(database.alone, "alone_shop")
    try await harden("hardened_shop")
    let after = try await run(database.hardened, "hardened_shop")
    print("outcome | plain role | hardened")
    for row in Account.rows { print("\(row) | \(before.counts[row] ?? 0) | \(after.counts[row] ?? 0)") }
    print("left something visible | \(before.visible.count) | \(after.visible.count)")
    print("visible: \(before.visible) | \(after.visible)")
    print("executed after hardening: \(after.ran)")
    #expect(before.visible.isEmpty, "\(before.visible)")
    #expect(after.visible.isEmpty, "\(after.visible)")
    #expect((after.counts["executed"] ?? 0) < (before.counts["executed"] ?? 0))
  }

  /// What `dragoman harden` prints, run by the administrator.
  private func harden(_ database: String) async throws {
    let server = try await TestServer.shared()
    let owner = PostgresSettings(connectionString: server.connectionString(database: database))
    let connection = try await PostgresConnection.connect(owner)
    let wishes = HardeningWishes(loginRole: "reader", introspectionRole: "catalog_reader")
    let script = try await Hardener(wishes).plan(connection).script
    await connection.close()
    try await server.psql(script, database: database)
  }

  private func run(_ connection: String, _ name: String) async throws -> Account {
    var policy = ExecutionPolicy()
    policy.statementTimeout = 100
    policy.maxSessions = 1
    let session = ExecutionSession(connectionString: connection, searchPath: ["shop", "public"], policy: policy)
    let traces = try await Traces.of(database: name)
    var account = Account()
    var last = try await traces.now()
    var looks = 0
    for item in CorpusTests.hostile + CorpusTests.planned + CorpusTests.bombs {
      // C reads up to the first NUL, so that such a text cannot reach the server as it is.
      guard !item.bytes.contains(0), String(validating: item.bytes, as: UTF8.self) != nil else { continue }
      let outcome = await outcome(of: item.sql, session)
      account.add(outcome)
      if outcome == "executed" { account.ran.append(item.testDescription) }
      // What was refused by name or right did nothing; a look at the end covers it.
      guard ["executed", "timeout", "other error"].contains(outcome) else { continue }
      looks += 1
      // A look takes longer than a statement: one for ten of them tells what happened, if not exactly to whom.
      guard looks % 10 == 0 else { continue }
      let now = try await traces.now()
      let changed = now.keys.filter { now[$0] != last[$0] }.sorted()
      if !changed.isEmpty { account.visible[item.testDescription] = changed }
      last = now
    }
    if try await traces.now() != last { account.visible["all together"] = ["something"] }
    await traces.close()
    await session.close()
    return account
  }

  private func outcome(of sql: String, _ session: ExecutionSession) async -> String {
    do {
      _ = try await Executor(session: session).run(text: sql)
      return "executed"
    } catch let error as SafeExecutionError {
      if case .timedOut = error { return "timeout" }
      let state = error.code
      switch state {
      case "42501": return "privilege"
      case "25006": return "READ ONLY"
      case "42601", "42P02", "08P01", "22021": return "syntax or protocol"
      default: return state.hasPrefix("42") || state.hasPrefix("3") ? "no such thing" : "other error"
      }
    } catch {
      return "other error"
    }
  }
}
