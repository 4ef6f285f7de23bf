/// Copies all rows of one store into an empty one, inside one transaction of each.
struct StoreCopy {
  let source: Transaction
  let target: Transaction

  private static let most = 500

  private static let tables = StoreStatement(
    """
    select name from sqlite_schema
    where type = 'table' and name not like 'sqlite_%' and name not like 'audit_search%' and name <> 'schema_migration'
      -- What passes is no part of what is kept.
      and name not like 'passing_%'
    order by name <> 'audit_entry', name
    """,
    postgresql: """
      select tablename from pg_catalog.pg_tables
      where
        schemaname = current_schema() and tablename <> 'schema_migration'
        -- What passes is no part of what is kept.
        and not starts_with(tablename, 'passing_')
      order by tablename <> 'audit_entry', tablename
      """)

  private static let columns = StoreStatement(
    "select name from pragma_table_info(:table) order by cid",
    postgresql: """
      select column_name from information_schema.columns
      where table_schema = current_schema() and table_name = :table order by ordinal_position
      """)

  /// Entries go first: the other tables refer to them.
  func run() throws {
    for table in try source.rows(Self.tables).compactMap({ $0.text(0) }) {
      let columns = try source.rows(Self.columns, ["table": .text(table)]).compactMap { $0.text(0) }
      let insert = Self.insert(into: table, columns)
      var batch: [[String: Cell]] = []
      func flush() throws {
        try target.run(insert, of: batch)
        batch = []
      }
      try source.each("select \(columns.joined(separator: ", ")) from \(table) order by \(columns[0])") { row in
        batch.append(Dictionary(uniqueKeysWithValues: zip(columns, row.copy.cells)))
        if batch.count == Self.most { try flush() }
      }
      try flush()
    }
  }

  /// Rows that a fresh store has already (the heads of chains) become those of the source.
  private static func insert(into table: String, _ columns: [String]) -> StoreStatement {
    let values = columns.map { ":\($0)" }.joined(separator: ", ")
    let updates = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let conflict = table == "audit_head" ? " on conflict (\(columns[0])) do update set \(updates)" : ""
    return "insert into \(table) (\(columns.joined(separator: ", "))) values (\(values))\(conflict)"
  }
}
