/// How long each stage of one question took, in milliseconds, in the order in which the stages ran.
package struct StageTimings: Hashable, Sendable, Codable {
  package enum Stage: String, Sendable, Codable, CaseIterable {
    case introspection, retrieval, prompting, generation, validation, dryRun, auditing, execution
  }

  package struct Entry: Hashable, Sendable, Codable {
    package var stage: Stage
    package var milliseconds: Double
  }

  package private(set) var entries: [Entry] = []

  package init() {}

  /// Adds to a stage's time; a stage that runs twice (a repair turn) is one entry.
  package mutating func add(_ stage: Stage, _ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let milliseconds = Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
    if let index = entries.firstIndex(where: { $0.stage == stage }) {
      entries[index].milliseconds += milliseconds
    } else {
      entries.append(Entry(stage: stage, milliseconds: milliseconds))
    }
  }

  package subscript(stage: Stage) -> Double? { entries.first { $0.stage == stage }?.milliseconds }

  package var totalMilliseconds: Double { entries.reduce(0) { $0 + $1.milliseconds } }
}
