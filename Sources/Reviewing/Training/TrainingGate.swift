internal import Auditing
package import Interpretation
internal import SafeExecution
package import Vocabulary

/// Decides which approved pairs may teach: a person's approval is needed, and not enough.
///
/// Fewer than one poisoned pair in two hundred were seen to plant a back door (ToxicSQL, arXiv 2503.05445).
package struct TrainingGate: Sendable {
  /// At most so many pairs of one asker.
  package var mostPerAsker: Int

  package init(mostPerAsker: Int) { self.mostPerAsker = mostPerAsker }

  /// Sifts the approved pairs of one database.
  package func sift(_ pairs: [ApprovedPair], by view: DatabaseView) async throws -> TrainingSet {
    var set = TrainingSet()
    var sound: [ApprovedPair] = []
    for pair in pairs {
      if let (rule, reason) = try await Self.objection(to: pair, view) {
        set.held.append(.init(pair: pair, rule: rule, reason: reason))
      } else {
        sound.append(pair)
      }
    }
    keep(sound, in: &set)
    return set
  }

  /// What is wrong with a pair by itself.
  private static func objection(
    to pair: ApprovedPair, _ view: DatabaseView
  ) async throws -> (TrainingSet.Rule, String)? {
    for (name, text) in [("question", pair.question), ("statement", pair.sql)] {
      if let hidden = HiddenCharacters.description(in: text) {
        return (.hiddenCharacters, "The \(name) holds what is not seen: \(hidden).")
      }
    }
    if let phrase = PhraseBook.phrase(in: pair.question) {
      return (.instructionLike, "The question says \"\(phrase)\".")
    }
    if let oddity = await StatementOddity.sentence(pair.sql) { return (.oddStatement, oddity) }
    let judgement = try await view.judge(pair.sql).judgement
    if let finding = judgement.findings.first { return (.refused, "\(finding.message) (\(finding.rule))") }
    if judgement.relations.isEmpty { return (.oddStatement, "The statement reads no relation.") }
    return nil
  }

  /// What is wrong with pairs beside one another.
  private func keep(_ pairs: [ApprovedPair], in set: inout TrainingSet) {
    var statements: [QuestionKey: Set<String>] = [:]
    for pair in pairs { statements[Self.key(pair), default: []].insert(Self.plain(pair.sql)) }
    var seen: Set<QuestionKey> = []
    var perAsker: [Principal: Int] = [:]
    for pair in pairs {
      let key = Self.key(pair)
      let others = (statements[key]?.count ?? 1) - 1
      if others > 0 {
        set.held.append(
          .init(
            pair: pair, rule: .contradiction,
            reason: "The same question was approved with \(others == 1 ? "another statement" : "\(others) others")."))
      } else if !seen.insert(key).inserted {
        set.held.append(.init(pair: pair, rule: .repeated, reason: "The same pair stands earlier in the set."))
      } else if perAsker[pair.asker, default: 0] >= mostPerAsker {
        set.held.append(
          .init(
            pair: pair, rule: .askerShare,
            reason: "\(pair.asker.name) has \(mostPerAsker) pairs in the set already (review.most-per-asker)."))
      } else {
        perAsker[pair.asker, default: 0] += 1
        set.pairs.append(pair)
      }
    }
  }

  private static func key(_ pair: ApprovedPair) -> QuestionKey { QuestionKey(pair.question, database: pair.database) }

  private static func plain(_ sql: String) -> String {
    sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension ReviewDesk {
  /// What the log can teach about one database today: pairs set aside or short of a voice are not even looked at.
  package func trainingSet(_ gate: TrainingGate, database: String, by view: DatabaseView) async throws -> TrainingSet {
    try await gate.sift(try await approvedPairs(database: database), by: view)
  }
}
