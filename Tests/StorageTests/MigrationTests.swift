import Foundation
import GRDB
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
