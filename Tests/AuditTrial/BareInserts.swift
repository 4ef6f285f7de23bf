import Foundation
import GRDBSQLite

/// What SQLite alone does with rows of that size and full durability: one table, one statement, nothing else.
struct BareInserts {
  private let path: String

  init(_ path: String) { self.path = path }

  func run(rowsPerCommit: Int, count: Int) throws {
    var connection: OpaquePointer?
    var insert: OpaquePointer?
    func check(_ code: Int32) {
      if code != SQLITE_OK && code != SQLITE_DONE {
        Trial.fail("audit-trial: \(sqlite3_errmsg(connection).map { String(cString: $0) } ?? "SQLite")", 3)
      }
    }
    check(sqlite3_open(path, &connection))
    check(
      sqlite3_exec(
        connection,
        """
        pragma journal_mode = wal; pragma synchronous = full;
        create table bare (id integer primary key, payload text not null) strict
        """, nil, nil, nil))
    check(sqlite3_prepare_v2(connection, "insert into bare (payload) values (?)", -1, &insert, nil))
    let payload = String(repeating: "p", count: Load.payloadBytes)
    let start = ContinuousClock.now
    for number in 0..<count {
      if number % rowsPerCommit == 0 { check(sqlite3_exec(connection, "begin immediate", nil, nil, nil)) }
      check(sqlite3_bind_text(insert, 1, payload, -1, nil))
      check(sqlite3_step(insert))
      check(sqlite3_reset(insert))
      if number % rowsPerCommit == rowsPerCommit - 1 || number == count - 1 {
        check(sqlite3_exec(connection, "commit", nil, nil, nil))
      }
    }
    let seconds = Trial.seconds(.now - start)
    sqlite3_finalize(insert)
    sqlite3_close(connection)
    try Trial.report(["inserts": count, "seconds": seconds, "perSecond": Double(count) / seconds])
  }
}
