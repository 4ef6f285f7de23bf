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
    let after = try await run(database.hardened, "hardened_shop")
    print("outcome | plain role | hardened")
    for row in Account.rows { print("\(row) | \(before.counts[row] ?? 0) | \(after.counts[row] ?? 0)") }
    print("left something visible | \(before.visible.count) | \(after.visible.count)")
    print("visible: \(before.visible) | \(after.visible)")
    print("executed after hardening: \(after.ran)")
    // Sequences, large objects and identifiers of transactions are what READ ONLY leaves open.
    let writable: Set = ["sequences", "large_objects"]
    #expect(before.visible.values.allSatisfy { Set($0).isSubset(of: writable) }, "\(before.visible)")
    #expect(after.visible.isEmpty, "\(after.visible)")
    #expect((after.counts["executed"] ?? 0) < (before.counts["executed"] ?? 0))
  }

  private func run(_ connection: String, _ name: String) async throws -> Account {
    var policy = ExecutionPolicy()
    policy.statementTimeout = 500
    policy.maxSessions = 1
    let session = ExecutionSession(connectionString: connection, searchPath: ["shop", "public"], policy: policy)
    let traces = try await Traces.of(database: name)
    var account = Account()
    var last = try await traces.now()
    for item in CorpusTests.hostile + CorpusTests.planned + CorpusTests.bombs {
      // C reads up to the first NUL, so that such a text cannot reach the server as it is.
      guard !item.bytes.contains(0), String(validating: item.bytes, as: UTF8.self) != nil else { continue }
      let outcome = await outcome(of: item.sql, session)
      account.add(outcome)
      if outcome == "executed" { account.ran.append(item.testDescription) }
      // Only the next use of a session takes back what the last one left.
      _ = try? await Executor(session: session).run(text: "SELECT 1")
      let now = try await traces.now()
      let changed = now.keys.filter { now[$0] != last[$0] }.sorted()
      if !changed.isEmpty { account.visible[item.testDescription] = changed }
      last = now
    }
    await traces.close()
    await session.close()
    return account
  }

  private func outcome(of sql: String, _ session: ExecutionSession) async -> String {
    do {
      _ = try await Executor(session: session).run(text: sql)
      return "executed"
    } catch let error as SafeExecutionError {
      guard case .failed(let state, _) = error else { return "timeout" }
      switch state {
      case "42501": return "privilege"
      case "25006": return "READ ONLY"
      case "42601", "42P02", "08P01", "22021": return "syntax or protocol"
      case _ where state.hasPrefix("42") || state.hasPrefix("3"): return "no such thing"
      default: return "other error"
      }
    } catch {
      return "other error"
    }
  }
}
