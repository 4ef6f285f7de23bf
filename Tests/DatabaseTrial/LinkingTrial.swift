import Foundation
import Retrieval
import TestSupport
import Vocabulary

/// What it costs to find a question's relations, columns and values in a large schema.
struct LinkingTrial {
  let tables: Int
  let words: URL

  private static let questions = 2_000

  func run() throws {
    let schema = try InventedSchema(tables: tables, questions: Self.questions, words: words)
    let columns = schema.snapshot.relations.reduce(0) { $0 + $1.columns.count }
    let before = Self.resident()
    let start = Self.processor()
    let retriever = Retriever(schema.snapshot)
    let built = Self.processor() - start
    let memory = Self.resident() - before
    var times: [Double] = []
    var (first, five, twelve) = (0, 0, 0)
    // The first hundred warm up.
    for (number, question) in (schema.questions.prefix(100) + schema.questions).enumerated() {
      let start = Self.processor()
      let evidence = retriever.evidence(for: question.text, maxRelations: 12)
      let time = Self.processor() - start
      guard number >= 100 else { continue }
      times.append(time)
      let place = evidence.relations.firstIndex { $0.name == question.relation } ?? .max
      first += place == 0 ? 1 : 0
      five += place < 5 ? 1 : 0
      twelve += place < 12 ? 1 : 0
    }
    times.sort()
    func share(_ count: Int) -> String { String(format: "%.1f %%", 100 * Double(count) / Double(Self.questions)) }
    func quantile(_ share: Double) -> String { String(format: "%.2f", times[Int(Double(times.count - 1) * share)]) }
    print(
      """
      | \(tables) tables, \(columns) columns, \(Self.questions) questions, processor time | |
      |---|---|
      | a question, p50 | \(quantile(0.5)) ms |
      | a question, p95 | \(quantile(0.95)) ms |
      | a question, most | \(quantile(1)) ms |
      | building the index | \(String(format: "%.2f", built / 1000)) s |
      | resident above the snapshot | \(memory / 1024) MiB |
      | the relation that is asked about is first | \(share(first)) |
      | … within 5 | \(share(five)) |
      | … within 12 | \(share(twelve)) |
      """)
  }

  /// What this thread has used of the processor, in milliseconds: a busy machine does not lengthen it.
  private static func processor() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// Resident memory of this process, in KiB.
  private static func resident() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
