internal import Digests
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
    }

    var entries = 0
    var parts: [Int64: Part] = [:]
    var breaks: [ChainVerification.Break] = []
    /// Entries without payload: redacted, or lost.
    var bare: [Int64] = []
    /// Entries of kind `redacted`, with what they say was removed.
    var redactions: [Int64: [ClosedRange<Int64>]] = [:]
  }

  private(set) var report = Report()
  private var position: Int64
  private let digest = RunningDigest()
  private var form = CanonicalForm()
  private var hex = [UInt8](repeating: 0, count: RunningDigest.hexLength)

  /// - Parameter position: of the entry before the stretch.
  init(after position: Int64) { self.position = position }

  /// Checks the next row of `SQL/links.sql`.
  mutating func visit(_ row: borrowing RowView) {
    let sequence = row.integer(0)
    if sequence != position + 1 { reportGap(before: sequence) }
    position = sequence
    report.entries += 1

    let chain = row.integer(1)
    if let part = report.parts[chain] {
      if !Self.equal(row, 8, part.digest) { breakAt(sequence, .doesNotFollow) }
      report.parts[chain]?.last = sequence
      row.withBytes(9) { bytes in report.parts[chain]?.digest.replaceSubrange(0..., with: bytes) }
    } else {
      report.parts[chain] = Report.Part(
        first: sequence, previous: row.withBytes(8) { Array($0) }, last: sequence,
        digest: row.withBytes(9) { Array($0) })
    }
    ChainLink.write(row, into: &form)
    form.bytes.withUnsafeBytes { digest.add($0) }
    digest.finish(into: &hex)
    if !Self.equal(row, 9, hex) { breakAt(sequence, .changed) }
    checkPayload(of: row, sequence)
  }

  /// Ends the stretch, which should have gone up to an entry.
  mutating func end(at last: Int64) {
    if position < last { reportGap(before: last + 1) }
  }

  private mutating func checkPayload(of row: borrowing RowView, _ sequence: Int64) {
    guard !row.isNull(11) else {
      report.bare.append(sequence)
      return
    }
    row.withBytes(10) { digest.add($0) }
    row.withBytes(11) { digest.add($0) }
    digest.finish(into: &hex)
    if !Self.equal(row, 7, hex) { breakAt(sequence, .payloadChanged) }
    guard row.withBytes(3, { $0.elementsEqual(Self.redacted) }) else { return }
    let json = row.withBytes(11) { String(decoding: $0, as: UTF8.self) }
    guard case .redacted(let content) = PayloadCoding.decode(.redacted, json) else { return }
    report.redactions[sequence] = content.entries.compactMap { pair in
      pair.count == 2 && pair[0] <= pair[1] ? pair[0]...pair[1] : nil
    }
  }

  private static let redacted = Array(AuditEntry.Kind.redacted.rawValue.utf8)

  private mutating func reportGap(before sequence: Int64) {
    breakAt(position + 1, .missing(upTo: sequence - 1))
  }

  private mutating func breakAt(_ sequence: Int64, _ what: ChainVerification.Damage) {
    guard report.breaks.count < ChainVerification.mostBreaks else { return }
    report.breaks.append(ChainVerification.Break(sequence: Int(sequence), reason: what.sentence(at: sequence)))
  }

  private static func equal(_ row: borrowing RowView, _ column: Int, _ bytes: [UInt8]) -> Bool {
    row.withBytes(column) { $0.elementsEqual(bytes) }
  }
}
