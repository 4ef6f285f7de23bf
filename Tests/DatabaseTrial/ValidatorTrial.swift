import CPGQuery
import CPostgres
import Foundation
import Introspection
import Postgres
import SafeExecution
import TestSupport
import Vocabulary

/// What the static layers cost beside the parser that they stand on, and the dry run beside a bare EXPLAIN, each pair
/// measured in turns so that a busy machine troubles both alike.
struct ValidatorTrial {
  let corpus: URL

  func run() async throws {
    let sql = try String(contentsOf: corpus.appending(path: "typical.sql"), encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let server = try await TestServer.shared()
    let files = ["fixture.sql", "traps.sql"].map { corpus.appending(path: $0).path }
    try await server.createDatabase(named: "bench", sqlFiles: files)
    let reader = server.connectionString(database: "bench", user: "reader")
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: reader))
    let snapshot = try await Introspector().snapshot(on: connection)
    await connection.close()
    let validator = Validator(snapshot: snapshot)
    let session = ExecutionSession(connectionString: reader, searchPath: snapshot.searchPath)
    guard try await validator.judge(sql, session: session).query != nil else {
      print("The typical query is refused.")
      exit(1)
    }
    print("\(sql.utf8.count) bytes of SQL, microseconds of the processor, p50 and p95 of \(Self.rounds)")

    var judge: [Double] = []
    var parse: [Double] = []
    var unpacked: [Double] = []
    let bar = TrialBar("judging", total: Self.rounds + Self.rounds / 4)
    for _ in 0..<Self.rounds {
      judge.append(try await Self.cost { _ = try await validator.judge(sql) })
      parse.append(await Self.cost { pg_query_free_parse_result(pg_query_parse(sql)) })
      unpacked.append(await Self.cost { pg_query_free_protobuf_parse_result(pg_query_parse_protobuf(sql)) })
      bar.step()
    }
    let own = Self.show("hygiene, parse, policy, resolution", judge)
    let bare = Self.show("libpg_query's own parse", parse)
    let proto = Self.show("libpg_query's own parse to its protocol buffer", unpacked)
    print("ratio to the parse: \(Self.ratio(own, bare)), to the parse with protocol buffer: \(Self.ratio(own, proto))")

    var dry: [Double] = []
    var explain: [Double] = []
    let raw = PQconnectdb(reader)
    defer { PQfinish(raw) }
    PQclear(PQexec(raw, "SET search_path = shop, public"))
    for _ in 0..<Self.rounds / 4 {
      dry.append(try await Self.time { _ = try await validator.judge(sql, session: session) })
      explain.append(
        await Self.time {
          PQclear(PQexecParams(raw, "EXPLAIN (VERBOSE, FORMAT JSON) " + sql, 0, nil, nil, nil, nil, 0))
        })
      bar.step()
    }
    print("microseconds by the clock, p50 and p95 of \(Self.rounds / 4)")
    let whole = Self.show("all of it with the dry run", dry)
    let planned = Self.show("a bare EXPLAIN over libpq", explain)
    print(
      "all of it to a bare EXPLAIN: \(Self.ratio(whole, planned)), the dry run alone: \(Self.ratio(whole - own, planned))"
    )
    await session.close()
  }

  private static let rounds = 2_000

  /// Of the processor's time: the static layers wait for nothing, and a busy machine would tell of itself.
  private static func cost(_ body: () async throws -> Void) async rethrows -> Double {
    let start = now(CLOCK_PROCESS_CPUTIME_ID)
    try await body()
    return now(CLOCK_PROCESS_CPUTIME_ID) - start
  }

  private static func time(_ body: () async throws -> Void) async rethrows -> Double {
    let start = now(CLOCK_MONOTONIC)
    try await body()
    return now(CLOCK_MONOTONIC) - start
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }

  /// Prints a row; its p50.
  private static func show(_ what: String, _ times: [Double]) -> Double {
    let sorted = times.sorted()
    let p50 = sorted[sorted.count / 2]
    print("  \(what): \(Int(p50)) \(Int(sorted[sorted.count * 95 / 100]))")
    return p50
  }

  private static func ratio(_ a: Double, _ b: Double) -> String { String(format: "%.2f", a / b) }
}
