import Foundation
import Postgres
import SQLSyntax
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

/// A real database with honest tables and traps, and the snapshot that the introspector would make of it.
enum Fixture {
  struct Database: Sendable {
    let snapshot: SchemaSnapshot
    let owner: String
    let reader: String
  }

  static let database = Task<Database, any Error> {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: "safe_shop", sqlFiles: [corpus("fixture.sql").path])
    let owner = server.connectionString(database: "safe_shop", user: "postgres")
    let reader = server.connectionString(database: "safe_shop", user: "reader")
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: owner))
    let snapshot = try await readSnapshot(connection)
    await connection.close()
    return Database(snapshot: snapshot, owner: owner, reader: reader)
  }

  static func validator(_ policy: ExecutionPolicy = ExecutionPolicy()) async throws -> Validator {
    Validator(snapshot: try await database.value.snapshot, policy: policy)
  }

  static func session(_ policy: ExecutionPolicy = ExecutionPolicy()) async throws -> ExecutionSession {
    let database = try await database.value
    return ExecutionSession(
      connectionString: database.reader, searchPath: database.snapshot.searchPath, policy: policy)
  }

  static func corpus(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus/\(name)")
  }

  private static func readSnapshot(_ connection: PostgresConnection) async throws -> SchemaSnapshot {
    func rows(_ sql: String) async throws -> [[String]] {
      try await connection.query(sql).rows.map { $0.map { $0 ?? "" } }
    }
    let schemas = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'"
    var columns: [RelationName: [Column]] = [:]
    for row in try await rows(
      """
      SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE \(schemas) AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r','p','v','m','f')
        AND has_column_privilege('reader', c.oid, a.attnum, 'SELECT') AND has_schema_privilege('reader', n.oid, 'USAGE')
      ORDER BY 1, 2, a.attnum
      """)
    { columns[RelationName(row[0], row[1]), default: []].append(Column(name: row[2], type: row[3], family: .other)) }
    let kinds: [String: Relation.Kind] = [
      "r": .table, "p": .partitionedTable, "v": .view, "m": .materializedView, "f": .foreignTable,
    ]
    var relations: [Relation] = []
    var hidden: [HiddenView] = []
    for row in try await rows(
      """
      SELECT n.nspname, c.relname, c.relkind::text, CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE \(schemas) AND c.relkind IN ('r','p','v','m','f') ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
      """)
    {
      let name = RelationName(row[0], row[1])
      if let found = columns[name] {
        relations.append(
          Relation(name: name, kind: kinds[row[2]] ?? .table, columns: found, definition: row[3].isEmpty ? nil : row[3])
        )
      } else if row[2] == "v" {
        hidden.append(HiddenView(name: name, definition: row[3]))
      }
    }
    let owned =
      "(SELECT e.extname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid WHERE d.objid = %.oid AND d.deptype = 'e' LIMIT 1)"
    func text(_ value: String) -> String? { value.isEmpty ? nil : value }
    let routines = try await rows(
      "SELECT n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), \(owned.replacing("%", with: "p")) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE \(schemas)"
    ).map {
      Routine(
        schema: $0[0], name: $0[1], arguments: $0[2], result: "", kind: .function, volatility: .volatile,
        ofExtension: text($0[3]))
    }
    let typeKinds: [String: UserDefinedType.Kind] = [
      "e": .enumeration, "d": .domain, "c": .composite, "r": .range, "b": .base,
    ]
    let types = try await rows(
      """
      SELECT n.nspname, t.typname, t.typtype::text, format_type(t.typbasetype, t.typtypmod), \(owned.replacing("%", with: "t")),
        (SELECT string_agg(pg_get_expr(k.conbin, 0), E'\\x01') FROM pg_constraint k WHERE k.contypid = t.oid)
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE \(schemas) AND t.typelem = 0 AND t.typtype IN ('e','d','c','r','b')
        AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c')
      """
    ).map { row in
      UserDefinedType(
        schema: row[0], name: row[1], kind: typeKinds[row[2]] ?? .base, baseType: row[2] == "d" ? row[3] : nil,
        checks: row[2] == "d" ? row[5].split(separator: "\u{1}").map(String.init) : nil, ofExtension: text(row[4]))
    }
    let operators = try await rows(
      "SELECT n.nspname, o.oprname, \(owned.replacing("%", with: "o")) FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE \(schemas)"
    ).map { UserDefinedOperator(schema: $0[0], name: $0[1], ofExtension: text($0[2])) }
    let casts = try await rows(
      """
      SELECT format_type(c.castsource, NULL), format_type(c.casttarget, NULL), \(owned.replacing("%", with: "c")) FROM pg_cast c
      JOIN pg_proc p ON p.oid = c.castfunc JOIN pg_namespace n ON n.oid = p.pronamespace WHERE \(schemas)
      """
    ).map { UserDefinedCast(source: $0[0], target: $0[1], ofExtension: text($0[2])) }
    return SchemaSnapshot(
      database: "safe_shop", role: "reader", serverVersion: 150_000, searchPath: ["shop", "public"],
      relations: relations.sorted { $0.name < $1.name }, foreignKeys: [], routines: routines, userDefinedTypes: types,
      operators: operators, casts: casts, hiddenViews: hidden, fingerprint: "")
  }
}

/// One statement of a data file and what must become of it.
struct Case: Sendable, CustomTestStringConvertible {
  let file: String
  let title: String
  /// `accepted`, or the name of a rule; several are separated by `|`, any of which will do.
  let expected: [String]
  let sql: String
  var testDescription: String { "\(file): \(title)" }

  /// The cases of a file: a line `# title: expected` starts one, its SQL follows.
  static func all(in file: String) -> [Case] {
    guard let text = try? String(contentsOf: Fixture.corpus(file), encoding: .utf8) else { return [] }
    var cases: [Case] = []
    var heading: (String, [String])?
    var lines: [Substring] = []
    func finish() {
      guard let (title, expected) = heading else { return }
      let sql = lines.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
      cases.append(Case(file: file, title: title, expected: expected, sql: sql))
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("# "), let colon = line.lastIndex(of: ":") else {
        lines.append(line)
        continue
      }
      finish()
      lines = []
      let expected = line[line.index(after: colon)...].split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      heading = (String(line[..<colon].dropFirst(2)), expected)
    }
    finish()
    return cases
  }
}
