import Auditing
import Digests
import Foundation
import Storage
import TestSupport
import Vocabulary

/// Appends entries such as the service makes.
struct Load {
  private let log: AuditLog
  private let store: Store

  init(_ place: String) async throws {
    store = try await Trial.store(place)
    log = AuditLog(store, options: .init(key: SigningKey(), checkpointEvery: 1000))
  }

  func append(writers: Int, count: Int) async throws {
    let start = ContinuousClock.now
    let before = Trial.processorSeconds
    try await share(count, among: writers) { number in
      let question = Self.question(number)
      try await log.intended(
        question, sql: Self.sql(number), plan: PlanEstimate(cost: 120, rows: 7), confidence: 0.8,
        workings: Self.workings(number))
    }
    // The rate is of entries that can be found.
    try await AuditReader(store).followWords()
    let seconds = Trial.seconds(.now - start)
    let commits = await log.commits
    try Trial.report([
      "appends": count, "seconds": seconds, "perSecond": Double(count) / seconds, "commits": commits,
      "processorMicroseconds": (Trial.processorSeconds - before) * 1e6 / Double(count),
      "rowsPerCommit": Double(count) / Double(max(1, commits)), "bytes": Self.payloadBytes,
    ])
  }

  func fill(_ count: Int) async throws {
    let start = ContinuousClock.now
    let bar = TrialBar("filling", total: count)
    try await share(count, among: 600) { number in
      let question = Self.question(number)
      try await log.asking(question)
      try await log.intended(
        question, sql: Self.sql(number), plan: PlanEstimate(cost: 120, rows: 7), confidence: 0.8,
        workings: Self.workings(number, short: true))
      try await log.answered(Self.answer(question, number))
      bar.step()
    }
    try await AuditReader(store).followWords()
    let seconds = Trial.seconds(.now - start)
    try Trial.report(["questions": count, "seconds": seconds, "entriesPerSecond": Double(3 * count) / seconds])
  }

  func acknowledge(writers: Int) async throws {
    let output = FileHandle.standardOutput
    try await share(.max, among: writers) { _ in
      let question = Question(
        text: "How many orders has customer \(UInt32.random(in: 0 ... .max))?", database: "shop",
        principal: Principal("anna"))
      try await log.asked(question)
      try output.write(contentsOf: Data("\(question.id)\n".utf8))
    }
  }

  private func share(_ count: Int, among writers: Int, _ work: @Sendable @escaping (Int) async throws -> Void)
    async throws
  {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          for number in stride(from: writer, to: count, by: writers) { try await work(number) }
        }
      }
      try await group.waitForAll()
    }
  }

  // Texts with a few thousand different words, spread as words are.
  static let words = (0..<4000).map { number in
    let syllables = ["ba", "ke", "di", "fo", "gu", "ha", "je", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "ze"]
    return syllables[number % 16] + syllables[number / 16 % 16] + syllables[number / 256] + syllables[number * 7 % 16]
  }
  private static let prompt = String(repeating: "customer(name text, city text, since date) ", count: 58)

  private static func word(_ number: Int) -> String {
    let spread = (UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15) >> 33
    return words[Int(spread % 4000) % (1 << (4 + number % 9))]
  }

  private static func question(_ number: Int) -> Question {
    Question(
      text: "How many \(word(number)) \(word(number / 3)) of \(word(number / 7)) were there in \(2000 + number % 25)?",
      database: number % 3 == 0 ? "shop" : "museum", principal: Principal("person\(number % 40)"))
  }

  private static func sql(_ number: Int) -> String {
    "SELECT count(*) FROM sales.\(word(number)) AS t WHERE t.\(word(number / 3)) = '\(word(number / 7))' AND t.year = \(number)"
  }

  private static func workings(_ number: Int, short: Bool = false) -> AuditWorkings {
    var workings = AuditWorkings()
    workings.schemaFingerprint = String(repeating: "f", count: 64)
    workings.note(
      Prompt(
        template: "dragoman-tuned-2", form: .completion(short ? String(prompt.prefix(400)) : prompt), output: .sql,
        stops: [], maxTokens: 100, tokenEstimate: 700), digest: String(repeating: "a", count: 64))
    workings.candidates.append(
      Candidate(text: sql(number), model: "fjellvind", meanLogProbability: -0.1, finish: .stop))
    workings.judgements.append(Judgement(sql: sql(number), findings: [], plan: PlanEstimate(cost: 120, rows: 7)))
    return workings
  }

  private static func answer(_ question: Question, _ number: Int) -> Answer {
    Answer(
      question: question, sql: sql(number),
      table: ResultTable(columns: [.init(name: "n", type: "bigint")], rows: [["42"]]),
      judgement: Judgement(sql: sql(number), findings: []), model: "fjellvind", confidence: 0.9,
      timings: StageTimings())
  }

  /// About the length of what `append` stores an entry.
  static let payloadBytes = 3300
}
