import Auditing
import Foundation
import Storage
import TestSupport
import Vocabulary

/// Reads a log that `Load` made.
struct Inspection {
  private let reader: AuditReader
  private let store: Store

  init(_ place: String) async throws {
    store = try await Trial.store(place)
    reader = AuditReader(store)
  }

  /// Every question named on standard input must be there, and the chain whole.
  func check() async throws {
    // The last line of a process that was killed may be cut short; a whole one ends with a line feed.
    let input = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    let acknowledged = input.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
      .filter { $0.utf8.count == 16 }
    let kept = try await Set(
      store.read { try $0.rows("select question_id from audit_entry") }.compactMap { $0.text(0) })
    let missing = acknowledged.filter { !kept.contains($0) }
    let verification = try await reader.verify(.everything)
    try Trial.report([
      "acknowledged": acknowledged.count, "entries": verification.entries, "missing": missing.count,
      "breaks": verification.breaks.map(\.description),
    ])
    if !missing.isEmpty || !verification.isIntact { exit(1) }
  }

  func verify() async throws {
    let start = ContinuousClock.now
    let before = Trial.processorSeconds
    let verification = try await reader.verify()
    let seconds = Trial.seconds(.now - start)
    try Trial.report([
      "entries": verification.entries, "seconds": seconds, "perSecond": Double(verification.entries) / seconds,
      "perProcessorSecond": Double(verification.entries) / (Trial.processorSeconds - before),
      "breaks": verification.breaks.map(\.description),
    ])
    if !verification.isIntact { exit(1) }
  }

  /// One or two words each, of questions that are there: rare ones and such that are in every thousandth question.
  func search(_ count: Int) async throws {
    var took: [Double] = []
    var processor: [Double] = []
    var found = 0
    let bar = TrialBar("searching", total: count)
    for number in 0..<count {
      let first = Load.words[(number * 7919) % 2000]
      let words = number % 2 == 0 ? first : "\(first) \(Load.words[number % 16])"
      let start = ContinuousClock.now
      let before = Trial.processorSeconds
      found += try await reader.list(AuditFilter(words: words, limit: 20)).count
      took.append(Trial.seconds(.now - start) * 1000)
      processor.append((Trial.processorSeconds - before) * 1000)
      bar.step()
    }
    took.sort()
    processor.sort()
    try Trial.report([
      "searches": count, "found": found, "p50": took[count / 2], "p95": took[count * 95 / 100], "most": took[count - 1],
      "processor50": processor[count / 2], "processor95": processor[count * 95 / 100],
    ])
  }
}
