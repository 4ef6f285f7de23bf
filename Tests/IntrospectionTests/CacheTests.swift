import Foundation
@testable import Introspection
import Postgres
import TestSupport
import Testing
import Vocabulary

@Suite("The snapshot cache")
struct CacheTests {
  /// A database, a folder and a pool of their own.
  private struct Place {
    let server: TestServer
    let database: String
    let folder: String
    let pool: PostgresPool

    init(_ database: String, user: String = "postgres") async throws {
      server = try await Workshop.fresh(database, isFilled: true)
      self.database = database
      folder = FileManager.default.temporaryDirectory.appending(path: "dragoman-\(UUID().uuidString)").path
      let text = server.connectionString(database: database, user: user)
      pool = PostgresPool(PostgresSettings(connectionString: text), limit: 4)
    }

    var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }
    func run(_ sql: String) async throws { try await server.psql(sql, database: database) }
    func tidy() { try? FileManager.default.removeItem(atPath: folder) }
  }

  @Test("an unchanged catalog is read once, by one process and by the next")
  func unchanged() async throws {
    let place = try await Place("cache_unchanged")
    defer { place.tidy() }
    let cache = SnapshotCache(directory: place.folder)
    let first = try await cache.snapshot(for: place.pool)
    #expect(try await cache.snapshot(for: place.pool) == first)
    #expect(await cache.readings == 1)
    let next = SnapshotCache(directory: place.folder)
    #expect(try await next.snapshot(for: place.pool) == first)
    #expect(await next.readings == 0)
    #expect(await cache.lastWriteFailure == nil)
    #expect(place.files.count == 1)
    let path = place.folder + "/" + (place.files.first ?? "")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test(
    "a change is seen by the next question",
    arguments: [
      "COMMENT ON COLUMN shop.orders.total IS 'new'", "COMMENT ON TABLE shop.orders IS 'new'",
      "ALTER TABLE shop.orders ADD extra int", "ALTER TABLE shop.orders RENAME status TO state",
      "ALTER TABLE shop.order_lines ALTER sku TYPE varchar(30)", "ALTER TABLE shop.orders ALTER note SET NOT NULL",
      "DROP TABLE shop.returns", "ALTER TABLE shop.returns RENAME TO reclaims",
      "CREATE VIEW shop.v AS SELECT 1 AS one; GRANT SELECT ON shop.v TO workshop_reader",
      "CREATE OR REPLACE VIEW shop.members AS SELECT id AS customer_id, email FROM shop.customers",
      "GRANT SELECT (secret) ON shop.customers TO workshop_reader", "GRANT SELECT ON shop.private TO workshop_reader",
      "REVOKE SELECT ON shop.orders FROM workshop_reader", "REVOKE USAGE ON SCHEMA shop FROM workshop_reader",
      "ALTER TYPE shop.channel ADD VALUE 'pigeon'", "ALTER TYPE shop.channel RENAME VALUE 'fax' TO 'telefax'",
      "CREATE UNIQUE INDEX ON shop.regions (name)",
      "ALTER TABLE shop.letters ADD FOREIGN KEY (customer_id) REFERENCES shop.customers",
      "CREATE FUNCTION shop.three() RETURNS int LANGUAGE sql AS 'SELECT 3'", "ALTER FUNCTION shop.twice VOLATILE",
      "ALTER DOMAIN shop.price RENAME TO amount", "ALTER TABLE shop.visits DETACH PARTITION shop.visits_2024",
      "ALTER DOMAIN shop.spare ADD CHECK (VALUE > 0)", "ALTER TYPE shop.address ADD ATTRIBUTE zip text",
      "CREATE OPERATOR shop.<%> (FUNCTION = int4mul, LEFTARG = int, RIGHTARG = int)",
      "CREATE OR REPLACE VIEW hidden.deepest AS SELECT 7 AS one",
    ])
  func changes(sql: String) async throws {
    let name = "cache_\(abs(sql.hashValue))"
    let place = try await Place(name, user: "workshop_reader")
    defer { place.tidy() }
    let cache = SnapshotCache(directory: place.folder)
    let before = try await cache.snapshot(for: place.pool)
    try await place.run("SET search_path = shop, public; \(sql)")
    let after = try await cache.snapshot(for: place.pool)
    #expect(after.fingerprint != before.fingerprint)
    let fresh = try await place.pool.withConnection { try await Introspector().snapshot(on: $0) }
    #expect(after == fresh)
    await place.pool.close()
    try await place.server.psql("DROP DATABASE \(name) WITH (FORCE)")
  }

  @Test("a second session reads the statistics where there is one, and the snapshot is the same without")
  func helper() async throws {
    let place = try await Place("cache_helper", user: "lone_reader")
    defer { place.tidy() }
    try await place.run(
      """
      DROP ROLE IF EXISTS lone_reader; CREATE ROLE lone_reader LOGIN; GRANT USAGE ON SCHEMA shop TO lone_reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA shop TO lone_reader
      """)
    let both = try await SnapshotCache(directory: nil).snapshot(for: place.pool)
    #expect(both.relations.contains { $0.columns.contains { !$0.commonValues.isEmpty && $0.family == .text } })
    let alone = try await place.pool.withConnection { try await Introspector().snapshot(on: $0) }
    #expect(both == alone)
    // The server admits no second session.
    await place.pool.close()
    let leave = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'lone_reader'"
    try await place.run("ALTER ROLE lone_reader CONNECTION LIMIT 1; \(leave)")
    let text = place.server.connectionString(database: place.database, user: "lone_reader")
    let refused = PostgresPool(PostgresSettings(connectionString: text), limit: 4)
    #expect(try await SnapshotCache(directory: nil).snapshot(for: refused) == alone)
    await refused.close()
    try await place.run(leave)
    // Nor does the pool.
    let single = PostgresPool(PostgresSettings(connectionString: text), limit: 1)
    #expect(try await SnapshotCache(directory: nil).snapshot(for: single) == alone)
    await single.close()
    try await place.server.psql("DROP DATABASE cache_helper WITH (FORCE)")
    try await place.server.psql("DROP ROLE lone_reader")
  }

  @Test("a look is believed as long as it is told to be, and not by who has reason to ask anew")
  func trust() async throws {
    let place = try await Place("cache_trust")
    defer { place.tidy() }
    let cache = SnapshotCache(directory: nil, trust: .seconds(3600))
    let before = try await cache.snapshot(for: place.pool)
    try await place.run("ALTER TABLE shop.orders ADD extra int")
    #expect(try await cache.snapshot(for: place.pool) == before)
    let after = try await cache.snapshot(for: place.pool, readAnew: true)
    #expect(after.fingerprint != before.fingerprint)
    #expect(try await cache.snapshot(for: place.pool) == after)
    #expect(await cache.readings == 2)
  }

  @Test("row estimates and temporary tables do not make a new snapshot, and the fingerprint ignores statistics")
  func noise() async throws {
    let place = try await Place("cache_noise")
    defer { place.tidy() }
    let cache = SnapshotCache(directory: place.folder)
    let before = try await cache.snapshot(for: place.pool)
    try await place.run(
      "CREATE TEMPORARY TABLE t (a int); DELETE FROM shop.orders WHERE id > 800; ANALYZE shop.orders;")
    #expect(try await cache.snapshot(for: place.pool) == before)
    #expect(await cache.readings == 1)
    // The same file, for one to whom no statistics are young enough.
    let impatient = SnapshotCache(directory: place.folder, statisticsLifetime: .zero)
    let after = try await impatient.snapshot(for: place.pool)
    #expect(await impatient.readings == 1)
    #expect(after.relation(shop("orders"))?.estimatedRows == 800)
    #expect(after.fingerprint == before.fingerprint)
  }

  @Test("callers at the same time share one reading")
  func shared() async throws {
    let place = try await Place("cache_shared")
    defer { place.tidy() }
    let cache = SnapshotCache(directory: place.folder)
    let prints = try await withThrowingTaskGroup { group in
      for _ in 0..<8 { group.addTask { try await cache.snapshot(for: place.pool).fingerprint } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(prints.count == 1)
    #expect(await cache.readings == 1)
  }

  @Test("a damaged file is read past and written anew", arguments: ["", "{", "{\"format\":1}", "\u{0}\u{1}"])
  func damaged(content: String) async throws {
    let place = try await Place("cache_damaged_\(abs(content.hashValue))")
    defer { place.tidy() }
    let first = try await SnapshotCache(directory: place.folder).snapshot(for: place.pool)
    let path = place.folder + "/" + (try #require(place.files.first))
    try Data(content.utf8).write(to: URL(filePath: path))
    let second = SnapshotCache(directory: place.folder)
    #expect(try await second.snapshot(for: place.pool) == first)
    #expect(await second.readings == 1)
    let third = SnapshotCache(directory: place.folder)
    #expect(try await third.snapshot(for: place.pool) == first)
    #expect(await third.readings == 0)
  }

  @Test("a file that lacks its end, or has more than that, is read past", arguments: [-1, 1])
  func cutShort(change: Int) async throws {
    let place = try await Place("cache_cut_\(abs(change - 1))")
    defer { place.tidy() }
    let first = try await SnapshotCache(directory: place.folder).snapshot(for: place.pool)
    let file = URL(filePath: place.folder + "/" + (try #require(place.files.first)))
    let whole = try Data(contentsOf: file)
    try (change < 0 ? whole.dropLast() : whole + [0]).write(to: file)
    let second = SnapshotCache(directory: place.folder)
    #expect(try await second.snapshot(for: place.pool) == first)
    #expect(await second.readings == 1)
  }

  @Test("a file whose counts are nonsense is read past", arguments: ["-1", "9999999"])
  func nonsense(count: String) async throws {
    let place = try await Place("cache_nonsense_\(count.count)")
    defer { place.tidy() }
    let first = try await SnapshotCache(directory: place.folder).snapshot(for: place.pool)
    let file = URL(filePath: place.folder + "/" + (try #require(place.files.first)))
    var bytes = try Data(contentsOf: file)
    let start = try #require(bytes.firstRange(of: Data("\"columns\":[".utf8))?.upperBound)
    let end = try #require(bytes[start...].firstIndex(of: UInt8(ascii: ",")))
    bytes.replaceSubrange(start..<end, with: Data(count.utf8))
    try bytes.write(to: file)
    let second = SnapshotCache(directory: place.folder)
    #expect(try await second.snapshot(for: place.pool) == first)
    #expect(await second.readings == 1)
  }

  @Test("roles of one database do not share a file")
  func roles() async throws {
    let place = try await Place("cache_roles")
    defer { place.tidy() }
    let cache = SnapshotCache(directory: place.folder)
    _ = try await cache.snapshot(for: place.pool)
    let text = place.server.connectionString(database: place.database, user: "workshop_reader")
    let reader = PostgresPool(PostgresSettings(connectionString: text), limit: 1)
    #expect(try await cache.snapshot(for: reader).relation(shop("customers"))?.column("secret") == nil)
    #expect(place.files.count == 2)
  }

  @Test("a folder that cannot be written is said, and the snapshot is good")
  func notWritable() async throws {
    let place = try await Place("cache_unwritable")
    let cache = SnapshotCache(directory: "/proc/nowhere")
    #expect(try await cache.snapshot(for: place.pool).relations.isEmpty == false)
    #expect(await cache.lastWriteFailure?.code == "DI001")
  }

  @Test("read by another role, or as a role that the session becomes, the snapshot is still the executing role's")
  func standpoints() async throws {
    let place = try await Place("cache_standpoints")
    defer { place.tidy() }
    let text = place.server.connectionString(database: place.database, user: "workshop_reader")
    let reader = PostgresPool(PostgresSettings(connectionString: text), limit: 1)
    let cache = SnapshotCache(directory: place.folder)
    let own = try await cache.snapshot(for: reader)
    #expect(try await cache.snapshot(for: place.pool, executing: reader) == own)
    #expect(try await cache.snapshot(for: place.pool, as: "workshop_reader") == own)
    #expect(try await cache.snapshot(for: place.pool) != own)
    // A change of the executing role's grants or search path is seen through the other role's eyes.
    try await place.run("REVOKE SELECT ON shop.orders FROM workshop_reader; CREATE SCHEMA extra")
    let after = try await cache.snapshot(for: place.pool, executing: reader)
    #expect(after.relation(shop("orders")) == nil)
    #expect(after == (try await cache.snapshot(for: reader)))
    #expect(after == (try await cache.snapshot(for: place.pool, as: "workshop_reader")))
    await reader.close()
    await place.pool.close()
  }

  @Test("while the server's moment stays the same, the catalog is not looked at; any transaction ends the moment")
  func moments() async throws {
    let place = try await Place("cache_moments")
    defer { place.tidy() }
    let introspector = Introspector()
    try await place.pool.withConnection { connection in
      let first = try #require(try await introspector.stamp(on: connection, from: .own(nil), last: nil))
      // A value that no catalog has shows whether the stamp was taken anew.
      var marked = first
      marked.value = "kept"
      let still = try await introspector.stamp(on: connection, from: .own(nil), last: marked)
      #expect(still?.value == "kept" || still?.moment != first.moment)
      try await place.run("CREATE TABLE shop.fresh (a int)")
      let later = try #require(try await introspector.stamp(on: connection, from: .own(nil), last: marked))
      #expect(later.moment != first.moment)
      #expect(!later.isSame(as: first) && later.value != "kept")
    }
    await place.pool.close()
  }

  @Test(
    "a relation under row security tells neither its values nor how many rows it has, except to those exempt from it")
  func rowSecurity() async throws {
    let place = try await Place("cache_secured")
    defer { place.tidy() }
    let text = place.server.connectionString(database: place.database, user: "workshop_reader")
    let reader = PostgresPool(PostgresSettings(connectionString: text), limit: 1)
    let cache = SnapshotCache(directory: nil)
    for executing in [nil, reader] {
      let pool = executing == nil ? reader : place.pool
      let relation = try #require(try await cache.snapshot(for: pool, executing: executing).relation(shop("guarded")))
      #expect(relation.hasRowSecurity == true)
      #expect(relation.estimatedRows == nil)
      #expect(relation.column("word")?.commonValues == [])
    }
    let owner = try #require(try await cache.snapshot(for: place.pool).relation(shop("guarded")))
    #expect(owner.hasRowSecurity == nil)
    #expect(owner.estimatedRows == 10)
    await reader.close()
    await place.pool.close()
  }
}
