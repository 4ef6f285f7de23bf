package import Interpretation
package import Vocabulary

/// What became of everything that a model drew for one item of a suite.
package struct CandidateTrial: Sendable, Codable {
  package struct Answer: Sendable, Codable {
    package var drawn: DrawnAnswer
    package var isRight: Bool
    /// What it finds; `nil` where it does not run.
    package var result: ResultDigest?
    package var milliseconds: Double
  }

  package var id: String
  package var db: String?
  package var question: String
  package var isAnswerable: Bool
  package var answers: [Answer]
}

extension Evaluator {
  /// Draws `count` answers beside the greedy one for each question of a suite, runs them all and says which are right.
  package func trials(
    of suite: Suite, count: Int, onTrial: (CandidateTrial) throws -> Void
  ) async throws {
    for group in suite.groups {
      let arena = try await open(group.db)
      do {
        for item in group.items { if let trial = try await trial(of: item, count, in: arena) { try onTrial(trial) } }
      } catch {
        await arena.close()
        throw error
      }
      await arena.close()
    }
  }

  /// `nil` where no gold query runs, or the model gives nothing.
  private func trial(of item: Suite.Item, _ count: Int, in arena: Arena) async throws -> CandidateTrial? {
    let question = Question(text: text(of: item), database: arena.name, principal: Arena.principal)
    guard let drawn = try? await arena.interpreter.draw(question, count: count) else { return nil }
    var trial = CandidateTrial(
      id: item.id, db: item.db, question: item.question, isAnswerable: !item.gold.isEmpty, answers: [])
    for (answer, query) in zip(drawn.answers, drawn.queries) {
      var entry = CandidateTrial.Answer(
        drawn: answer, isRight: item.gold.isEmpty && answer.kind == .refusal, milliseconds: 0)
      if let query {
        let start = ContinuousClock.now
        if let table = try? await drawn.view.run(query) {
          entry.result = ResultDigest(table)
          entry.milliseconds = Self.milliseconds(since: start)
          guard let isRight = try await isRight(query.sql, table, item, in: arena) else { return nil }
          entry.isRight = isRight
        }
      }
      trial.answers.append(entry)
    }
    return trial
  }

  /// Whether rows are those of a gold query, on both contents; `nil` where no gold query runs.
  private func isRight(_ sql: String, _ table: ResultTable, _ item: Suite.Item, in arena: Arena) async throws -> Bool? {
    guard !item.gold.isEmpty else { return false }
    var message: String?
    let verdict = try await verdict(sql, table, item, in: arena, &message)
    return verdict == .goldFails ? nil : verdict == .right
  }
}
