/// Brings a store to the structure that the program knows: forward only, all or nothing.
struct Migrator {
  let path: String
  let migrations: [Migration]

  /// Whether nothing is left to apply; refuses a store that this program must not touch.
  func isCurrent(_ transaction: Transaction) throws -> Bool {
    try applied(transaction) == migrations.count
  }

  /// Applies what is missing; the first migration makes the table of migrations itself.
  ///
  /// Runs inside one immediate transaction, so that two processes that start at once take turns.
  func apply(_ transaction: Transaction) throws {
    if transaction.dialect == .postgresql { _ = try transaction.rows(Self.turn) }
    let applied = try applied(transaction)
    for migration in migrations.dropFirst(applied) {
      do {
        try transaction.script(migration.statement.text(for: transaction.dialect))
      } catch {
        if case let known as StorageError = StorageError.from(error, path: path), !known.isUnexplained { throw known }
        throw StorageError.migrationFailed(file: migration.file, detail: String(describing: error))
      }
      try transaction.run(
        "insert into schema_migration (number, file, checksum) values (:number, :file, :checksum)",
        [
          "number": .integer(Int64(migration.number)), "file": .text(migration.file),
          "checksum": .text(migration.checksum(transaction.dialect)),
        ])
    }
  }

  /// PostgreSQL's transactions do not take turns by themselves; the number is this lock's name, and nobody else's.
  static let turnNumber = 7_205_759_403_792_793_601
  private static let turn: StoreStatement = "select 1 from pg_advisory_xact_lock(\(turnNumber))"

  private static let tables = StoreStatement(
    "select name from sqlite_schema where type = 'table'",
    postgresql: "select tablename from pg_catalog.pg_tables where schemaname = current_schema()")

  /// How many of our migrations the store has; they are always the first ones.
  private func applied(_ transaction: Transaction) throws -> Int {
    let names = try transaction.rows(Self.tables).compactMap { $0.text(0) }
    guard names.contains("schema_migration") else {
      guard names.isEmpty else { throw StorageError.foreign(path: path) }
      return 0
    }
    let rows = try transaction.rows("select number, file, checksum from schema_migration order by number")
    let newest = migrations.last?.number ?? 0
    for (index, row) in rows.enumerated() {
      let number = Int(row.integer(0) ?? 0)
      if number > newest { throw StorageError.newer(path: path, store: number, program: newest) }
      guard migrations.indices.contains(index), migrations[index].number == number,
        row.text(1) == migrations[index].file, row.text(2) == migrations[index].checksum(transaction.dialect)
      else {
        let file = migrations.indices.contains(index) ? migrations[index].file : row.text(1) ?? String(number)
        throw StorageError.migrationChanged(file: file)
      }
    }
    return rows.count
  }
}
