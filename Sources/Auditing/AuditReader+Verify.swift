internal import Storage

extension AuditReader {
  package enum Depth: Sendable {
    /// Every entry and every payload.
    case log
    /// The file's pages and the search index too; appends wait while the index is checked.
    case everything
  }

  /// Walks the log from its first entry and says exactly where it is broken.
  ///
  /// `progress` is told how many entries were checked, of how many. Appends go on meanwhile and are checked too.
  package func verify(
    _ depth: Depth = .log, progress: @Sendable (_ checked: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> ChainVerification {
    let stretch = 2000
    var total = try await Int(store.read { try $0.rows(AuditStatement.count.sql) }.first?.integer(0) ?? 0)
    var walk = ChainWalk()
    var isAtEnd = false
    while !isAtEnd {
      let after = walk.position
      // Each stretch in a transaction of its own, so that the file's log can be emptied meanwhile. The ends of the
      // chains are read with the last stretch, or they would be ahead of it.
      let (rows, heads) = try await store.read { transaction in
        let rows = try transaction.rows(
          AuditStatement.links.sql, ["after": .integer(after), "limit": .integer(Int64(stretch))])
        return (rows, rows.count < stretch ? try transaction.rows(AuditStatement.heads.sql) : nil)
      }
      for row in rows { walk.visit(row) }
      if let heads {
        walk.end(heads: heads)
        isAtEnd = true
      }
      total = max(total, walk.verification.entries)
      progress(walk.verification.entries, total)
    }
    for row in try await store.read({
      try $0.rows(AuditStatement.strayPayloads.sql, ["limit": .integer(Int64(ChainVerification.mostBreaks))])
    }) {
      walk.report(row.integer(0) ?? 0, "has a payload but is no entry")
    }
    if depth == .everything { try await checkFile(&walk) }
    return walk.verification
  }

  private func checkFile(_ walk: inout ChainWalk) async throws {
    for row in try await store.read({ try $0.rows(AuditStatement.checkFile.sql) }) {
      if let text = row.text(0), text != "ok" { walk.report(0, "The file is damaged: \(text)") }
    }
    do {
      try await store.write { try $0.run(AuditStatement.checkSearch.sql) }
    } catch StorageError.corrupt {
      walk.report(0, "The search index does not say what the log says; rebuild it.")
    }
  }

  /// Makes the search index anew from the payloads.
  package func rebuildSearch() async throws {
    try await store.write { try $0.run(AuditStatement.rebuildSearch.sql) }
  }
}
