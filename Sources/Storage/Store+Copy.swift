internal import Foundation
internal import GRDB
internal import Postgres

// Backup and restore, while others read and write.
extension Store {
  /// Writes all of the store, as of one moment, to a new SQLite file that only its owner may read.
  package func backUp(to path: String) async throws {
    let path = StoreFile.absolute(path)
    guard !StoreFile.exists(path) else { throw StorageError.exists(path: path) }
    // Under another name until it is whole and on the disk.
    let draft = path + ".partial"
    StoreFile.remove(draft)
    do {
      try StoreFile.make(draft)
      switch backend {
      case .sqlite:
        let source = self.path
        try await Self.blocking { try Self.copyFile(source, to: draft) }
      case .postgresql:
        guard case .sqlite(let pool) = try await Store.open(at: draft).backend else { return }
        try await read { source in
          try pool.write { try StoreCopy(source: source, target: Transaction(session: .sqlite($0))).run() }
        }
        // What SQLite keeps beside the file must be in it before it gets its name.
        try await pool.writeWithoutTransaction { try $0.execute(sql: "pragma wal_checkpoint(truncate)") }
        try pool.close()
      }
      try await Self.blocking { try StoreFile.settle(draft, as: path) }
    } catch {
      StoreFile.remove(draft)
      throw StorageError.from(error, path: path)
    }
  }

  /// Fills this store, which must be empty, from a backup: all of it, or nothing.
  package func restore(from path: String) async throws {
    guard try await read({ try $0.rows("select 1 from audit_entry limit 1").isEmpty }) else {
      throw StorageError.notEmpty(path: self.path)
    }
    let path = StoreFile.absolute(path)
    guard StoreFile.exists(path) else { throw StorageError.missing(path: path) }
    // A copy, because opening a store brings its structure up to date, and a backup is to stay as it is.
    let folder = NSTemporaryDirectory() + "dragoman-restore-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let copy = folder + "/audit.sqlite"
    try StoreFile.make(copy)
    do {
      try await Self.blocking { try Self.copyFile(path, to: copy) }
    } catch {
      throw StorageError.from(error, path: path)
    }
    guard case .sqlite(let pool) = try await Store.open(at: copy, .existing).backend else { return }
    try await write { target in
      try pool.read { try StoreCopy(source: Transaction(session: .sqlite($0)), target: target).run() }
    }
  }

  /// Makes what was deleted from a table unreadable on the disk, as far as the store can.
  package func forget(_ table: String) async throws {
    do {
      switch backend {
      case .sqlite(let pool):
        try await pool.writeWithoutTransaction { try $0.execute(sql: "pragma wal_checkpoint(truncate)") }
      case .postgresql(let pool):
        try await pool.withConnection { _ = try await $0.query("vacuum \(table)") }
      }
    } catch {
      throw StorageError.from(error, path: path)
    }
  }

  /// A copy of a whole SQLite database, as of one moment, into an empty file.
  private static func copyFile(_ source: String, to target: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    try DatabaseQueue(path: source, configuration: configuration).writeWithoutTransaction {
      try $0.execute(sql: "vacuum into ?", arguments: [target])
    }
  }

  private static func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { done in
      DispatchQueue.global().async { done.resume(with: Result { try work() }) }
    }
  }
}
