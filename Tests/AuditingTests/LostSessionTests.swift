import Storage
import Testing
import Vocabulary

@testable import Auditing

/// A store in PostgreSQL whose sessions end while something is being recorded.
@Suite struct LostSessionTests {
  /// Has the server end the sessions that record an entry of a kind, so many times.
  private func trap(_ audit: AuditFixture, _ kind: AuditEntry.Kind, times: Int = 1) async throws {
    try await audit.store.write { transaction in
      // A sequence counts on whatever becomes of the transaction.
      try transaction.run("create sequence trap")
      try transaction.run(
        """
        create function spring() returns trigger language plpgsql as 'begin
          if nextval(''trap'') <= \(times) then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); end if;
          return null;
        end'
        """)
      try transaction.run(
        """
        create trigger trap after insert on audit_entry for each row when (new.kind = '\(kind.rawValue)')
        execute function spring()
        """)
    }
  }

  private func kinds(_ audit: AuditFixture, _ question: Question) async throws -> [String] {
    try await audit.store.read { transaction in
      try transaction.rows(
        "select kind from audit_entry where question_id = :id order by sequence",
        ["id": .text(question.id.description)]
      ).compactMap { $0.text(0) }
    }
  }

  private func fail(_ question: Question, in audit: AuditFixture) async throws {
    try await audit.log.failed(question, CancellationError(), workings: AuditWorkings(), timings: StageTimings())
  }

  @Test("A failure whose session ended while it was written is written by another one")
  func failure() async throws {
    let audit = try await AuditFixture(.postgresql)
    try await trap(audit, .failed, times: 2)
    let question = AuditFixture.question()
    try await audit.log.asking(question)
    try await fail(question, in: audit)
    #expect(try await kinds(audit, question) == ["asked", "failed"])
    #expect(try await audit.reader.verify(.everything).breaks == [])
  }

  @Test("An intention whose session ended is recorded by another one before anything may run, once")
  func intention() async throws {
    let audit = try await AuditFixture(.postgresql)
    try await trap(audit, .intended)
    let question = try await audit.answered(AuditFixture.question())
    #expect(try await kinds(audit, question) == ["asked", "intended", "answered"])
    #expect(try await audit.reader.verify(.everything).breaks == [])
  }

  @Test("Entries that were committed by a session that could not say so are not written again")
  func silentCommit() async throws {
    let audit = try await AuditFixture(.postgresql)
    let question = AuditFixture.question()
    let entries = try ["one", "two"].map { try SealedEntry(entry(question, $0)) }
    let attempt = AppendAttempt(entries, AuditLog.Options())
    for _ in 0..<3 { try await audit.store.write { try attempt.run(in: $0) } }
    #expect(try await kinds(audit, question) == ["asked", "asked"])
    // Another writer's entries at a position that was thought to be ours are not taken for ours.
    let second = AppendAttempt(try [SealedEntry(entry(question, "three"))], AuditLog.Options())
    await #expect(throws: CancellationError.self) {
      try await audit.store.write { transaction in
        try second.run(in: transaction)
        throw CancellationError()
      }
    }
    try await audit.log.asked(AuditFixture.question("by somebody else"))
    try await audit.store.write { try second.run(in: $0) }
    #expect(try await kinds(audit, question) == ["asked", "asked", "asked"])
    #expect(try await audit.reader.verify(.everything).entries == 4)
  }

  private func entry(_ question: Question, _ text: String) -> AuditEntry {
    AuditEntry(
      questionID: question.id, recordedAt: AuditClock.now(), principal: question.principal, database: "shop",
      content: .asked(.init(question: text)))
  }

  @Test("A failure that a store was away for too long for is told to the asker, and recorded with what comes next")
  func owed() async throws {
    let audit = try await AuditFixture(.postgresql, options: .init(patience: .zero))
    try await trap(audit, .failed)
    let question = AuditFixture.question()
    try await audit.log.asking(question)
    await #expect(throws: (any Error).self) { try await fail(question, in: audit) }
    let next = try await audit.answered(AuditFixture.question("And now?"))
    #expect(try await kinds(audit, question) == ["asked", "failed"])
    #expect(try await kinds(audit, next) == ["asked", "intended", "answered"])
    #expect(try await audit.reader.verify(.everything).breaks == [])
  }

  @Test("An answer that a store was away for too long for stays untold and is no answer in the log")
  func untold() async throws {
    let audit = try await AuditFixture(.postgresql, options: .init(patience: .zero))
    try await trap(audit, .intended)
    let question = AuditFixture.question()
    await #expect(throws: (any Error).self) { try await audit.answered(question) }
    try await fail(question, in: audit)
    #expect(try await kinds(audit, question) == ["asked", "failed"])
  }
}
