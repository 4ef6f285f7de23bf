internal import Digests
internal import Storage

/// Joins the stretches of the log, in order, and says where they do not fit; knows nothing of the store they come from.
struct ChainWalk {
  private(set) var verification = ChainVerification(head: ChainLink.genesis)
  /// Where each chain stands.
  private var ends: [Int64: (sequence: Int64, digest: [UInt8])] = [:]
  private var bare: [Int64] = []
  private var redactions: [Int64: [ClosedRange<Int64>]] = [:]

  private static let genesis = Array(ChainLink.genesis.utf8)

  mutating func add(_ report: StretchWalk.Report) {
    var seams: [ChainVerification.Break] = []
    for (chain, part) in report.parts {
      if part.previous != ends[chain]?.digest ?? Self.genesis {
        seams.append(.init(sequence: Int(part.first), reason: Damage.doesNotFollow.sentence(at: part.first)))
      }
      ends[chain] = (part.last, part.digest)
    }
    verification.entries += report.entries
    for found in Self.merged(report.breaks, seams) { verification.report(Int64(found.sequence), found.reason) }
    if let last = report.parts.values.max(by: { $0.last < $1.last }) {
      verification.head = String(decoding: last.digest, as: UTF8.self)
    }
    bare += report.bare
    redactions.merge(report.redactions) { first, _ in first }
  }

  /// Checks the rows of `SQL/heads.sql`, which say where chains should end.
  mutating func end(heads: [StoredRow]) {
    var remaining = ends
    for head in heads {
      let chain = head.integer(0) ?? 0
      let sequence = head.integer(1) ?? 0
      let end = remaining.removeValue(forKey: chain) ?? (0, Self.genesis)
      if end.sequence < sequence {
        verification.report(end.sequence + 1, .cutOff(upTo: sequence, chain: chain))
      } else if end.sequence > sequence || end.digest != (head.text(2) ?? "").utf8.map({ $0 }) {
        verification.report(end.sequence, .notTheEnd(chain: chain))
      }
    }
    for (chain, end) in remaining.sorted(by: { $0.key < $1.key }) {
      verification.report(end.sequence, .unknownChain(chain))
    }
  }

  /// Checks that every payload that is gone was redacted, by the rows of `SQL/redactions.sql`, and that all of those are.
  mutating func check(redactions rows: [StoredRow]) {
    var noted: Set<Int64> = []
    let gone = Set(bare)
    for row in rows {
      let sequence = row.integer(0) ?? 0
      let by = row.integer(1) ?? 0
      if by > sequence, gone.contains(sequence), redactions[by]?.contains(where: { $0.contains(sequence) }) == true {
        noted.insert(sequence)
      } else {
        verification.report(sequence, .notRedacted)
      }
    }
    verification.redacted = noted.count
    for sequence in bare where !noted.contains(sequence) { verification.report(sequence, .payloadLost) }
  }

  mutating func check(_ checkpoint: Checkpoint, entryDigest: String?, keys: [VerifyingKey]) {
    guard let key = keys.first(where: { $0.id == checkpoint.keyID }) else {
      return verification.report(checkpoint.sequence, .checkpointOfStranger)
    }
    guard checkpoint.isSigned(by: key) else { return verification.report(checkpoint.sequence, .checkpointForged) }
    if let entryDigest {
      guard entryDigest == checkpoint.digest else {
        return verification.report(checkpoint.sequence, .checkpointDiffers)
      }
    } else {
      return verification.report(checkpoint.sequence, .checkpointBeyondEnd)
    }
    verification.checkpoints += 1
  }

  mutating func report(_ sequence: Int64, _ what: Damage) { verification.report(sequence, what) }

  mutating func report(_ reason: String) { verification.report(0, reason) }

  typealias Damage = ChainVerification.Damage

  /// In the order of the log; of the same entry, the stretch's own come first.
  private static func merged(
    _ inside: [ChainVerification.Break], _ seams: [ChainVerification.Break]
  ) -> [ChainVerification.Break] {
    guard !seams.isEmpty else { return inside }
    return (inside + seams).enumerated()
      .sorted { ($0.element.sequence, $0.offset) < ($1.element.sequence, $1.offset) }.map(\.element)
  }
}
