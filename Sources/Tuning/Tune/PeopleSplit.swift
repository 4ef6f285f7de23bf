package import Evaluation
package import Vocabulary

/// Parts people's pairs: some teach, some measure. Pairs of one query are never on both sides.
package struct PeopleSplit: Sendable {
  /// A pair that a person stands for.
  package struct Pair: Sendable, Hashable, Codable {
    package var question: String
    package var sql: String

    package init(question: String, sql: String) {
      self.question = question
      self.sql = sql
    }
  }

  package private(set) var training: [SyntheticPair] = []
  package private(set) var suite: [Suite.Item] = []
  /// Pairs that our own model has no words for: they can only measure.
  package private(set) var unsayable = 0

  /// - Parameters:
  ///   - measures: the share of queries that measure; none do where another suite is at hand.
  ///   - heldOut: what may not be trained on; what measures is added.
  package init(
    _ pairs: [Pair], over snapshot: SchemaSnapshot, measures share: Double, holding heldOut: inout HeldOut
  ) async {
    let reader = NaturalPairReader(snapshot)
    var readings: [(Pair, SyntheticPair?)] = []
    for pair in pairs {
      let reading = try? await reader.read(question: pair.question, sql: pair.sql).get()
      if reading == nil { unsayable += 1 }
      readings.append((pair, reading?.pair))
    }
    for (pair, reading) in readings {
      let key = reading.flatMap { HeldOut.fingerprint($0.sql) } ?? pair.sql
      guard share > 0, reading == nil || Self.portion(key) < share else { continue }
      if let reading { heldOut.hold(reading) } else { heldOut.hold(question: pair.question) }
      suite.append(Suite.Item(id: "reviewed-\(suite.count + 1)", question: pair.question, gold: [pair.sql]))
    }
    training = readings.compactMap(\.1).filter(heldOut.admits)
  }

  /// 0 ..< 1, the same for the same text on every machine and in every run (FNV-1a).
  static func portion(_ text: String) -> Double {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Double((hash ^ (hash >> 31)) % 10_000) / 10_000
  }
}
