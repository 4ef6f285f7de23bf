import Foundation
import Introspection
import Postgres
import SQLSyntax
import TestSupport
import Testing
import Vocabulary

@testable import SafeExecution

/// A real database with honest tables and traps, and the snapshot that its reader has of it.
enum Fixture {
  struct Database: Sendable {
    let snapshot: SchemaSnapshot
    let owner: String
    let reader: String
    /// The same database once more, on which statements may be let loose: as it is, and after hardening.
    let alone: String
    let hardened: String
  }

  static let database = Task<Database, any Error> {
    let server = try await TestServer.shared()
    let files = ["fixture.sql", "traps.sql"].map { corpus($0).path }
    try await server.createDatabase(named: "safe_shop", sqlFiles: files)
    for copy in ["alone_shop", "hardened_shop"] {
      try await server.psql("CREATE DATABASE \(copy) TEMPLATE safe_shop")
    }
    try await server.psql(hardening, database: "hardened_shop")
    let reader = server.connectionString(database: "safe_shop", user: "reader")
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: reader))
    let snapshot = try await Introspector().snapshot(on: connection)
    await connection.close()
    return Database(
      snapshot: snapshot, owner: server.connectionString(database: "safe_shop"), reader: reader,
      alone: server.connectionString(database: "alone_shop", user: "reader"),
      hardened: server.connectionString(database: "hardened_shop", user: "reader"))
  }

  /// What the corpora are judged by.
  static let policy = ExecutionPolicy(deniedRelations: ["returned", "*.rejected", "frozen.*"])

  static func validator(_ policy: ExecutionPolicy = policy) async throws -> Validator {
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

  /// What an administrator takes from everybody: user code, and built-in functions that reach beyond their arguments.
  private static var hardening: String {
    var statements = [
      """
      DO $$ DECLARE f regprocedure; BEGIN
        FOR f IN SELECT p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          LEFT JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
          LEFT JOIN pg_extension e ON e.oid = d.refobjid
          WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND (e.oid IS NULL OR e.extname IN ('dblink', 'xml2', 'tablefunc') AND p.proname <> 'normal_rand'
              OR e.extname = 'pgcrypto' AND p.proname IN ('crypt', 'gen_salt'))
        LOOP EXECUTE 'REVOKE EXECUTE ON FUNCTION ' || f || ' FROM PUBLIC'; END LOOP; END $$
      """
    ]
    let kept = ["belongs to the server's inner workings; write the operator or the cast instead"]
    for (title, names) in PolicyLists.groups(in: "functions-refused.txt") where !names.isEmpty && !kept.contains(title)
    {
      let list = names.map { "'\($0)'" }.joined(separator: ", ")
      statements.append(
        """
        DO $$ DECLARE f regprocedure; BEGIN
          FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN (\(list))
            AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = pg_proc.oid)
          LOOP EXECUTE 'REVOKE EXECUTE ON FUNCTION ' || f || ' FROM PUBLIC'; END LOOP; END $$
        """)
    }
    for name in ["pg_db_role_setting", "pg_roles", "pg_user", "pg_settings", "pg_stat_activity", "pg_foreign_server"] {
      statements.append("REVOKE SELECT ON pg_catalog.\(name) FROM PUBLIC")
    }
    return statements.joined(separator: ";\n")
  }
}
