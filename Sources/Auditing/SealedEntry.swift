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
  private let payloadDigest: String

  init(_ entry: AuditEntry) throws {
    recordedAt = entry.recordedAt.microseconds
    kind = entry.content.kind.rawValue
    questionID = ControlEscape.text(entry.questionID.description)
    principal = ControlEscape.text(entry.principal.name)
    database = ControlEscape.text(entry.database)
    salt = Self.freshSalt()
    payload = try PayloadCoding.encode(entry.content)
    payloadDigest = ChainLink.payloadDigest(salt: Array(salt.utf8), payload: Array(payload.utf8))
  }

  /// Appends entries to the shared chain, in order. The head is read inside the transaction, so that several processes
  /// write one chain.
  static func append(_ entries: [SealedEntry], in transaction: Transaction) throws {
    let chain = ChainLink.shared
    guard let head = try transaction.rows(AuditStatement.head.sql, ["chain": .integer(chain)]).first,
      var sequence = head.integer(0), var digest = head.text(1)
    else { throw AuditError.headMissing }
    for entry in entries {
      sequence += 1
      digest = try entry.append(after: digest, at: sequence, chain, transaction)
    }
    try transaction.run(
      AuditStatement.setHead.sql,
      ["chain": .integer(chain), "sequence": .integer(sequence), "digest": .text(digest)])
  }

  private func append(
    after previous: String, at sequence: Int64, _ chain: Int64, _ transaction: Transaction
  ) throws -> String {
    let link = ChainLink(
      chain: chain, sequence: sequence, recordedAt: recordedAt,
      words: [kind, questionID, principal, database].map { Array($0.utf8) }, payloadDigest: Array(payloadDigest.utf8),
      previousDigest: Array(previous.utf8))
    let digest = link.digest
    try transaction.run(
      AuditStatement.insertEntry.sql,
      [
        "sequence": .integer(sequence), "chain": .integer(chain), "recorded_at": .integer(recordedAt),
        "kind": .text(kind), "question_id": .text(questionID), "principal": .text(principal),
        "database": .text(database), "payload_digest": .text(payloadDigest), "previous_digest": .text(previous),
        "digest": .text(digest),
      ])
    try transaction.run(
      AuditStatement.insertPayload.sql,
      ["sequence": .integer(sequence), "salt": .text(salt), "payload": .text(payload)])
    return digest
  }

  /// 128 bits from the system's source, in hex.
  private static func freshSalt() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(random.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
