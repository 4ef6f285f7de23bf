import Digests
import Foundation
import GRDB
import Storage
import Testing
import Vocabulary

@testable import Auditing

@Suite struct CheckpointTests {
  private let key = SigningKey()
  private var witness: AuditReader.Witness { .init(keys: [key.verifyingKey]) }

  @Test("A checkpoint is made whenever so many entries have come, and verification counts those that agree")
  func periodic() async throws {
    let audit = try await AuditFixture(options: .init(key: key, checkpointEvery: 4))
    for _ in 0..<5 { try await audit.answered(AuditFixture.question()) }
    let verification = try await audit.reader.verify(against: witness)
    #expect(verification.breaks == [])
    #expect(verification.checkpoints == 3)
  }

  @Test(
    "A log that was rewritten from some entry on, with every digest made anew, is found by a checkpoint kept elsewhere")
  func rewritten() async throws {
    let audit = try await AuditFixture()
    for _ in 0..<3 { try await audit.answered(AuditFixture.question()) }
    let checkpoint = try #require(try await audit.log.checkpoint(signedBy: key))
    let kept = try #require(Checkpoint(json: checkpoint.json))
    #expect(kept == checkpoint)

    // The forger has the store and this program, but not the key.
    let forged = try await AuditFixture()
    for _ in 0..<4 { try await forged.answered(AuditFixture.question("Nothing happened?")) }
    let against = AuditReader.Witness(keys: [key.verifyingKey], checkpoints: [kept])
    #expect(try await forged.reader.verify().isIntact)
    #expect(
      try await forged.reader.verify(against: against).breaks
        == [.init(sequence: 9, reason: "is not the entry that a signed checkpoint vouches for")])
    #expect(try await audit.reader.verify(against: against).isIntact)
  }

  @Test("A log that was cut off, with its head set back, is found by a checkpoint kept elsewhere")
  func cutOff() async throws {
    let audit = try await AuditFixture()
    try await audit.answered(AuditFixture.question())
    let checkpoint = try #require(try await audit.log.checkpoint(signedBy: key))
    let short = try await AuditFixture()
    try await short.log.asked(AuditFixture.question())
    #expect(
      try await short.reader.verify(against: .init(keys: [key.verifyingKey], checkpoints: [checkpoint])).breaks
        == [.init(sequence: 3, reason: "is missing, and a signed checkpoint says that it was there")])
  }

  @Test("A checkpoint of another key, or with any field changed, does not count")
  func forged() async throws {
    let audit = try await AuditFixture()
    try await audit.answered(AuditFixture.question())
    let good = try #require(try await audit.log.checkpoint(signedBy: key))
    let stranger = try #require(try await audit.log.checkpoint(signedBy: SigningKey()))
    let id = key.verifyingKey.id
    let changed: [Checkpoint] = [
      stranger,
      Checkpoint(sequence: 2, madeAt: good.madeAt, digest: good.digest, keyID: id, signature: good.signature),
      Checkpoint(
        sequence: 3, madeAt: Moment(microseconds: good.madeAt.microseconds + 1), digest: good.digest, keyID: id,
        signature: good.signature),
      Checkpoint(sequence: 3, madeAt: good.madeAt, digest: ChainLink.genesis, keyID: id, signature: good.signature),
      Checkpoint(sequence: 3, madeAt: good.madeAt, digest: good.digest, keyID: id, signature: stranger.signature),
      Checkpoint(sequence: 3, madeAt: good.madeAt, digest: good.digest, keyID: id, signature: good.signature + "\n"),
    ]
    for checkpoint in changed {
      let found = try await audit.reader.verify(against: .init(keys: [key.verifyingKey], checkpoints: [checkpoint]))
      #expect(found.breaks.count == 1, "\(checkpoint)")
    }
  }

  @Test("Any flipped bit of a checkpoint in the store is found")
  func flipped() async throws {
    let audit = try await AuditFixture(options: .init(key: key, checkpointEvery: 3))
    for _ in 0..<3 { try await audit.answered(AuditFixture.question()) }
    let vandal = try audit.vandal()
    var dice = Dice(state: 11)
    for round in 0..<60 {
      let column = ["sequence", "made_at", "digest", "key_id", "signature"][round % 5]
      let rows = try await vandal.read { try Int64.fetchAll($0, sql: "select rowid from audit_checkpoint") }
      let row = try #require(rows.randomElement(using: &dice))
      let old = try #require(
        try await vandal.read {
          try DatabaseValue.fetchOne(
            $0, sql: "select \(column) from audit_checkpoint where rowid = ?", arguments: [row])
        })
      let new = ChainTests.flipped(old, using: &dice)
      let set =
        "update audit_checkpoint set \(column) = iif(typeof(?1) = 'blob', cast(?1 as text), ?1) where rowid = ?2"
      do {
        try await vandal.write { try $0.execute(sql: set, arguments: [new, row]) }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        continue
      }
      #expect(try await !audit.reader.verify(against: witness).isIntact, "\(column) of \(row) in round \(round)")
      let moved = column == "sequence" ? Int64.fromDatabaseValue(new) ?? row : row
      try await vandal.write { try $0.execute(sql: set, arguments: [old, moved]) }
    }
    #expect(try await audit.reader.verify(against: witness).isIntact)
  }

  @Test("The key's file is made once, for its owner alone, and OpenSSL's own program accepts what it signs")
  func keyFile() async throws {
    let audit = try await AuditFixture()
    try await audit.answered(AuditFixture.question())
    let path = audit.folder + "/keys/audit-key.pem"
    #expect(try SigningKeyFile.read(path) == nil)
    let made = try SigningKeyFile.open(path)
    #expect(try SigningKeyFile.open(path).verifyingKey == made.verifyingKey)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(VerifyingKey(pem: made.verifyingKey.pem) == made.verifyingKey)

    let checkpoint = try #require(try await audit.log.checkpoint(signedBy: made))
    let folder = URL(filePath: audit.folder)
    try Data(checkpoint.message).write(to: folder.appending(path: "message"))
    try #require(Data(base64Encoded: checkpoint.signature)).write(to: folder.appending(path: "signature"))
    try Data(made.verifyingKey.pem.utf8).write(to: folder.appending(path: "public.pem"))
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/openssl")
    openssl.arguments = [
      "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "message", "-sigfile", "signature",
    ]
    openssl.currentDirectoryURL = folder
    openssl.standardOutput = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    #expect(openssl.terminationStatus == 0)

    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: AuditError.keyExposed(path: path)) { try SigningKeyFile.open(path) }
    try Data("no key".utf8).write(to: folder.appending(path: "other.pem"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: audit.folder + "/other.pem")
    #expect(throws: AuditError.self) { try SigningKeyFile.open(audit.folder + "/other.pem") }
  }
}
