internal import Foundation
package import Postgres
package import Vocabulary

/// Snapshots in memory and on disk, read anew when the catalog has changed or their statistics have aged.
package actor SnapshotCache {
  private let directory: String?
  private let statisticsLifetime: Duration
  private let trust: Duration
  private let leisure: Duration
  private let introspector: Introspector
  private var kept: [Key: SnapshotFile] = [:]
  private var reading: [Key: Task<SchemaSnapshot, any Error>] = [:]
  private var standpoints: [Key: Standpoint] = [:]
  /// When the last look began that found a snapshot to be what the catalog says.
  private var lookedAt: [Key: ContinuousClock.Instant] = [:]

  /// What was read and is not on disk yet, by path.
  private var unsaved: [String: SnapshotFile] = [:]

  /// What a snapshot is of.
  private struct Key: Hashable {
    var pool: ObjectIdentifier
    var executing: ObjectIdentifier?
    var role: String?
  }

  /// Why the last snapshot is in memory only, if it is.
  package private(set) var lastWriteFailure: IntrospectionError?
  /// How many times a catalog was read in full.
  package private(set) var readings = 0

  /// - Parameters:
  ///   - directory: where snapshots outlive the process; `nil` for nowhere.
  ///   - statisticsLifetime: how old common values may become while the catalog itself stays the same.
  ///   - trust: how long after a look at the catalog it is believed to be unchanged.
  ///   - leisure: how long after it was read a snapshot is written, so that the first question need not wait for that.
  package init(
    directory: String?, statisticsLifetime: Duration = .seconds(3600), trust: Duration = .zero,
    leisure: Duration = .zero, introspector: Introspector = Introspector()
  ) {
    self.trust = trust
    self.leisure = leisure
    self.directory = directory
    self.statisticsLifetime = statisticsLifetime
    self.introspector = introspector
  }

  /// The snapshot of the database that the pool's sessions see, as it was at a look no longer ago than `trust`. Callers at
  /// the same time share one look.
  ///
  /// - Parameters:
  ///   - pool: sessions of the role that reads the catalog.
  ///   - role: whom the executing session becomes; its login role when `nil`.
  ///   - executing: sessions of the executing role, where it is not the one that reads.
  ///   - readAnew: reads all even if the catalog's stamp is the one that is known.
  package func snapshot(
    for pool: PostgresPool, as role: String? = nil, executing: PostgresPool? = nil, readAnew: Bool = false
  ) async throws -> SchemaSnapshot {
    let key = Key(pool: ObjectIdentifier(pool), executing: executing.map { ObjectIdentifier($0) }, role: role)
    let now = ContinuousClock.now
    if !readAnew, let at = lookedAt[key], now - at < trust, let known = kept[key], isFresh(known) {
      return known.snapshot
    }
    if let task = reading[key] {
      // A look that was under way may have begun before what the caller knows of.
      if !readAnew { return try await task.value }
      _ = try? await task.value
    }
    let task = Task { try await self.current(key, pool, executing, readAnew) }
    reading[key] = task
    defer { if reading[key] == task { reading[key] = nil } }
    let snapshot = try await task.value
    lookedAt[key] = now
    return snapshot
  }

  private func current(
    _ key: Key, _ pool: PostgresPool, _ executing: PostgresPool?, _ readAnew: Bool
  ) async throws -> SchemaSnapshot {
    let viewpoint =
      if let executing {
        Viewpoint(standpoint: try await standpoint(key, executing, isNew: false))
      } else {
        Viewpoint.own(key.role)
      }
    return try await pool.withConnection { connection in
      try await self.current(key, viewpoint, pool, executing, on: connection, readAnew)
    }
  }

  private func current(
    _ key: Key, _ viewpoint: Viewpoint, _ pool: PostgresPool, _ executing: PostgresPool?,
    on connection: PostgresConnection, _ readAnew: Bool
  ) async throws -> SchemaSnapshot {
    // The stamp is taken before the catalog is read: a change in between costs one more reading, and is never missed.
    let stamp = try await introspector.stamp(on: connection, from: viewpoint, last: kept[key]?.stamp)
    let path = stamp.flatMap { stamp in directory.map { SnapshotFile.path(in: $0, identity: stamp.identity) } }
    if let stamp, !readAnew {
      let known = kept[key] ?? path.flatMap { SnapshotFile.read($0, identity: stamp.identity) }
      if var known, known.stamp.isSame(as: stamp), isFresh(known) {
        known.stamp.moment = stamp.moment
        kept[key] = known
        return known.snapshot
      }
    }
    readings += 1
    var viewpoint = viewpoint
    // Schemas may have come or gone since the executing role was asked for its search path.
    if let executing { viewpoint.standpoint = try await standpoint(key, executing, isNew: true) }
    let snapshot: SchemaSnapshot
    let helper = await pool.borrowSpare()
    do throws(PostgresError) {
      snapshot = try await introspector.snapshot(on: connection, beside: helper, from: viewpoint)
      if let helper { await pool.giveBack(helper) }
    } catch {
      if let helper { await pool.giveBack(helper) }
      guard error.code == "42501" else { throw error }
      throw IntrospectionError.catalogClosed(reason: error.message)
    }
    guard let stamp else { return snapshot }
    let file = SnapshotFile(stamp: stamp, readAt: Date(), snapshot: snapshot)
    kept[key] = file
    if let path { save(file, path) }
    return snapshot
  }

  private func standpoint(_ key: Key, _ executing: PostgresPool, isNew: Bool) async throws -> Standpoint {
    if !isNew, let known = standpoints[key] { return known }
    let found = try await executing.withConnection { try await Standpoint.ask(on: $0, becoming: key.role) }
    standpoints[key] = found
    return found
  }

  private func isFresh(_ file: SnapshotFile) -> Bool {
    let age = Date().timeIntervalSince(file.readAt)
    return age >= 0 && .seconds(age) < statisticsLifetime
  }

  private func save(_ file: SnapshotFile, _ path: String) {
    unsaved[path] = file
    guard leisure > .zero else { return save() }
    guard unsaved.count == 1 else { return }
    Task {
      try? await Task.sleep(for: leisure)
      save()
    }
  }

  /// Writes what is not on disk yet.
  package func save() {
    for (path, file) in unsaved {
      do throws(IntrospectionError) {
        try file.write(path)
        lastWriteFailure = nil
      } catch {
        lastWriteFailure = error
      }
    }
    unsaved = [:]
  }
}
