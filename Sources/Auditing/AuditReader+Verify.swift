package import Digests
internal import Foundation
internal import Storage
internal import Vocabulary

extension AuditReader {
  package enum Depth: Sendable {
    /// Every entry, payload, redaction and checkpoint.
    case log
    /// The file's pages and the search index too; appends wait while the index is checked.
    case everything
  }

  /// What a verification is held against, beyond the log itself.
  package struct Witness: Sendable {
    /// Keys whose checkpoints count; without any, the store's checkpoints are not looked at.
    package var keys: [VerifyingKey]
    /// Checkpoints that were kept elsewhere.
    package var checkpoints: [Checkpoint]

    package init(keys: [VerifyingKey] = [], checkpoints: [Checkpoint] = []) {
      self.keys = keys
      self.checkpoints = checkpoints
    }
  }

  /// Walks the log from its first entry and says exactly where it is broken.
  ///
  /// Stretches are walked side by side. `progress` is told how many entries were checked, of how many. Appends go on
  /// meanwhile and are checked too.
  package func verify(
    _ depth: Depth = .log, against witness: Witness = Witness(),
    progress: @Sendable (_ checked: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> ChainVerification {
    let extent = try await extent()
    var walk = ChainWalk()
    try await walkStretches(extent, &walk, progress)
    try await finish(extent, &walk, witness)
    progress(walk.verification.entries, max(extent.entries, walk.verification.entries))
    if depth == .everything { try await checkFile(&walk) }
    return walk.verification
  }

  /// What was there when the verification began. Positions grow in the order of commits, so nothing comes before its
  /// last entry any more.
  private struct Extent {
    var entries: Int
    var first: Int64
    var last: Int64

    /// Positions without gaps can be cut into stretches without looking.
    var isDense: Bool { first == 1 && last == Int64(entries) }
  }

  private static let stretch: Int64 = 2000

  private func extent() async throws -> Extent {
    let row = try await store.read { try $0.rows(AuditStatement.count.sql) }.first
    return Extent(entries: Int(row?.integer(0) ?? 0), first: row?.integer(1) ?? 0, last: row?.integer(2) ?? 0)
  }

  private func walkStretches(
    _ extent: Extent, _ walk: inout ChainWalk, _ progress: @Sendable (Int, Int) -> Void
  ) async throws {
    var next: Int64 = 0
    var ready: [Int64: StretchWalk.Report] = [:]
    var order: [Int64] = []
    try await withThrowingTaskGroup(of: (Int64, StretchWalk.Report).self) { group in
      var running = 0
      while next < extent.last || running > 0 {
        while next < extent.last, running < Self.workers {
          let after = next
          let until = try await end(of: after, extent)
          next = until
          running += 1
          order.append(after)
          group.addTask { (after, try await stretch(after: after, until: until)) }
        }
        guard let (after, report) = try await group.next() else { break }
        running -= 1
        ready[after] = report
        while let first = order.first, let report = ready.removeValue(forKey: first) {
          order.removeFirst()
          walk.add(report)
          if walk.verification.entries < extent.entries { progress(walk.verification.entries, extent.entries) }
        }
      }
    }
  }

  private static let workers = min(4, max(1, ProcessInfo.processInfo.activeProcessorCount))

  private func end(of after: Int64, _ extent: Extent) async throws -> Int64 {
    if extent.isDense { return min(after + Self.stretch, extent.last) }
    let arguments: [String: Cell] = ["after": .integer(after), "limit": .integer(Self.stretch)]
    let end = try await store.read { try $0.rows(AuditStatement.stretchEnd.sql, arguments).first?.integer(0) }
    return min(end ?? extent.last, extent.last)
  }

  /// Each in a transaction of its own, so that the file's log can be emptied meanwhile.
  private func stretch(after: Int64, until: Int64) async throws -> StretchWalk.Report {
    try await store.read { transaction in
      var walk = StretchWalk(after: after)
      try transaction.each(AuditStatement.links.sql, ["after": .integer(after), "until": .integer(until)]) {
        walk.visit($0)
      }
      walk.end(at: until)
      return walk.report
    }
  }

  /// What was appended meanwhile, the ends of the chains, redactions and checkpoints: all of one moment.
  private func finish(_ extent: Extent, _ walk: inout ChainWalk, _ witness: Witness) async throws {
    let walked = walk
    walk = try await store.read { transaction in
      var walk = walked
      var rest = StretchWalk(after: extent.last)
      try transaction.each(AuditStatement.links.sql, ["after": .integer(extent.last), "until": .integer(.max)]) {
        rest.visit($0)
      }
      walk.add(rest.report)
      walk.end(heads: try transaction.rows(AuditStatement.heads.sql))
      walk.check(redactions: try transaction.rows(AuditStatement.redactions.sql))
      for row in try transaction.rows(
        AuditStatement.strayPayloads.sql, ["limit": .integer(Int64(ChainVerification.mostBreaks))])
      {
        walk.report(row.integer(0) ?? 0, .strayPayload)
      }
      if !witness.keys.isEmpty {
        for row in try transaction.rows(AuditStatement.checkpoints.sql) {
          walk.check(Checkpoint(row), entryDigest: row.text(5), keys: witness.keys)
        }
      }
      for checkpoint in witness.checkpoints {
        let entry = try transaction.rows(AuditStatement.digestAt.sql, ["sequence": .integer(checkpoint.sequence)])
        walk.check(checkpoint, entryDigest: entry.first?.text(0), keys: witness.keys)
      }
      return walk
    }
  }

  private func checkFile(_ walk: inout ChainWalk) async throws {
    for row in try await store.read({ try $0.rows(AuditStatement.checkFile.sql) }) {
      if let text = row.text(0), text != "ok" { walk.report("The file is damaged: \(text)") }
    }
    do {
      // All words, those of the newest entries too.
      try await followWords()
      try await store.write { _ = try $0.rows(AuditStatement.checkSearch.sql) }
    } catch StorageError.corrupt {
      walk.report("The search index does not say what the log says; rebuild it.")
    }
  }
}

extension Checkpoint {
  /// A row of `SQL/checkpoints.sql`.
  init(_ row: StoredRow) {
    self.init(
      sequence: row.integer(0) ?? 0, madeAt: Moment(microseconds: row.integer(1) ?? 0), digest: row.text(2) ?? "",
      keyID: row.text(3) ?? "", signature: row.text(4) ?? "")
  }
}
