import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Storage

/// A path for a store in a folder of its own that is removed with it.
final class StorePath {
  let folder = NSTemporaryDirectory() + "dragoman-store-" + UUID().uuidString
  var file: String { folder + "/memory.sqlite" }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}

@Suite struct StoreTests {
  @Test("A fresh store and its folder can be read by their owner only")
  func modes() async throws {
    let path = StorePath()
    let store = try await Store.open(at: path.file)
    try await store.write { try $0.run("update audit_head set sequence = 0") }
    #expect(try path.mode(path.folder) == 0o700)
    #expect(try path.mode(path.file) == 0o600)
    #expect(try path.mode(path.file + "-wal") == 0o600)
  }

  @Test("Commits reach the disk: the writer runs in WAL with full synchronisation")
  func durability() async throws {
    let path = StorePath()
    let store = try await Store.open(at: path.file)
    let (journal, level) = try await store.write {
      (try $0.rows("pragma journal_mode").first?.text(0), try $0.rows("pragma synchronous").first?.integer(0))
    }
    #expect(journal == "wal")
    #expect(level == 2)
  }

  @Test("A store that should exist but does not is an error and is not made")
  func missing() async throws {
    let path = StorePath()
    await #expect(throws: StorageError.missing(path: path.file)) { try await Store.open(at: path.file, .existing) }
    #expect(!FileManager.default.fileExists(atPath: path.file))
  }

  @Test("A folder that cannot be made is named")
  func folder() async throws {
    let path = StorePath()
    _ = try await Store.open(at: path.file)
    let error = await #expect(throws: StorageError.self) { try await Store.open(at: path.file + "/inside/a.sqlite") }
    #expect(error?.code == "DA002")
    #expect(error?.message.contains("memory.sqlite/inside") == true)
  }

  @Test("A file that is no SQLite file is called damaged and left as it is")
  func noDatabase() async throws {
    let path = StorePath()
    try FileManager.default.createDirectory(atPath: path.folder, withIntermediateDirectories: true)
    let content = Data(repeating: 0x41, count: 8192)
    try content.write(to: URL(fileURLWithPath: path.file))
    let error = await #expect(throws: StorageError.self) { try await Store.open(at: path.file) }
    #expect(error?.code == "DA006")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path.file)) == content)
  }

  @Test("A SQLite file of another program is refused and left as it is")
  func foreign() async throws {
    let path = StorePath()
    try FileManager.default.createDirectory(atPath: path.folder, withIntermediateDirectories: true)
    let other = try DatabaseQueue(path: path.file)
    try await other.write { try $0.execute(sql: "create table thing (a)") }
    await #expect(throws: StorageError.foreign(path: path.file)) { try await Store.open(at: path.file) }
    #expect(try await other.read { try String.fetchAll($0, sql: "select name from sqlite_schema") } == ["thing"])
  }

  @Test("A lock that another process keeps is reported after the patience has run out")
  func locked() async throws {
    let path = StorePath()
    let store = try await Store.open(at: path.file, patience: .milliseconds(200))
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path.file, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.execute(sql: "begin immediate") }
    await #expect(throws: StorageError.locked(path: path.file)) {
      try await store.write { try $0.run("update audit_head set sequence = 0") }
    }
    try await other.writeWithoutTransaction { try $0.execute(sql: "rollback") }
    try await store.write { try $0.run("update audit_head set sequence = 0") }
  }

  @Test("A full disk is called full, and the transaction leaves nothing behind")
  func full() async throws {
    let path = StorePath()
    let store = try await Store.open(at: path.file)
    try await store.write { transaction in
      let pages = try transaction.rows("pragma page_count").first?.integer(0) ?? 0
      _ = try transaction.rows("pragma max_page_count = \(pages + 2)")
    }
    await #expect(throws: StorageError.full(path: path.file)) {
      try await store.write { transaction in
        try transaction.run("update audit_head set sequence = 7")
        try transaction.run(
          "insert into audit_head values (2, 0, :text)", ["text": .text(String(repeating: "x", count: 100_000))])
      }
    }
    #expect(
      try await store.read { try $0.rows("select chain, sequence from audit_head") }.map(\.cells) == [
        [.integer(1), .integer(0)]
      ])
  }

  @Test("A store that may not be written is called read-only")
  func readOnly() async throws {
    let path = StorePath()
    let store = try await Store.open(at: path.file)
    try await store.write { _ = try $0.rows("pragma query_only = on") }
    await #expect(throws: StorageError.readOnly(path: path.file)) {
      try await store.write { try $0.run("update audit_head set sequence = 0") }
    }
  }

  @Test("Eight openings of a fresh store at the same moment all succeed and write in turns")
  func simultaneous() async throws {
    let path = StorePath()
    let file = path.file
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let store = try await Store.open(at: file)
          for _ in 0..<5 {
            try await store.write { transaction in
              let before = try transaction.rows("select sequence from audit_head").first?.integer(0) ?? 0
              try transaction.run("update audit_head set sequence = :next", ["next": .integer(before + 1)])
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let store = try await Store.open(at: file, .existing)
    #expect(try await store.read { try $0.rows("select sequence from audit_head") }.first?.integer(0) == 40)
  }

  @Test("Every error has its own code and a sentence")
  func sentences() {
    let errors: [StorageError] = [
      .missing(path: "p"), .folder(path: "p", detail: "d"), .cannotOpen(path: "p", detail: "d"), .readOnly(path: "p"),
      .full(path: "p"), .corrupt(path: "p", detail: "d"), .locked(path: "p"), .foreign(path: "p"),
      .newer(path: "p", store: 2, program: 1), .migrationChanged(file: "f"), .migrationFailed(file: "f", detail: "d"),
      .notDurable(path: "p"), .other(path: "p", detail: "d"),
    ]
    #expect(Set(errors.map(\.code)).count == errors.count)
    #expect(errors.allSatisfy { $0.code.count == 5 && $0.code.hasPrefix("DA") && $0.message.hasSuffix(".") })
  }

  @Test("A statement is put together from the files that it includes, in the words of each store")
  func inclusion() throws {
    let files = [
      "SQL/a.sql": "select x\n-- include b.sql\nlimit 1", "SQL/b.sql": "from t\n-- include c.sql",
      "SQL/c.sql": "where y",
      "SQL/c.postgresql.sql": "where z", "SQL/plain.sql": "select 1", "SQL/broken.sql": "-- include nothing.sql",
    ]
    let both = try #require(StoreStatement(named: "SQL/a.sql", in: files))
    #expect(both.text(for: .sqlite) == "select x\nfrom t\nwhere y\nlimit 1")
    #expect(both.text(for: .postgresql) == "select x\nfrom t\nwhere z\nlimit 1")
    #expect(StoreStatement(named: "SQL/plain.sql", in: files) == StoreStatement("select 1"))
    #expect(StoreStatement(named: "SQL/broken.sql", in: files) == nil)
    #expect(StoreStatement(named: "SQL/none.sql", in: files) == nil)
  }
}
