internal import Dispatch
internal import Foundation
internal import GRDB
internal import Postgres
internal import Threads

/// What holds a store's rows.
enum StoreBackend: Sendable {
  case sqlite(DatabasePool)
  case postgresql(PostgresPool)

  func write<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    switch self {
    case .sqlite(let pool):
      if Worker.current != nil {
        try Task.checkCancellation()
        return try Self.here { try pool.write { try body(Transaction(session: .sqlite($0))) } }
      }
      return try await pool.write { try body(Transaction(session: .sqlite($0))) }
    case .postgresql(let pool):
      return try await Self.transaction(pool, "begin isolation level read committed", body)
    }
  }

  func read<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    switch self {
    case .sqlite(let pool):
      if Worker.current != nil {
        return try Self.here { try pool.read { try body(Transaction(session: .sqlite($0))) } }
      }
      return try await pool.read { try body(Transaction(session: .sqlite($0))) }
    case .postgresql(let pool):
      return try await Self.transaction(pool, "begin isolation level repeatable read, read only", body)
    }
  }

  func glance<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    switch self {
    case .sqlite(let pool):
      if Worker.current != nil {
        return try Self.here { try pool.unsafeRead { try body(Transaction(session: .sqlite($0))) } }
      }
      return try await pool.unsafeRead { try body(Transaction(session: .sqlite($0))) }
    case .postgresql(let pool):
      return try await pool.withConnection { connection in
        try await connection.perform { try body(Transaction(session: .postgresql($0))) }
      }
    }
  }

  /// Work of a worker, whose thread may wait for the disk: GRDB's blocking calls change no threads.
  private static func here<T>(_ work: () throws -> T) rethrows -> T { try work() }

  private static func transaction<T: Sendable>(
    _ pool: PostgresPool, _ begin: String, _ body: @Sendable (Transaction) throws -> T
  ) async throws -> T {
    try await pool.withConnection { connection in
      try await connection.perform { session in
        try session.run([PostgresStatement(begin)])
        do {
          let result = try body(Transaction(session: .postgresql(session)))
          try session.run(["commit"])
          return result
        } catch {
          try? session.rollBack()
          throw error
        }
      }
    }
  }
}

// SQLite.
extension StoreBackend {
  /// Opening blocks on the disk and on locks, so it stays off the cooperative threads.
  static func sqlite(at path: String, _ opening: Store.Opening, _ patience: Duration) async throws -> StoreBackend {
    try await withCheckedThrowingContinuation { done in
      DispatchQueue.global().async {
        done.resume(with: Result { .sqlite(try connect(path, opening, patience)) })
      }
    }
  }

  private static func connect(_ path: String, _ opening: Store.Opening, _ patience: Duration) throws -> DatabasePool {
    switch opening {
    case .creating: try StoreFile.make(path)
    case .existing: guard StoreFile.exists(path) else { throw StorageError.missing(path: path) }
    }
    let seconds = Double(patience.components.seconds) + Double(patience.components.attoseconds) * 1e-18
    var configuration = Configuration()
    configuration.label = "dragoman.store"
    configuration.busyMode = .timeout(seconds)
    let deadline = ContinuousClock.now + patience
    while true {
      do {
        let pool = try DatabasePool(path: path, configuration: configuration)
        try makeDurable(pool, path)
        return pool
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline {
        // Two processes that switch a fresh file to WAL at once: SQLite does not wait there by itself.
        Thread.sleep(forTimeInterval: 0.02)
      } catch {
        throw StorageError.from(error, path: path)
      }
    }
  }

  /// Makes every commit reach the disk. GRDB sets NORMAL when it opens a pool, so this must come after.
  private static func makeDurable(_ pool: DatabasePool, _ path: String) throws {
    try pool.writeWithoutTransaction { database in
      // What is deleted is overwritten, too: a redacted text must not lie in a free page.
      try database.execute(sql: "pragma synchronous = full; pragma secure_delete = on")
      guard try Int.fetchOne(database, sql: "pragma synchronous") == 2 else {
        throw StorageError.notDurable(path: path)
      }
    }
  }
}

// PostgreSQL.
extension StoreBackend {
  /// The schema that holds everything of ours.
  static let schema = "dragoman"

  /// Sessions of a store: all that is recorded goes through one at a time, the others read.
  static func postgresql(_ connectionString: String) async throws -> StoreBackend {
    var settings = PostgresSettings(connectionString: connectionString, applicationName: "dragoman store")
    settings.options = [
      "search_path": schema, "synchronous_commit": "on", "client_encoding": "UTF8",
      // A process that stops in the middle of an append must not keep the others waiting.
      "idle_in_transaction_session_timeout": "10s", "lock_timeout": "10s",
    ]
    let pool = PostgresPool(settings, limit: 4)
    try await pool.withConnection { connection in
      let found = try await connection.query("select 1 from pg_catalog.pg_namespace where nspname = $1", [schema])
      guard found.rows.isEmpty else { return }
      // `if not exists` is no protection against another instance that starts at the same moment: they take turns.
      let steps = [
        "begin", "select pg_advisory_xact_lock(\(Migrator.turnNumber))", "create schema if not exists \(schema)",
        "commit",
      ]
      for result in try await connection.pipeline(steps) { _ = try result.get() }
    }
    return .postgresql(pool)
  }
}
