import Foundation
import Mutating
import SQLSyntax
import SafeExecution
import Vocabulary

/// Runs mutated statements through the static layers and keeps those that met something new.
struct Fuzzer {
  private let validator: Validator
  /// Inputs of earlier runs that met something new, a line of base64 each.
  private let kept: URL
  private let isKeeping: Bool
  private var mutator: Mutator
  /// Which rules and shapes were met.
  private var met: Set<String> = []
  private var fresh: [[UInt8]] = []
  private var failures = 0

  init(corpus: URL, isKeeping: Bool, seed: UInt64) throws {
    let snapshot = try JSONDecoder().decode(
      SchemaSnapshot.self, from: Data(contentsOf: corpus.appending(path: "snapshot.json")))
    validator = Validator(snapshot: snapshot)
    kept = corpus.appending(path: "kept.txt")
    self.isKeeping = isKeeping
    mutator = Mutator(seed: seed, texts: try Self.texts(below: corpus) + Self.keptTexts(kept))
  }

  /// - Returns: whether nothing failed.
  mutating func run(for duration: Duration) async throws -> Bool {
    let start = ContinuousClock.now
    var (count, accepted) = (0, 0)
    while ContinuousClock.now - start < duration {
      let bytes = mutator.next()
      count += 1
      if try await judge(bytes) { accepted += 1 }
    }
    print("\(count) statements, \(accepted) accepted, \(met.count) kinds of outcome, \(failures) failures")
    try keep()
    return failures == 0
  }

  /// One statement; whether it was accepted.
  private mutating func judge(_ bytes: [UInt8]) async throws -> Bool {
    let start = clock()
    let verdict = try await validator.judge(bytes: bytes)
    // Of the processor's time, so that a busy machine is no finding.
    let took = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    let judgement = verdict.judgement
    func fail(_ what: String) {
      failures += 1
      print("\(what): \(Data(bytes).base64EncodedString())")
    }
    if took > 4 { fail("took \(took) s") }
    if (verdict.query != nil) != judgement.findings.isEmpty { fail("contradicts itself") }
    for finding in judgement.findings {
      if let position = finding.position, position < 0 || position > bytes.count { fail("position \(position)") }
    }
    if verdict.query != nil {
      let again = try await validator.judge(judgement.sql)
      if again.query?.sql != verdict.query?.sql { fail("is not accepted twice") }
      if try await validator.judge("/* a comment */\n" + judgement.sql + " -- another").query == nil {
        fail("is refused with comments")
      }
    }
    note(bytes, judgement)
    return verdict.query != nil
  }

  /// What a statement met: its rules, and for accepted ones how many relations it reads.
  private mutating func note(_ bytes: [UInt8], _ judgement: Judgement) {
    let rules = Set(judgement.findings.map(\.rule)).sorted().joined(separator: " ")
    let words = Set((try? SQLScanner.tokens(judgement.sql).filter(\.isKeyword).map(\.name)) ?? [])
    var isNew = met.insert("rules \(rules)").inserted
    for word in words where met.insert("\(rules.isEmpty ? "accepted" : "refused") \(word)").inserted { isNew = true }
    guard isNew else { return }
    mutator.add(bytes)
    if bytes.count < 2_000 { fresh.append(bytes) }
  }

  /// Adds small inputs up to a few hundred in all.
  private func keep() throws {
    guard isKeeping else { return }
    var texts = Self.keptTexts(kept)
    let room = max(0, 400 - texts.count)
    texts += Set(fresh.filter { $0.count < 160 }).subtracting(texts).sorted { $0.count < $1.count }.suffix(room)
    let lines = texts.map { Data($0).base64EncodedString() }.sorted()
    try (lines.joined(separator: "\n") + "\n").write(to: kept, atomically: true, encoding: .utf8)
  }

  private static func keptTexts(_ file: URL) -> [[UInt8]] {
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.compactMap { Data(base64Encoded: String($0)).map(Array.init) }
  }

  /// The statements of all data files, without their headings.
  private static func texts(below corpus: URL) throws -> [[UInt8]] {
    var texts: [[UInt8]] = []
    let files = FileManager.default.enumerator(at: corpus, includingPropertiesForKeys: nil)?.allObjects ?? []
    for case let file as URL in files where file.pathExtension == "sql-ish" {
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      for block in lines.split(whereSeparator: { $0.hasPrefix("# ") }) {
        let text = block.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        if !text.isEmpty, !text.hasPrefix("%") { texts.append(Array(text.utf8)) }
      }
    }
    // The order in which a folder is listed is nobody's promise, and a seed must mean one run.
    return texts.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
