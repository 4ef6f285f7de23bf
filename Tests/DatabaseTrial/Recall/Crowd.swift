import Foundation
import Introspection
import Postgres
import TestSupport
import Vocabulary

/// The databases of several suites side by side in one, a schema each, under names that say nothing.
struct Crowd {
  private(set) var snapshot: SchemaSnapshot
  /// Where each database went.
  private(set) var schemas: [String: String] = [:]
  /// Databases that were left out because they are near-copies of a hidden one.
  private(set) var copies: [String] = []
  /// What the text columns hold, as far as a sampler would read it; read on demand.
  private(set) var values: [ColumnName: ColumnValues] = [:]

  /// - Parameters:
  ///   - hidden: folders of `DB.sql` and `DB.rows.sql` that questions are about.
  ///   - others: pairs of such files that only stand around.
  ///   - readsValues: whether `values` are read.
  init(hidden: [URL], others: [(schema: URL, rows: URL)], readsValues: Bool = false) async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: "crowd", sql: "")
    var files: [(name: String, schema: URL, rows: URL)] = []
    for folder in hidden {
      for file in try Self.files(folder) where !file.lastPathComponent.contains(".rows") {
        let name = file.deletingPathExtension().lastPathComponent
        files.append((name, file, folder.appending(path: name + ".rows.sql")))
      }
    }
    let known = try files.map { try Self.tables($0.schema) }
    for (schema, rows) in others {
      let tables = try Self.tables(schema)
      let name = schema.deletingPathExtension().lastPathComponent
      // Half of its tables, or half of the other's, under the same names.
      let isCopy = known.contains {
        tables.intersection($0).count > 1 && 3 * tables.intersection($0).count >= 2 * min($0.count, tables.count)
      }
      if isCopy { copies.append(name) } else { files.append((name, schema, rows)) }
    }
    let bar = TrialBar("loading \(files.count) databases", total: files.count)
    for (number, file) in files.enumerated() {
      let place = String(format: "d%03d", number)
      schemas[file.name] = schemas[file.name] ?? place
      let rows =
        FileManager.default.fileExists(atPath: file.rows.path) ? try String(contentsOf: file.rows, encoding: .utf8) : ""
      try await server.psql(
        // Some name the schema public.
        "SET client_min_messages = error;\n" + (try String(contentsOf: file.schema, encoding: .utf8)) + "\n" + rows
          + "\nALTER SCHEMA public RENAME TO \(place); CREATE SCHEMA public;", database: "crowd")
      bar.step()
    }
    try await server.psql("ANALYZE", database: "crowd")
    let connection = try await PostgresConnection.connect(
      PostgresSettings(connectionString: server.connectionString(database: "crowd")))
    snapshot = try await Introspector().snapshot(on: connection)
    if readsValues { try await readValues(connection) }
    await connection.close()
  }

  private mutating func readValues(_ connection: PostgresConnection) async throws {
    for relation in snapshot.relations {
      for column in relation.columns where column.family == .text && !column.valuesAreComplete {
        let name = SQLText.identifier(column.name)
        let table = try await connection.query(
          "SELECT \(name)::text FROM (SELECT \(name) FROM \(relation.name.sql) LIMIT 20000) AS s GROUP BY 1"
            + " ORDER BY count(*) DESC, 1 LIMIT 1001")
        let distinct = table.rows.compactMap { $0.first.flatMap { $0 } }.filter { !$0.isEmpty }
        let short = distinct.filter { $0.utf8.count <= 100 }
        values[ColumnName(relation.name, column.name)] = ColumnValues(
          values: Array(short.prefix(1000)), isComplete: distinct.count <= 1000 && short.count == distinct.count)
      }
    }
  }

  /// The snapshot of one database alone.
  func alone(_ database: String) -> SchemaSnapshot? {
    guard let schema = schemas[database] else { return nil }
    var own = snapshot
    own.relations.removeAll { $0.name.schema != schema }
    own.foreignKeys.removeAll { $0.from.schema != schema }
    return own
  }

  /// Fills it up to so many tables with invented ones (`NearNamesakes`).
  mutating func grow(to tables: Int, words: URL) throws {
    snapshot = try NearNamesakes(of: snapshot, tables: tables, words: words).snapshot
  }

  static func files(_ folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
  }

  private static func tables(_ file: URL) throws -> Set<String> {
    let text = try String(contentsOf: file, encoding: .utf8).lowercased()
    return Set(text.matches(of: #/create table (?:if not exists )?"?(?<name>\w+)/#).map { String($0.name) })
  }
}
