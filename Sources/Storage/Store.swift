internal import Dispatch
internal import Foundation
internal import GRDB

/// The SQLite file that Dragoman keeps its memory in; several processes may have it open at once.
package struct Store: Sendable {
  package enum Opening: Sendable {
    /// Makes the folder (mode 0700) and the file (mode 0600) where they are missing.
    case creating
    /// A missing file is an error.
    case existing
  }

  /// The file, from the root.
  package let path: String
  private let pool: DatabasePool

  /// Opens the store and brings its structure up to date.
  ///
  /// `patience` is how long a statement waits for a lock that another process holds.
  package static func open(
    at path: String, _ opening: Opening = .creating, migrations: [Migration] = Migration.released,
    patience: Duration = .seconds(5)
  ) async throws -> Store {
    let path = StoreFile.absolute(path)
    // Opening blocks on the disk and on locks, so it stays off the cooperative threads.
    let pool = try await withCheckedThrowingContinuation { (done: CheckedContinuation<DatabasePool, any Error>) in
      DispatchQueue.global().async {
        done.resume(with: Result { try connect(path, opening, patience) })
      }
    }
    let store = Store(path: path, pool: pool)
    let migrator = Migrator(path: path, migrations: migrations)
    if try await !store.read({ try migrator.isCurrent($0) }) {
      try await store.write { try migrator.apply($0) }
    }
    return store
  }

  /// Runs a write transaction, which takes the write lock at its start; when this returns, it is on the disk.
  ///
  /// A task that is cancelled meanwhile gets a `CancellationError`, and nothing is written.
  package func write<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    do {
      return try await pool.write { try body(Transaction(database: $0)) }
    } catch {
      throw StorageError.from(error, path: path)
    }
  }

  /// Runs a read transaction: everything in it sees the store at one moment, and no writer waits for it.
  package func read<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    do {
      return try await pool.read { try body(Transaction(database: $0)) }
    } catch {
      throw StorageError.from(error, path: path)
    }
  }

  private static func connect(_ path: String, _ opening: Opening, _ patience: Duration) throws -> DatabasePool {
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
      try database.execute(sql: "pragma synchronous = full")
      guard try Int.fetchOne(database, sql: "pragma synchronous") == 2 else {
        throw StorageError.notDurable(path: path)
      }
    }
  }
}
