internal import Foundation

/// What each sign weighs; chosen on every second question of `scripts/bench recall` (docs/retrieval.md).
enum LinkWeights {
  static let name: Float = 2
  static let column: Float = 1.35
  static let value: Float = 1
  /// What its surroundings say beside what a relation says itself.
  static let context: Float = 1.5
  /// Of that, what a relation has that a key joins to it, and what one of the same small schema has.
  static let neighbour: Float = 1
  static let schema: Float = 0.7
  /// Surroundings of many relations have something for every word.
  static let crowding: Float = -0.13
  /// Columns gain less the more of them the question names.
  static let columns: Float = 0.7
  /// A word that only says how something is asked.
  static let asking: Float = 0.3
  /// A word that means much the same, by its likeness; and one of the same root.
  static let synonym: Float = 1.2
  static let root: Float = 0.8
  /// Both, where the word itself stands in a name.
  static let beside: Float = 0.45
}

/// How well each relation fits a question: by what its own names, comments and values say, and by what those do that it is
/// joined to or shares a small schema with. Of several `student` the one beside `pets` is meant by "students with pets".
struct LinkScores {
  /// Relations that something of the question names, with their scores.
  private(set) var relations: [(relation: Int, score: Double)] = []

  /// So many postings are gone through whatever they tell.
  private static let few = 1_000

  /// What a relation has of the question, and of one term.
  private struct Tally {
    var own: Float = 0
    var held: Float = 0
    var around: Float = 0
    /// Of one term: what the relation has itself, and the most of what a key joins to it.
    var part: Float = 0
    var near: Float = 0
    /// Whether a column has that part, or a value.
    var isHeld = false
  }

  init(_ terms: [QuestionTerm], _ index: LinkIndex) {
    var tallies = [Tally](repeating: Tally(), count: index.neighbours.count)
    var inSchema = [Float](repeating: 0, count: index.schemaCount)
    var schemaCover = [Float](repeating: 0, count: index.schemaCount)
    var touched: [Int32] = []
    var all: [Int32] = []
    var nearby: [Int32] = []
    var schemas: [Int32] = []
    // What half of many relations have (`id`, `created_at`) tells none of them from the others, and costs the most.
    let widest = max(Self.few, tallies.count / 2)
    for term in terms {
      func note(_ relation: Int32, _ gain: Float, _ isHeld: Bool) {
        let part = tallies[Int(relation)].part
        guard gain > part else { return }
        if part == 0 { touched.append(relation) }
        tallies[Int(relation)].part = gain
        tallies[Int(relation)].isHeld = isHeld
      }
      for sense in term.senses {
        let entry = index.entries[Int(sense.entry)]
        guard entry.postings.count <= widest else { continue }
        let inName = term.weight * sense.likeness * entry.rarityInNames * LinkWeights.name
        let inColumn = term.weight * sense.likeness * entry.rarityInColumns * LinkWeights.column
        for posting in entry.postings {
          note(posting.relation, posting.strength * (posting.column < 0 ? inName : inColumn), posting.column >= 0)
        }
      }
      for value in term.values { note(value.relation, term.rarity * LinkWeights.value, true) }
      for relation in touched {
        let tally = tallies[Int(relation)]
        if tally.own + tally.held == 0 { all.append(relation) }
        if tally.isHeld { tallies[Int(relation)].held += tally.part } else { tallies[Int(relation)].own += tally.part }
        let schema = Int(index.schemas[Int(relation)])
        if schema >= 0 {
          if inSchema[schema] == 0 { schemas.append(Int32(schema)) }
          inSchema[schema] = max(inSchema[schema], tally.part)
        }
        // What only says how something is asked is looked for nowhere else.
        guard term.weight == 1 else { continue }
        for neighbour in index.neighbours[Int(relation)] {
          let near = tallies[Int(neighbour)].near
          if near == 0 { nearby.append(neighbour) }
          tallies[Int(neighbour)].near = max(near, tally.part * LinkWeights.neighbour)
        }
      }
      // What a schema has is given to all its relations at the end; here only what goes beyond.
      nearby += touched.filter { tallies[Int($0)].near == 0 }
      for relation in nearby {
        let tally = tallies[Int(relation)]
        let schema = Int(index.schemas[Int(relation)])
        let shared = schema >= 0 ? inSchema[schema] * LinkWeights.schema : 0
        tallies[Int(relation)].around += max(0, max(tally.near, tally.part) - shared)
        (tallies[Int(relation)].near, tallies[Int(relation)].part) = (0, 0)
      }
      for schema in schemas {
        schemaCover[Int(schema)] += inSchema[Int(schema)] * LinkWeights.schema
        inSchema[Int(schema)] = 0
      }
      touched.removeAll(keepingCapacity: true)
      nearby.removeAll(keepingCapacity: true)
      schemas.removeAll(keepingCapacity: true)
    }
    relations.reserveCapacity(all.count)
    for relation in all {
      let tally = tallies[Int(relation)]
      let schema = Int(index.schemas[Int(relation)])
      var context = tally.around + (schema >= 0 ? schemaCover[schema] : 0)
      if schema >= 0 { context *= pow(Float(index.sizes[schema]), LinkWeights.crowding) }
      relations.append(
        (
          Int(relation), Double(tally.own + pow(tally.held, LinkWeights.columns) + LinkWeights.context * context)
        ))
    }
  }
}
