package import Digests
internal import Dispatch
package import Storage
internal import Threads
package import Vocabulary

/// The append-only record of everything: an entry is on the disk when its `append` returns.
///
/// Appends that arrive while a commit is under way share the next one, so that waiting for the disk does not cap how many
/// questions can be served. Once begun, an append ends: cancelling its task does not stop it.
package actor AuditLog {
  /// How a log is kept.
  package struct Options: Sendable {
    /// Signs checkpoints; without it there are none but those asked for.
    package var signing: SigningSource?
    /// Entries from one checkpoint to the next.
    package var checkpointEvery: Int64
    package var limits: ContentLimits
    /// How long a store may be away before what waits for it is given up.
    package var patience: Duration

    package init(
      signing: SigningSource? = nil, checkpointEvery: Int64 = 1000, limits: ContentLimits = ContentLimits(),
      patience: Duration = .seconds(2)
    ) {
      self.signing = signing
      self.checkpointEvery = checkpointEvery
      self.limits = limits
      self.patience = patience
    }

    package init(key: SigningKey, checkpointEvery: Int64 = 1000, limits: ContentLimits = ContentLimits()) {
      self.init(signing: SigningSource(key), checkpointEvery: checkpointEvery, limits: limits)
    }
  }

  /// An entry in the queue; nobody waits for an announced one.
  private struct Waiting {
    var entry: SealedEntry
    var question: QuestionID?
    var done: CheckedContinuation<Void, any Error>?
    /// Whose thread may wait for the disk, if it comes to that.
    var worker: Worker?
  }

  nonisolated let store: Store
  nonisolated let options: Options
  private var waiting: [Waiting] = []
  private var isCommitting = false
  /// Whether somebody comes in a moment to commit what was announced.
  private var isAnnouncing = false
  private var company = Company()
  /// Goes on with a commit that waits for company, and how often one waited so far.
  private var whole: (@Sendable () -> Void)?
  private var waits = 0
  /// Transactions so far: fewer than entries, where several appended at once.
  package private(set) var commits = 0
  /// Questions whose announcement could not be recorded, with the reason: nothing more is recorded of them.
  private var lost: [QuestionID: any Error] = [:]
  /// What nobody waits for any longer and could not be recorded because the store was away, announcements and failures:
  /// the next commit begins with it.
  private var owed: [Waiting] = []
  private static let mostOwed = 1000
  private var isSettling = false
  /// Since when the store is away.
  private var awaySince: ContinuousClock.Instant?

  package init(_ store: Store, options: Options = Options()) {
    self.store = store
    self.options = options
  }

  /// Records an entry; when this returns it is durable, when this throws it is not recorded.
  package nonisolated func append(_ entry: AuditEntry) async throws {
    // A key that cannot be used is found out by the first entry, not by the thousandth.
    _ = try options.signing?.key()
    try await commit(SealedEntry(entry), of: entry.questionID, on: Worker.current)
  }

  /// Records an entry soon: at the latest with the next entry of its question, which fails if this one did.
  nonisolated func announce(_ entry: AuditEntry) async throws {
    let sealed = try SealedEntry(entry)
    await enqueue(Waiting(entry: sealed, question: entry.questionID, done: nil))
  }

  private func commit(_ entry: SealedEntry, of question: QuestionID?, on worker: Worker?) async throws {
    if let reason = reasonLost(question, entry) { throw reason }
    try await withCheckedThrowingContinuation { done in
      enqueue(Waiting(entry: entry, question: question, done: done, worker: worker))
    }
  }

  private func enqueue(_ one: Waiting) {
    waiting.append(one)
    if waiting.count >= company.expected { stopWaiting(waits) }
    guard !isCommitting else { return }
    // An announcement alone waits a moment for company, which spares the disk one visit a question.
    if one.done != nil {
      commitSoon()
    } else if !isAnnouncing {
      isAnnouncing = true
      Task {
        try? await Task.sleep(for: .milliseconds(10))
        isAnnouncing = false
        await self.commitAnnounced()
      }
    }
  }

  /// A task of its own: no asker's cancellation may undo what others wait for. It goes to the thread of one who waits.
  private func commitSoon() {
    isCommitting = true
    let worker = waiting.lazy.compactMap(\.worker).first
    Task(executorPreference: worker) { await self.commitWaiting(mayBlock: worker != nil) }
  }

  /// Who was told of the last commit a moment ago is likely to come again: half of them would find it under way without them.
  private func waitForCompany(mayBlock: Bool) async {
    guard company.isWorthwhile, waiting.count < company.expected else { return }
    waits += 1
    let wait = waits
    if mayBlock {
      // A worker's thread may wait, which needs no clock of anybody's.
      let bell = DispatchSemaphore(value: 0)
      whole = { bell.signal() }
      await Self.wait(for: bell)
      stopWaiting(wait)
    } else {
      await withCheckedContinuation { complete in
        whole = { complete.resume() }
        Task {
          try? await Task.sleep(for: Company.patience, tolerance: .zero)
          self.stopWaiting(wait)
        }
      }
    }
    company.came(waiting.count)
  }

  /// Nobody waits any longer, if it is still that wait.
  private func stopWaiting(_ wait: Int) {
    guard wait == waits, let whole else { return }
    self.whole = nil
    whole()
  }

  /// Not in the actor, which others enter meanwhile.
  private nonisolated static func wait(for bell: DispatchSemaphore) async { Company.wait(for: bell) }

  /// Commits what waits although nobody waits for it.
  private func commitAnnounced() async {
    guard !isCommitting, !waiting.isEmpty || !owed.isEmpty else { return }
    isCommitting = true
    await commitWaiting()
  }

  private func commitWaiting(mayBlock: Bool = false) async {
    await waitForCompany(mayBlock: mayBlock)
    // An entry whose announcement failed a moment ago has no place in the log either.
    let batch =
      owed
      + waiting.filter { one in
        guard let reason = reasonLost(one.question, one.entry) else { return true }
        one.done?.resume(throwing: reason)
        return false
      }
    (owed, waiting) = ([], [])
    if !batch.isEmpty {
      do {
        try await write(batch.map(\.entry))
        commits += 1
        company.note(done: batch.count, waiting: waiting.count)
        for one in batch { one.done?.resume() }
      } catch {
        giveUp(batch, error)
      }
    }
    // Who came meanwhile goes on by themselves: this thread's own question has waited long enough.
    if waiting.isEmpty { isCommitting = false } else { commitSoon() }
  }

  /// Writes entries; where the store's session ended or its server went away, again, until it was away for too long.
  private func write(_ entries: [SealedEntry]) async throws {
    let attempt = AppendAttempt(entries, options)
    var pause = Duration.milliseconds(5)
    while true {
      do {
        try await store.write { try attempt.run(in: $0) }
        awaySince = nil
        return
      } catch  where StorageError.isPassing(error) {
        let since = awaySince ?? .now
        awaySince = since
        guard .now - since < options.patience else { throw error }
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(250))
      }
    }
  }

  private func giveUp(_ batch: [Waiting], _ error: any Error) {
    let isPassing = StorageError.isPassing(error)
    for one in batch {
      let isAnnouncement = one.done == nil && !one.entry.isFailure
      if isPassing, isAnnouncement || one.entry.isFailure, owed.count < Self.mostOwed {
        owed.append(Waiting(entry: one.entry, question: one.question, done: nil))
      } else if isAnnouncement, let question = one.question {
        lost[question] = error
      }
      one.done?.resume(throwing: error)
    }
    settleLater()
  }

  /// Records what is owed also where nobody asks again.
  private func settleLater() {
    guard !owed.isEmpty, !isSettling else { return }
    isSettling = true
    Task {
      try? await Task.sleep(for: .seconds(1))
      isSettling = false
      await commitAnnounced()
      settleLater()
    }
  }

  /// Why nothing more is recorded of a question; its failure is the last that asks.
  private func reasonLost(_ question: QuestionID?, _ entry: SealedEntry) -> (any Error)? {
    guard let question, let reason = lost[question] else { return nil }
    if entry.isFailure { lost[question] = nil }
    return reason
  }
}

extension AuditLog.Options {
  /// Appends entries, and what is due after so many of them: words to the index, a checkpoint; in one transaction.
  @discardableResult
  func append(_ entries: [SealedEntry], in transaction: Transaction) throws -> ChainEnd {
    let end = try SealedEntry.append(entries, in: transaction)
    let before = end.sequence - Int64(entries.count)
    if before / SearchIndex.batch != end.sequence / SearchIndex.batch { try SearchIndex(transaction).follow() }
    guard let signing, checkpointEvery > 0 else { return end }
    if before / checkpointEvery != end.sequence / checkpointEvery {
      try Checkpoint(end, at: AuditClock.now(), signedBy: try signing.key()).insert(transaction)
    }
    return end
  }
}
