internal import Foundation
package import Postgres
package import Vocabulary

/// Snapshots in memory and on disk, read anew when the catalog has changed or their statistics have aged.
package actor SnapshotCache {
  private let directory: String?
  private let statisticsLifetime: Duration
  private let introspector: Introspector
  private var kept: [ObjectIdentifier: SnapshotFile] = [:]
  private var reading: [ObjectIdentifier: Task<SchemaSnapshot, any Error>] = [:]
  /// Why the last snapshot is in memory only, if it is.
  package private(set) var lastWriteFailure: IntrospectionError?
  /// How many times a catalog was read in full.
  package private(set) var readings = 0

  /// - Parameters:
  ///   - directory: where snapshots outlive the process; `nil` for nowhere.
  ///   - statisticsLifetime: how old common values may become while the catalog itself stays the same.
  package init(
    directory: String?, statisticsLifetime: Duration = .seconds(3600), introspector: Introspector = Introspector()
  ) {
    self.directory = directory
    self.statisticsLifetime = statisticsLifetime
    self.introspector = introspector
  }

  /// The snapshot of the database that the pool's sessions see, as it is now. Callers at the same time share one look.
  package func snapshot(for pool: PostgresPool) async throws -> SchemaSnapshot {
    let key = ObjectIdentifier(pool)
    if let task = reading[key] { return try await task.value }
    let task = Task { try await pool.withConnection { try await self.current(key, on: $0) } }
    reading[key] = task
    defer { reading[key] = nil }
    return try await task.value
  }

  private func current(_ key: ObjectIdentifier, on connection: PostgresConnection) async throws -> SchemaSnapshot {
    // The stamp is taken before the catalog is read: a change in between costs one more reading, and is never missed.
    guard let stamp = try await introspector.stamp(on: connection) else {
      readings += 1
      return try await introspector.snapshot(on: connection)
    }
    let path = directory.map { SnapshotFile.path(in: $0, identity: stamp.identity) }
    let known = kept[key] ?? path.flatMap { SnapshotFile.read($0, identity: stamp.identity) }
    if let known, known.stamp == stamp, isFresh(known) {
      kept[key] = known
      return known.snapshot
    }
    readings += 1
    let file = SnapshotFile(stamp: stamp, readAt: Date(), snapshot: try await introspector.snapshot(on: connection))
    kept[key] = file
    if let path { save(file, path) }
    return file.snapshot
  }

  private func isFresh(_ file: SnapshotFile) -> Bool {
    let age = Date().timeIntervalSince(file.readAt)
    return age >= 0 && .seconds(age) < statisticsLifetime
  }

  private func save(_ file: SnapshotFile, _ path: String) {
    do throws(IntrospectionError) {
      try file.write(path)
      lastWriteFailure = nil
    } catch {
      lastWriteFailure = error
    }
  }
}
