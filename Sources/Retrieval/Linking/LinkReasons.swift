import Vocabulary

/// Why the relations that were chosen were, and which of their columns the question names.
struct LinkReasons {
  private(set) var relations: [Int: [Evidence.Reason]] = [:]
  private(set) var columns: [(relation: Int, column: Int, score: Double, reasons: [Evidence.Reason])] = []

  init(_ terms: [QuestionTerm], _ index: LinkIndex, _ chosen: some Sequence<(relation: Int, score: Double)>) {
    for (relation, score) in chosen {
      var own: [Evidence.Reason] = []
      var found: [Int: (score: Double, reasons: [Evidence.Reason])] = [:]
      for term in terms {
        for sense in term.senses {
          for posting in index.postings(of: sense.entry, in: Int32(relation)) {
            let reason = Self.reason(sense, posting)
            guard posting.column >= 0 else {
              own.append(reason)
              continue
            }
            let gain = sense.likeness * posting.strength * (0.4 + index.entries[Int(sense.entry)].rarityInColumns)
            found[Int(posting.column), default: (0, [])].score += Double(gain)
            found[Int(posting.column)]?.reasons.append(reason)
          }
        }
        for value in term.values where value.relation == Int32(relation) {
          found[Int(value.column), default: (0, [])].score += 0.5 + Double(term.rarity)
          found[Int(value.column)]?.reasons.append(.value(value.value))
        }
      }
      relations[relation] = own
      for (column, entry) in found { columns.append((relation, column, entry.score + 0.25 * score, entry.reasons)) }
    }
  }

  private static func reason(_ sense: QuestionTerm.Sense, _ posting: LinkIndex.Posting) -> Evidence.Reason {
    if posting.isComment, case .name(let word) = sense.reason { return .comment(word) }
    return sense.reason
  }
}
