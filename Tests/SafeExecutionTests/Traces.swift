import Foundation
import Postgres
import TestSupport

/// What a statement could leave behind in a database or in the cluster, as one text.
struct Traces: Sendable {
  private let connection: PostgresConnection

  /// - Parameter database: the name of the database that is looked at, by a superuser.
  static func of(database: String) async throws -> Traces {
    let text = try await TestServer.shared().connectionString(database: database)
    let connection = try await PostgresConnection.connect(PostgresSettings(connectionString: text))
    _ = try await connection.query("LISTEN news")
    return Traces(connection: connection)
  }

  func close() async { await connection.close() }

  /// Rows, sequences, large objects, objects, settings, roles, locks, other sessions' state and notifications.
  func now() async throws -> [String: String] {
    let table = try await connection.query(Self.look)
    let names = table.columns.map(\.name)
    return Dictionary(
      zip(names, (table.rows.first ?? []).map { $0 ?? "" }), uniquingKeysWith: { first, _ in first })
  }

  private static let look = """
    SELECT
      (SELECT md5(string_agg(x, '')) FROM (
        SELECT query_to_xml('SELECT * FROM ' || c.oid::regclass, true, true, '')::text AS x FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'm')
        ORDER BY c.oid) s) AS rows,
      (SELECT string_agg(last_value::text, ',' ORDER BY sequencename) FROM pg_sequences) AS sequences,
      (SELECT count(*) || ' ' || coalesce(md5(string_agg(lo.data::text, '' ORDER BY loid, pageno)), '') FROM pg_largeobject lo)
        || (SELECT count(*) FROM pg_largeobject_metadata) AS large_objects,
      (SELECT count(*) || ' ' || sum(xmin::text::int8) FROM pg_class WHERE relpersistence <> 't')
        || (SELECT ' ' || count(*) || ' ' || sum(xmin::text::int8) FROM pg_proc)
        || (SELECT ' ' || count(*) || ' ' || sum(xmin::text::int8) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp')
        AS objects,
      (SELECT coalesce(string_agg(setconfig::text, ',' ORDER BY setdatabase, setrole), '') FROM pg_db_role_setting)
        || (SELECT md5(string_agg(name || setting, ',' ORDER BY name)) FROM pg_settings WHERE source = 'configuration file')
        AS settings,
      (SELECT md5(string_agg(r::text, ',' ORDER BY rolname)) FROM pg_authid r) AS roles,
      (SELECT count(*) FROM pg_locks l WHERE l.pid <> pg_backend_pid() AND l.locktype <> 'virtualxid') AS locks,
      (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND state LIKE 'idle in%') AS transactions,
      (SELECT count(*) FROM pg_replication_slots) || (SELECT ' ' || count(*) FROM pg_prepared_xacts) AS slots,
      pg_notification_queue_usage() AS notifications
    """
}
