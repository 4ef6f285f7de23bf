internal import Digests
internal import Storage
internal import Vocabulary

/// An entry made ready outside the transaction: only its place in the chain is missing.
struct SealedEntry {
  private let recordedAt: Int64
  private let kind: String
  private let questionID: String
  private let principal: String
  private let database: String
  private let salt: String
  private let payload: String
  let payloadDigest: String
  /// The conversation that its question goes on.
  private let conversation: String?

  init(_ entry: AuditEntry) throws {
    recordedAt = entry.recordedAt.microseconds
    kind = entry.content.kind.rawValue
    questionID = entry.questionID.map { ControlEscape.text($0.description) } ?? ""
    principal = ControlEscape.text(entry.principal.name)
    database = ControlEscape.text(entry.database)
    salt = Self.freshSalt()
    conversation = if case .asked(let asked) = entry.content { asked.conversation?.description } else { nil }
    payload = try PayloadCoding.encode(entry.content)
    payloadDigest = ChainLink.payloadDigest(salt: salt, payload: payload)
  }

  /// Whether it tells of a question's failure: then nothing comes after it, and nothing was given out for it.
  var isFailure: Bool { kind == AuditEntry.Kind.failed.rawValue }

  /// Appends entries to the store's chain, in order, and gives back where the chain ends then.
  ///
  /// The head is read, and in PostgreSQL locked, inside the transaction, so that several processes write one chain.
  @discardableResult
  static func append(_ entries: [SealedEntry], in transaction: Transaction) throws -> ChainEnd {
    let chain = ChainLink.shared
    guard let head = try transaction.rows(AuditStatement.head.sql, ["chain": .integer(chain)]).first,
      let sequence = head.integer(0), let digest = head.text(1)
    else { throw AuditError.headMissing }
    var end = ChainEnd(chain: chain, sequence: sequence, digest: digest)
    let rows = entries.map { $0.row(after: &end) }
    try transaction.run(AuditStatement.insertEntry.sql, of: rows)
    try transaction.run(AuditStatement.insertPayload.sql, of: rows)
    let followUps = zip(entries, rows).compactMap { entry, row in
      entry.conversation.map { row.merging(["conversation": .text($0)]) { $1 } }
    }
    if !followUps.isEmpty { try transaction.run(AuditStatement.insertConversation.sql, of: followUps) }
    try transaction.run(
      AuditStatement.setHead.sql,
      ["chain": .integer(chain), "sequence": .integer(end.sequence), "digest": .text(end.digest)])
    return end
  }

  private func row(after end: inout ChainEnd) -> [String: Cell] {
    let previous = end.digest
    end.sequence += 1
    end.digest =
      ChainLink(
        chain: end.chain, sequence: end.sequence, recordedAt: recordedAt,
        words: [kind, questionID, principal, database],
        payloadDigest: payloadDigest, previousDigest: previous
      ).digest
    return [
      "sequence": .integer(end.sequence), "chain": .integer(end.chain), "recorded_at": .integer(recordedAt),
      "kind": .text(kind), "question_id": .text(questionID), "principal": .text(principal),
      "database": .text(database), "payload_digest": .text(payloadDigest), "previous_digest": .text(previous),
      "digest": .text(end.digest), "salt": .text(salt), "payload": .text(payload),
    ]
  }

  /// 128 bits from the system's source, in hex.
  private static func freshSalt() -> String {
    var random = SystemRandomNumberGenerator()
    let bits: (UInt64, UInt64) = (random.next(), random.next())
    return withUnsafeBytes(of: bits) { HexDigits.text($0) }
  }
}
