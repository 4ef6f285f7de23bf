/// What Dragoman keeps its memory in: a SQLite file, or a schema of a PostgreSQL database; several processes may have
/// it open at once.
package struct Store: Sendable {
  package enum Opening: Sendable {
    /// Makes the folder (mode 0700) and the file (mode 0600) where they are missing.
    case creating
    /// A missing file is an error.
    case existing
  }

  /// The file, from the root; of a store in PostgreSQL, what people may be told of it.
  package let path: String
  let backend: StoreBackend

  /// Opens the store and brings its structure up to date.
  ///
  /// `patience` is how long a statement waits for a lock that another process holds.
  package static func open(
    at path: String, _ opening: Opening = .creating, migrations: [Migration] = Migration.released,
    patience: Duration = .seconds(5)
  ) async throws -> Store {
    let path = StoreFile.absolute(path)
    let backend = try await StoreBackend.sqlite(at: path, opening, patience)
    return try await Store(path: path, backend: backend).migrated(migrations)
  }

  /// Opens the store in a PostgreSQL database, which several processes share; its schema `dragoman` is made if missing.
  package static func open(
    postgresql connectionString: String, migrations: [Migration] = Migration.released
  ) async throws -> Store {
    let path = "in PostgreSQL"
    do {
      let backend = try await StoreBackend.postgresql(connectionString)
      return try await Store(path: path, backend: backend).migrated(migrations)
    } catch {
      throw StorageError.from(error, path: path)
    }
  }

  /// The SQL that this store speaks.
  package var dialect: Dialect {
    switch backend {
    case .sqlite: .sqlite
    case .postgresql: .postgresql
    }
  }

  /// Runs a write transaction; when this returns, it is on the disk. SQLite takes the write lock at its start.
  ///
  /// A task that is cancelled meanwhile gets an error, and nothing is written.
  package func write<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    do {
      return try await backend.write(body)
    } catch {
      throw StorageError.from(error, path: path)
    }
  }

  /// Runs a read transaction: everything in it sees the store at one moment, and no writer waits for it.
  package func read<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    do {
      return try await backend.read(body)
    } catch {
      throw StorageError.from(error, path: path)
    }
  }

  /// Runs reading statements without a transaction around them: each sees the store at a moment of its own.
  package func glance<T: Sendable>(_ body: @Sendable (Transaction) throws -> T) async throws -> T {
    do {
      return try await backend.glance(body)
    } catch {
      throw StorageError.from(error, path: path)
    }
  }

  private func migrated(_ migrations: [Migration]) async throws -> Store {
    let migrator = Migrator(path: path, migrations: migrations)
    if try await !read({ try migrator.isCurrent($0) }) {
      try await write { try migrator.apply($0) }
    }
    return self
  }
}
