package import Auditing
internal import Foundation
internal import Generation
package import Interpretation
internal import ModelTestSupport
internal import Prompting
package import Reviewing
internal import SafeExecution
package import Storage
internal import TestSupport
package import Vocabulary

/// All that a door needs, real: a database of a private cluster, its read-only role, an audit log, and a model server
/// that behaves as it is told (see `faulty_server.py`).
package struct Premises: Sendable {
  package let database: Database
  package let models: ModelDesk
  package let log: AuditLog
  package let reader: AuditReader
  package let store: Store
  package let reviews: ReviewDesk
  package let interpreter: Interpreter
  /// The same without running anything.
  package let planner: Interpreter
  /// The connection string of the read-only role.
  package let connectionString: String
  package let modelURL: String

  /// - Parameters:
  ///   - name: of the database, one a suite.
  ///   - model: `good` always answers `SELECT 'é' AS word`, `echo` no SQL, `slow` nothing for 30 s.
  ///   - connectionString: of another database, e.g. one that is not there.
  ///   - store: for the log; a file of its own when `nil`.
  package init(
    _ name: String, model: String = "good", modelURL: String? = nil, connectionString: String? = nil,
    rules: ReviewRules = ReviewRules(), store: Store? = nil
  ) async throws {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: name, sql: Self.shop(name))
    let folder = try Fixtures.temporaryFolder()
    let reading = connectionString ?? server.connectionString(database: name, user: "clerk")
    let url = if let modelURL { modelURL } else { try await FaultyServer.shared().behaving(model) }
    self.store = if let store { store } else { try await Store.open(at: folder + "/audit.sqlite") }
    database = Database(connectionString: reading, policy: ExecutionPolicy(), cacheFolder: nil)
    models = ModelDesk(.server(ModelEndpoint(url: url, retries: 0), try .named("generic-chat-1")))
    log = AuditLog(self.store)
    reader = AuditReader(self.store)
    reviews = ReviewDesk(log: log, reader: reader, rules: rules)
    interpreter = Interpreter(database: database, models: models, log: log)
    planner = Interpreter(database: database, models: models, log: log, options: .init(executes: false))
    self.connectionString = reading
    self.modelURL = url
  }

  /// The same model server under another prompt profile.
  package func chatModels(_ profile: String) throws -> ModelDesk {
    ModelDesk(.server(ModelEndpoint(url: modelURL, retries: 0), try .named(profile)))
  }

  package static func question(_ text: String) -> Question {
    Question(text: text, database: "shop", principal: Principal("anna"))
  }

  /// What the real psql writes for some input, as the server's owner.
  package static func psql(_ script: String, database: String) async throws -> String {
    try await TestServer.shared().psql(script + "\n", database: database)
  }

  private static func shop(_ database: String) -> String {
    """
    create schema sales;
    create table sales.customers (id integer primary key, name text not null, town text);
    comment on table sales.customers is 'who buys';
    create table sales.orders (
      id bigint primary key, customer_id integer not null references sales.customers, total numeric(12, 2),
      paid boolean, details jsonb, placed timestamptz);
    create table sales."Odd name" (id integer primary key);
    create table sales.many as select n from generate_series(1, 4000) n;
    insert into sales.customers values (1, 'Ada', 'Köln'), (2, 'Ben, Jr.', null);
    insert into sales.orders values
      (10, 1, 12.50, true, '{"gift": [1, 2]}', '2024-03-01 10:00+00'), (11, 2, null, false, null, null);
    do $$ begin create role clerk login; exception when duplicate_object or unique_violation then null; end $$;
    grant usage on schema sales to clerk;
    grant select on all tables in schema sales to clerk;
    alter role clerk in database "\(database)" set search_path = sales, public;
    analyze;
    """
  }
}
