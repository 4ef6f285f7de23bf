import Retrieval
import Vocabulary

/// What people taught, as one view of the database may know it. Ends with the view: another schema or another identity
/// begins anew.
actor ViewMemory {
  private struct Judged {
    var sql: String
    var entry: ExampleIndex.Entry?
  }

  private var number = 0
  private var judged: [QuestionID: Judged] = [:]
  private var examples = ExampleIndex()
  private var glossaryNumber: Int?
  private var termIndex = TermIndex()
  private var visible: [Term] = []

  /// The approved pairs that this view may know. Only pairs that are new are judged.
  func examples(_ edition: ApprovedPairs.Edition, in view: DatabaseView) async throws -> ExampleIndex {
    guard edition.number != number else { return examples }
    var fresh: [QuestionID: Judged] = [:]
    for pair in edition.pairs {
      if let known = judged[pair.questionID], known.sql == pair.sql, known.entry?.pair.asker == pair.asker {
        fresh[pair.questionID] = Judged(sql: pair.sql, entry: known.entry.map { $0.with(pair) })
      } else {
        fresh[pair.questionID] = Judged(sql: pair.sql, entry: try await Self.entry(pair, in: view))
      }
    }
    judged = fresh
    number = edition.number
    examples = ExampleIndex(edition.pairs.compactMap { fresh[$0.questionID]?.entry })
    return examples
  }

  /// The glossary's terms whose relations, columns and condition this view has.
  func terms(_ terms: [Term], _ number: Int, in view: DatabaseView) async throws -> TermIndex {
    _ = try await visibleTerms(terms, number, in: view)
    return termIndex
  }

  /// The same as a list.
  func visibleTerms(_ terms: [Term], _ number: Int, in view: DatabaseView) async throws -> [Term] {
    if number == glossaryNumber { return visible }
    var fresh: [Term] = []
    for term in terms where try await Self.isVisible(term, in: view) { fresh.append(term) }
    visible = fresh
    termIndex = TermIndex(fresh)
    glossaryNumber = number
    return fresh
  }

  /// `nil` where the pair is none of this identity's business: it reads what the role may not, or says what it may not see.
  private static func entry(_ pair: ApprovedPair, in view: DatabaseView) async throws -> ExampleIndex.Entry? {
    let isOwn = view.isAlike(pair.asker)
    guard isOwn || view.disclosure.isHarmless(pair) else { return nil }
    let judgement = try await view.judge(pair.sql, dryRun: false).judgement
    guard judgement.isAccepted || isOwn else { return nil }
    return ExampleIndex.Entry(
      pair: pair, mentions: view.retriever.mentions(in: pair.question), relations: judgement.relations,
      problem: judgement.findings.first.map { "\($0.message) (\($0.rule))" })
  }

  private static func isVisible(_ term: Term, in view: DatabaseView) async throws -> Bool {
    guard term.relations.allSatisfy({ view.snapshot.relation($0) != nil }),
      term.columns.allSatisfy({ view.snapshot.column($0) != nil })
    else { return false }
    guard let condition = term.condition else { return true }
    let sql = "SELECT 1 FROM \(term.relations.map(\.sql).joined(separator: ", ")) WHERE \(condition)"
    return try await view.judge(sql, dryRun: false).judgement.isAccepted
  }
}

extension ExampleIndex.Entry {
  /// The same with another review.
  fileprivate func with(_ pair: ApprovedPair) -> ExampleIndex.Entry {
    ExampleIndex.Entry(pair: pair, mentions: mentions, relations: relations, problem: problem)
  }
}
