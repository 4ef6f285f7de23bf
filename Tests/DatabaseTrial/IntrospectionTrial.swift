import CPostgres
import Foundation
import Introspection
import Postgres
import TestSupport

/// A whole snapshot of a made-up catalog beside its physical floor: what libpq needs for the same rows. All of them in turns
/// and with fresh connections, so that a busy machine troubles them alike.
struct IntrospectionTrial {
  let tables: Int
  /// `catalog.sql` and `floor.sql`.
  let folder: URL

  func run() async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: "catalog", sql: "")
    try await server.psql("set bench.tables = \(tables);\n" + text("catalog.sql"), database: "catalog")
    let url = server.connectionString(database: "catalog")
    let queries = try text("floor.sql").components(separatedBy: "\n-- next\n")

    var times: [String: [Double]] = [:]
    var rows = 0
    let bar = TrialBar("reading \(tables) tables", total: Self.rounds)
    for round in 0..<Self.rounds {
      // The first round fills the server's caches.
      func note(_ what: String, _ seconds: Double) { if round > 0 { times[what, default: []].append(seconds * 1000) } }
      note("floor", Self.seconds { rows = Self.copy(queries, url) })
      for (what, readsValues) in [("without values", false), ("with values", true)] {
        let start = ContinuousClock.now
        let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: url))
        let snapshot = try await Introspector(readsValues: readsValues).snapshot(on: connection)
        note(what, Self.seconds(.now - start))
        await connection.close()
        guard snapshot.relations.count == tables + tables / 20 else {
          print("The snapshot has \(snapshot.relations.count) relations.")
          exit(1)
        }
      }
      bar.step()
    }
    let floor = Self.median(times["floor"] ?? [])
    print("\(tables) tables, fresh connections, milliseconds by the clock: p50, least and most of \(Self.rounds - 1)\n")
    print("| | p50 | least | most | to the floor |\n|---|---|---|---|---|")
    for (what, label) in [
      ("floor", "libpq, COPY of the same \(rows) rows"), ("without values", "whole snapshot without values"),
      ("with values", "whole snapshot with common values"),
    ] {
      let taken = (times[what] ?? []).sorted()
      let p50 = Self.median(taken)
      print(
        "| \(label) | \(Int(p50)) | \(Int(taken.first ?? 0)) | \(Int(taken.last ?? 0)) | \(String(format: "%.2f", p50 / floor)) |"
      )
    }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("\nPeak memory of the process: \(usage.ru_maxrss / 1024) MiB.")
  }

  private static let rounds = 9

  private func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  /// Connects and takes every row as the server sends it; how many there were.
  private static func copy(_ queries: [String], _ url: String) -> Int {
    let connection = PQconnectdb(url)
    defer { PQfinish(connection) }
    var rows = 0
    for query in queries {
      PQclear(PQexec(connection, "COPY (\(query)) TO STDOUT"))
      var line: UnsafeMutablePointer<CChar>?
      while PQgetCopyData(connection, &line, 0) > 0 {
        rows += 1
        PQfreemem(line)
      }
      PQclear(PQgetResult(connection))
    }
    return rows
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let start = ContinuousClock.now
    body()
    return seconds(.now - start)
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private static func median(_ times: [Double]) -> Double {
    let sorted = times.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
