internal import Foundation
internal import Synchronization
internal import Vocabulary

/// Counts what the service does, in Prometheus' words; `docs/http-api.md` lists every metric, and a test says so.
final class Meter: Sendable {
  private struct Series: Sendable {
    var buckets = [Int](repeating: 0, count: Meter.bounds.count)
    var count = 0
    var sum = 0.0

    mutating func add(_ seconds: Double) {
      for (index, bound) in Meter.bounds.enumerated() where seconds <= bound { buckets[index] += 1 }
      count += 1
      sum += seconds
    }
  }

  private struct Counts: Sendable {
    var requests: [String: Int] = [:]
    var durations: [String: Series] = [:]
    var questions: [String: Int] = [:]
    var stages: [String: Series] = [:]
    var refusals: [String: Int] = [:]
    var tokens: [String: Int] = [:]
  }

  /// Seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  private let counts = Mutex(Counts())

  /// A response went out. `route` has names for its variable parts, so that there are few.
  func answered(_ route: String, _ status: Int, _ duration: Duration) {
    counts.withLock { counts in
      counts.requests["route=\"\(route)\",status=\"\(status)\"", default: 0] += 1
      counts.durations["route=\"\(route)\"", default: Series()].add(duration / .seconds(1))
    }
  }

  /// A question has its outcome.
  func count(_ outcome: Outcome) {
    let (name, timings, tokens) =
      switch outcome {
      case .answered(let answer): ("answered", answer.timings, answer.tokens)
      case .refused(let refusal): (refusal.reason.rawValue, refusal.timings, refusal.tokens)
      }
    counts.withLock { counts in
      counts.questions["outcome=\"\(name)\"", default: 0] += 1
      for entry in timings.entries {
        counts.stages["stage=\"\(entry.stage.rawValue)\"", default: Series()].add(entry.milliseconds / 1000)
      }
      counts.tokens["kind=\"prompt\"", default: 0] += tokens?.prompt ?? 0
      counts.tokens["kind=\"completion\"", default: 0] += tokens?.completion ?? 0
    }
  }

  /// Somebody was turned away.
  func refused(_ code: String) { counts.withLock { $0.refusals["code=\"\(code)\"", default: 0] += 1 } }

  /// The text that Prometheus reads.
  func text(_ gate: (inside: Int, waiting: Int)) -> String {
    let counts = counts.withLock { $0 }
    var text = ""
    Self.add("dragoman_requests_total", "Responses by route and status.", counts.requests, &text)
    Self.add("dragoman_request_seconds", "How long requests took, by route.", counts.durations, &text)
    Self.add("dragoman_questions_total", "Questions by outcome.", counts.questions, &text)
    Self.add("dragoman_stage_seconds", "How long the stages of questions took.", counts.stages, &text)
    Self.add("dragoman_tokens_total", "Tokens that models read and wrote.", counts.tokens, &text)
    Self.add("dragoman_refusals_total", "Callers who were turned away, by code.", counts.refusals, &text)
    Self.add("dragoman_questions_inside", "Questions that are worked on.", gate.inside, &text)
    Self.add("dragoman_questions_waiting", "Questions that wait for their turn.", gate.waiting, &text)
    Self.add("dragoman_memory_bytes", "Resident memory of the process.", Self.residentBytes, &text)
    return text
  }

  private static func add(_ name: String, _ help: String, _ values: [String: Int], _ text: inout String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) counter\n"
    for (labels, value) in values.sorted(by: { $0.key < $1.key }) { text += "\(name){\(labels)} \(value)\n" }
  }

  private static func add(_ name: String, _ help: String, _ value: Int, _ text: inout String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(name) \(value)\n"
  }

  private static func add(_ name: String, _ help: String, _ series: [String: Series], _ text: inout String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) histogram\n"
    for (labels, one) in series.sorted(by: { $0.key < $1.key }) {
      for (bound, count) in zip(bounds, one.buckets) {
        text += "\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)\n"
      }
      text += "\(name)_bucket{\(labels),le=\"+Inf\"} \(one.count)\n"
      text += "\(name)_sum{\(labels)} \(one.sum)\n\(name)_count{\(labels)} \(one.count)\n"
    }
  }

  private static var residentBytes: Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
  }
}
