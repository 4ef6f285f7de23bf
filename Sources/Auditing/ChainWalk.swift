internal import Storage

/// Recomputes every digest of the log, in order; knows nothing of the store it comes from.
struct ChainWalk {
  private(set) var verification = ChainVerification(head: ChainLink.genesis)
  /// The last position read.
  private(set) var position: Int64 = 0
  /// Where each chain stands.
  private var ends: [Int64: (sequence: Int64, digest: [UInt8])] = [:]

  /// Checks the next row of `SQL/links.sql`.
  mutating func visit(_ row: StoredRow) {
    let sequence = row.integer(0) ?? 0
    if sequence != position + 1 {
      let missing = sequence - position - 1
      verification.report(
        position + 1, missing == 1 ? "is missing" : "is missing, with all up to entry \(sequence - 1)")
    }
    position = sequence
    verification.entries += 1

    let link = ChainLink(
      chain: row.integer(1) ?? 0, sequence: sequence, recordedAt: row.integer(2) ?? 0,
      words: (3...6).map { row.bytes($0) ?? [] }, payloadDigest: row.bytes(7) ?? [],
      previousDigest: row.bytes(8) ?? [])
    let digest = row.bytes(9) ?? []
    let expectedPrevious = ends[link.chain]?.digest ?? Array(ChainLink.genesis.utf8)
    if link.previousDigest != expectedPrevious {
      verification.report(sequence, "does not follow the entry before it")
    }
    if !link.digest.utf8.elementsEqual(digest) {
      verification.report(sequence, "was changed: its digest is not that of its content")
    }
    check(payload: row.bytes(11), salt: row.bytes(10), of: link)
    ends[link.chain] = (sequence, digest)
    verification.head = String(decoding: digest, as: UTF8.self)
  }

  /// Checks the rows of `SQL/heads.sql`, which say where chains should end.
  mutating func end(heads: [StoredRow]) {
    var remaining = ends
    for head in heads {
      let chain = head.integer(0) ?? 0
      let sequence = head.integer(1) ?? 0
      let end = remaining.removeValue(forKey: chain) ?? (0, Array(ChainLink.genesis.utf8))
      if end.sequence < sequence {
        verification.report(end.sequence + 1, "is missing, with all up to entry \(sequence), the end of chain \(chain)")
      } else if end.sequence > sequence || end.digest != head.bytes(2) ?? [] {
        verification.report(end.sequence, "is not the end that is noted for chain \(chain)")
      }
    }
    for (chain, end) in remaining.sorted(by: { $0.key < $1.key }) {
      verification.report(end.sequence, "belongs to chain \(chain), whose end is not noted")
    }
  }

  mutating func report(_ sequence: Int64, _ reason: String) { verification.report(sequence, reason) }

  private mutating func check(payload: [UInt8]?, salt: [UInt8]?, of link: ChainLink) {
    guard let payload, let salt else {
      verification.report(link.sequence, "has lost its payload")
      return
    }
    if !ChainLink.payloadDigest(salt: salt, payload: payload).utf8.elementsEqual(link.payloadDigest) {
      verification.report(link.sequence, "has a payload that was changed")
    }
  }
}
