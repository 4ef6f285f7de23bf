internal import Digests
internal import Foundation
internal import Storage
internal import Vocabulary

/// Recomputes every digest of one stretch of the log, in order; stretches are walked side by side and then joined by
/// `ChainWalk`, which knows what came before.
struct StretchWalk {
  /// What one stretch says to the next.
  struct Report: Sendable {
    /// A chain's part of the stretch: where it begins, what it claims to follow, and where it ends.
    struct Part: Sendable {
      var first: Int64
      var previous: [UInt8]
      var last: Int64
      var digest: [UInt8]

      /// Another digest in the same place: nothing is allocated for an entry.
      mutating func keep(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == digest.count else { return digest = Array(bytes) }
        digest.withUnsafeMutableBytes { $0.copyMemory(from: bytes) }
      }
    }

    var entries = 0
    var parts: [Int64: Part] = [:]
    var breaks: [ChainVerification.Break] = []
    /// Entries without payload: redacted, or lost.
    var bare: [Int64] = []
    /// Entries of kind `redacted`, with what they say was removed.
    var redactions: [Int64: [ClosedRange<Int64>]] = [:]
  }

  /// What was seen so far.
  var report: Report {
    var report = seen
    if let chain { report.parts[chain] = part }
    return report
  }

  private var seen = Report()
  private var position: Int64
  private let digest = RunningDigest()
  private var form = CanonicalForm()
  /// The chain of the entry before, and where it stands: most stores have one chain only.
  private var chain: Int64?
  private var part = Report.Part(first: 0, previous: [], last: 0, digest: [])

  /// - Parameter position: of the entry before the stretch.
  init(after position: Int64) { self.position = position }

  /// Checks the next row of `SQL/links.sql`.
  mutating func visit(_ row: borrowing RowView) {
    let sequence = row.integer(0)
    if sequence != position + 1 { reportGap(before: sequence) }
    position = sequence
    seen.entries += 1

    let own = row.integer(1)
    var begins = false
    if own != chain { begins = turn(to: own, at: row) }
    if !begins, !row.withBytes(8, { Self.equal($0, part.digest) }) { breakAt(sequence, .doesNotFollow) }
    part.last = sequence
    row.withBytes(9) { part.keep($0) }
    ChainLink.write(row, into: &form)
    form.withBytes { digest.add($0) }
    if !row.withBytes(9, { digest.finish(is: $0) }) { breakAt(sequence, .changed) }
    checkPayload(of: row, sequence)
  }

  /// Goes on with another chain than that of the entry before; says whether it begins with this row.
  private mutating func turn(to other: Int64, at row: borrowing RowView) -> Bool {
    if let chain { seen.parts[chain] = part }
    chain = other
    if let known = seen.parts[other] {
      part = known
      return false
    }
    part = Report.Part(first: row.integer(0), previous: row.withBytes(8) { Array($0) }, last: 0, digest: [])
    return true
  }

  /// Ends the stretch, which should have gone up to an entry.
  mutating func end(at last: Int64) {
    if position < last { reportGap(before: last + 1) }
  }

  private mutating func checkPayload(of row: borrowing RowView, _ sequence: Int64) {
    guard !row.isNull(11) else {
      seen.bare.append(sequence)
      return
    }
    row.withBytes(10) { digest.add($0) }
    row.withBytes(11) { digest.add($0) }
    if !row.withBytes(7, { digest.finish(is: $0) }) { breakAt(sequence, .payloadChanged) }
    guard row.withBytes(3, { Self.equal($0, Self.redacted) }) else { return }
    let json = row.withBytes(11) { String(decoding: $0, as: UTF8.self) }
    guard case .redacted(let content) = PayloadCoding.decode(.redacted, json) else { return }
    seen.redactions[sequence] = content.entries.compactMap { pair in
      pair.count == 2 && pair[0] <= pair[1] ? pair[0]...pair[1] : nil
    }
  }

  private static let redacted = Array(AuditEntry.Kind.redacted.rawValue.utf8)

  private mutating func reportGap(before sequence: Int64) {
    breakAt(position + 1, .missing(upTo: sequence - 1))
  }

  private mutating func breakAt(_ sequence: Int64, _ what: ChainVerification.Damage) {
    guard seen.breaks.count < ChainVerification.mostBreaks else { return }
    seen.breaks.append(ChainVerification.Break(sequence: Int(sequence), reason: what.sentence(at: sequence)))
  }

  private static func equal(_ bytes: UnsafeRawBufferPointer, _ others: [UInt8]) -> Bool {
    guard bytes.count == others.count else { return false }
    guard let start = bytes.baseAddress else { return true }
    return others.withUnsafeBytes { $0.baseAddress.map { memcmp(start, $0, bytes.count) == 0 } ?? true }
  }
}
