package import Evaluation
import Tagging
package import Vocabulary

/// Draws a suite from a schema alone, for databases of which no person has written questions: each query once, shapes
/// in balance, every query validated and run.
package struct SuiteDraw: Sendable {
  private let snapshot: SchemaSnapshot
  private let lexicon: Lexicon
  private let seed: UInt64

  package init(_ snapshot: SchemaSnapshot, lexicon: Lexicon, seed: UInt64) {
    self.snapshot = snapshot
    self.lexicon = lexicon
    // Another stream than the one that is trained on.
    self.seed = seed ^ 0x5EED_50F7_5017_E5EE
  }

  /// Up to `count` items, each held back from training.
  ///
  /// - Parameter accepts: whether a query passes the validator and finds something.
  package func items(
    _ count: Int, holding heldOut: inout HeldOut, accepts: (String) async throws -> Bool
  ) async throws -> [Suite.Item] {
    var synthesizer = Synthesizer(snapshot: snapshot, lexicon: lexicon, seed: seed)
    let writer = PairSQL(snapshot)
    var items: [Suite.Item] = []
    var shapes: [String: Int] = [:]
    var refusals = 0
    let most = max(2, count / 20)
    for _ in 0..<count * 60 where items.count < count {
      guard let pair = synthesizer.next() else { break }
      guard shapes[pair.shape, default: 0] < most, heldOut.admits(pair) else { continue }
      var gold: [String] = []
      switch writer.reading(pair) {
      case .sql(let sql):
        guard try await accepts(sql) else { continue }
        gold = [sql]
      case .refusal:
        guard refusals < max(1, count / 10) else { continue }
        refusals += 1
      case .problem, nil: continue
      }
      heldOut.hold(pair)
      shapes[pair.shape, default: 0] += 1
      items.append(
        Suite.Item(
          id: "synthetic-\(items.count + 1)", question: pair.question, gold: gold,
          class: String(pair.shape.split(separator: ".").first ?? "other")))
    }
    return items
  }
}
