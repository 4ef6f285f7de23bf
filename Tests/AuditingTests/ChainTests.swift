import Foundation
import GRDB
import Storage
import Testing
import Vocabulary

@testable import Auditing

/// A small generator with a seed, so that a failure can be repeated.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct ChainTests {
  private static let columns: [(table: String, column: String)] = [
    ("audit_entry", "sequence"), ("audit_entry", "chain"), ("audit_entry", "recorded_at"), ("audit_entry", "kind"),
    ("audit_entry", "question_id"), ("audit_entry", "principal"), ("audit_entry", "database"),
    ("audit_entry", "payload_digest"), ("audit_entry", "previous_digest"), ("audit_entry", "digest"),
    ("audit_payload", "sequence"), ("audit_payload", "salt"), ("audit_payload", "payload"), ("audit_head", "chain"),
    ("audit_head", "sequence"), ("audit_head", "digest"),
  ]

  private func filled() async throws -> AuditFixture {
    let audit = try await AuditFixture()
    for number in 0..<6 { try await audit.answered(AuditFixture.question("Which are the \(number) best?")) }
    let refused = AuditFixture.question("What is the weather?")
    try await audit.log.asked(refused)
    try await audit.log.declined(AuditFixture.refusal(refused), workings: AuditWorkings())
    return audit
  }

  /// The value with one bit flipped; texts come back as their bytes, which may be no text any more.
  static func flipped(_ value: DatabaseValue, using dice: inout Dice) -> DatabaseValue {
    switch value.storage {
    case .int64(let number): return (number ^ (1 << Int64.random(in: 0..<40, using: &dice))).databaseValue
    case .string(let text):
      var bytes = Data(text.utf8)
      bytes[Int.random(in: 0..<bytes.count, using: &dice)] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      return bytes.databaseValue
    default: return value
    }
  }

  @Test("Any flipped bit of any column of the log is found, and nothing is found when it is flipped back")
  func flippedBits() async throws {
    let audit = try await filled()
    let vandal = try audit.vandal()
    var dice = Dice(state: 2)
    for round in 0..<240 {
      let (table, column) = Self.columns[round % Self.columns.count]
      let rows = try await vandal.read { try Int64.fetchAll($0, sql: "select rowid from \(table)") }
      let row = try #require(rows.randomElement(using: &dice))
      let found = try await vandal.read {
        try DatabaseValue.fetchOne($0, sql: "select \(column) from \(table) where rowid = ?", arguments: [row])
      }
      let old = try #require(found)
      let new = Self.flipped(old, using: &dice)
      let set = "update \(table) set \(column) = iif(typeof(?1) = 'blob', cast(?1 as text), ?1) where rowid = ?2"
      do {
        try await vandal.write { try $0.execute(sql: set, arguments: [new, row]) }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        // The position of another row: SQLite itself refuses.
        continue
      }
      let verification = try await audit.reader.verify()
      #expect(!verification.isIntact, "\(table).\(column) of row \(row) in round \(round)")
      let isKey = column == "chain" ? table == "audit_head" : column == "sequence" && table != "audit_head"
      let moved = isKey ? Int64.fromDatabaseValue(new) ?? row : row
      try await vandal.write { try $0.execute(sql: set, arguments: [old, moved]) }
    }
    #expect(try await audit.reader.verify(.everything).breaks == [])
  }

  @Test("Any flipped byte of the file is found or changes nothing that can be read")
  func flippedFileBytes() async throws {
    let audit = try await filled()
    let truth = try await audit.reader.list()
    try await DatabaseQueue(path: audit.file).writeWithoutTransaction {
      try $0.execute(sql: "pragma wal_checkpoint(truncate)")
    }
    let original = try Data(contentsOf: URL(fileURLWithPath: audit.file))
    var dice = Dice(state: 5)
    var found = 0
    for round in 0..<60 {
      var damaged = original
      let index = Int.random(in: 0..<damaged.count, using: &dice)
      damaged[index] ^= UInt8.random(in: 1...255, using: &dice)
      let copy = audit.folder + "/copy\(round)/audit.sqlite"
      try FileManager.default.createDirectory(
        atPath: audit.folder + "/copy\(round)", withIntermediateDirectories: true)
      try damaged.write(to: URL(fileURLWithPath: copy))
      do {
        let reader = AuditReader(try await Store.open(at: copy, .existing))
        if try await reader.verify(.everything).isIntact {
          #expect(try await reader.list() == truth, "byte \(index)")
        } else {
          found += 1
        }
      } catch let error as any Breakage {
        #expect(error.code.hasPrefix("DA"))
        found += 1
      }
    }
    #expect(found > 5)
  }

  @Test("Verification says which entry was changed, lost or added")
  func exactly() async throws {
    let audit = try await filled()
    let vandal = try audit.vandal()
    try await vandal.write {
      try $0.execute(sql: "update audit_payload set payload = '{\"question\":\"x\"}' where sequence = 4")
    }
    #expect(try await audit.reader.verify().breaks == [.init(sequence: 4, reason: "has a payload that was changed")])

    try await vandal.write { try $0.execute(sql: "delete from audit_payload where sequence = 4") }
    #expect(try await audit.reader.verify().breaks == [.init(sequence: 4, reason: "has lost its payload")])

    try await vandal.write { try $0.execute(sql: "delete from audit_entry where sequence in (4, 5)") }
    let breaks = try await audit.reader.verify().breaks
    #expect(breaks.map(\.sequence) == [4, 6, 5])
    #expect(breaks.first?.description == "entry 4: is missing, with all up to entry 5")

    try await vandal.write {
      try $0.execute(
        sql:
          "delete from audit_payload where sequence = 5; delete from audit_entry where sequence > 15; delete from audit_payload where sequence > 15"
      )
    }
    #expect(try await audit.reader.verify().breaks.last?.sequence == 16)
  }

  @Test("A question whose payload is damaged is still listed, with the damage named")
  func damaged() async throws {
    let audit = try await AuditFixture()
    let question = try await audit.answered(AuditFixture.question())
    try await audit.vandal().write { try $0.execute(sql: "update audit_payload set payload = '{' where sequence = 3") }
    let record = try #require(try await audit.reader.list().first)
    #expect(record.question == question)
    #expect(record.unreadable == [3])
    #expect(record.outcome == .unfinished)
  }

  @Test("Progress grows to the number of entries")
  func progress() async throws {
    let audit = try await AuditFixture()
    let log = audit.log
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<2100 { group.addTask { try await log.asked(AuditFixture.question("\(number)")) } }
      try await group.waitForAll()
    }
    let (steps, told) = AsyncStream<[Int]>.makeStream()
    _ = try await audit.reader.verify { told.yield([$0, $1]) }
    told.finish()
    let all = await steps.reduce(into: []) { $0.append($1) }
    #expect(all.last == [2100, 2100])
    #expect(all.map { $0[0] } == all.map { $0[0] }.sorted())
  }

  @Test("The same payload has another digest each time, so that a digest does not betray a short text")
  func salted() async throws {
    let audit = try await AuditFixture()
    for _ in 0..<5 { try await audit.log.asked(AuditFixture.question("yes?")) }
    let digests = try await audit.store.read { try $0.rows("select distinct payload_digest from audit_entry") }
    #expect(digests.count == 5)
  }

  @Test("The canonical form is what the documentation says, byte by byte")
  func canonicalForm() {
    let link = ChainLink(
      chain: 1, sequence: 2, recordedAt: 3, words: ["asked", "q", "ann\u{e4}", ""], payloadDigest: "aa",
      previousDigest: "bb")
    #expect(
      String(decoding: link.canonicalForm.bytes, as: UTF8.self)
        == "16:dragoman-audit-1\n1:2\n1:1\n1:3\n5:asked\n1:q\n5:ann\u{e4}\n0:\n2:aa\n2:bb\n")
  }
}
