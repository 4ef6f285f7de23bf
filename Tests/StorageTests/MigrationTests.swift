import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite struct MigrationTests {
  @Test("The released migrations are numbered from 1 without gaps")
  func numbers() {
    #expect(!Migration.released.isEmpty)
    #expect(Migration.released.map(\.number) == Array(1...Migration.released.count))
  }

  @Test("File names that are not a number, a hyphen and words are no migrations")
  func names() {
    #expect(Migration(file: "0007-more-room.sql", sql: "")?.number == 7)
    for name in ["7-more.sql", "0007.sql", "0007-more.txt", "0000-none.sql", "000x-more.sql", "README.md"] {
      #expect(Migration(file: name, sql: "") == nil, "\(name)")
    }
  }

  @Test(
    "A store of each earlier number ends with the structure of a fresh one", arguments: 1..<Migration.released.count)
  func upgrade(from number: Int) async throws {
    let old = StorePath()
    let fresh = StorePath()
    _ = try await Store.open(at: old.file, migrations: Array(Migration.released.prefix(number)))
    let upgraded = try await Store.open(at: old.file)
    let structure: StoreStatement = "select type, name, sql from sqlite_schema order by type, name"
    let expected = try await Store.open(at: fresh.file).read { try $0.rows(structure) }
    #expect(try await upgraded.read { try $0.rows(structure) } == expected)
    #expect(
      try await upgraded.read { try $0.rows("select number from schema_migration") }.count == Migration.released.count)
  }

  @Test(
    "A store in PostgreSQL of each earlier number ends with the structure of a fresh one",
    arguments: 1..<Migration.released.count)
  func upgradePostgres(from number: Int) async throws {
    let server = try await TestServer.shared()
    let names = ["old", "fresh"].map { "store_\($0)_\(number)" }
    for name in names { try await server.createDatabase(named: name) }
    let places = names.map { server.connectionString(database: $0) }
    _ = try await Store.open(postgresql: places[0], migrations: Array(Migration.released.prefix(number)))
    let upgraded = try await Store.open(postgresql: places[0])
    let fresh = try await Store.open(postgresql: places[1])
    let expected = try await fresh.read { try $0.rows(Self.postgresStructure) }
    #expect(expected.count > 60)
    #expect(try await upgraded.read { try $0.rows(Self.postgresStructure) } == expected)
  }

  private static let postgresStructure: StoreStatement = """
    select 'column', c.relname::text || '.' || a.attname,
      format_type(a.atttypid, a.atttypmod) || a.attnotnull::text || c.relpersistence::text
    from pg_attribute as a
    join pg_class as c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0
    union all
    select 'index', indexname::text, indexdef from pg_indexes where schemaname = current_schema()
    union all
    select 'constraint', conname::text, pg_get_constraintdef(oid) from pg_constraint
    where connamespace = current_schema()::regnamespace
    union all
    select 'trigger', tgname::text, pg_get_triggerdef(oid) from pg_trigger
    where tgrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace)
      and not tgisinternal
    union all
    select 'function', proname::text, prosrc from pg_proc where pronamespace = current_schema()::regnamespace
    order by 1, 2, 3
    """

  @Test("A released migration that was changed since is refused by name")
  func changed() async throws {
    let path = StorePath()
    _ = try await Store.open(at: path.file)
    let released = Migration.released[1]
    let edited = try #require(Migration(file: released.file, sql: released.sql + "-- a word more"))
    let migrations = Migration.released.map { $0.number == edited.number ? edited : $0 }
    await #expect(throws: StorageError.migrationChanged(file: released.file)) {
      try await Store.open(at: path.file, migrations: migrations)
    }
  }

  @Test("A store that is newer than the program is refused and left as it is")
  func newer() async throws {
    let path = StorePath()
    let next = Migration.released.count + 1
    let future = try #require(Migration(file: "000\(next)-future.sql", sql: "create table future (a);"))
    _ = try await Store.open(at: path.file, migrations: Migration.released + [future])
    await #expect(throws: StorageError.newer(path: path.file, store: next, program: next - 1)) {
      try await Store.open(at: path.file)
    }
    _ = try await Store.open(at: path.file, migrations: Migration.released + [future])
  }

  @Test("A migration that fails half-way leaves the store as it was, and names its file")
  func failing() async throws {
    let path = StorePath()
    _ = try await Store.open(at: path.file)
    let next = Migration.released.count + 1
    let broken = try #require(
      Migration(file: "000\(next)-broken.sql", sql: "create table half (a); create table half (a);"))
    let error = await #expect(throws: StorageError.self) {
      try await Store.open(at: path.file, migrations: Migration.released + [broken])
    }
    #expect(error?.code == "DA011")
    #expect(error?.message.contains(broken.file) == true)
    let store = try await Store.open(at: path.file)
    #expect(try await store.read { try $0.rows("select 1 from sqlite_schema where name = 'half'") }.isEmpty)
  }
}
