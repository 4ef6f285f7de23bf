internal import Generation
package import SafeExecution
package import Vocabulary

/// One of the answers that a model drew for a question, with what speaks for it: what `scripts/fit-plausibility` reads.
package struct DrawnAnswer: Sendable, Codable {
  package enum Kind: String, Sendable, Codable { case statement, refusal, problem }

  package var kind: Kind
  /// The likeliest text of those that say this.
  package var text: String
  /// The statement, as the validator accepted it; `nil` for anything else.
  package var sql: String?
  /// How many of the answers say this.
  package var votes: Int
  /// By the names of `PlausibilitySign`.
  package var signs: [String: Double]
  /// What orders it among the others today.
  package var weight: Double
  /// The planner's cost of it.
  package var cost: Double?
}

extension Interpreter {
  /// All that the model says of a question, in the order of the ballot, judged and not run; for measuring alone.
  ///
  /// - Parameter count: answers to draw beside the greedy one.
  package func draw(
    _ question: Question, count: Int
  ) async throws -> (answers: [DrawnAnswer], view: DatabaseView, queries: [ValidatedQuery?]) {
    let view = try await database.view(for: question.principal)
    var account = Account()
    account.note(view, view.evidence(for: question.text))
    let model = try await models.model(for: view.snapshot, naming: account.evidence)
    let prompt = try prompt(for: question, model, view, isRuled: false, &account)
    let draw = GenerationOptions(count: count + 1, seed: 7)
    let candidates = try await model.generator.candidates(for: prompt, options: draw)
    let ballot = Ballot(
      candidates, reader: view.reader, prompt: prompt,
      plausibility: Plausibility(prompt, account.evidence, view.snapshot))
    var answers: [DrawnAnswer] = []
    var queries: [ValidatedQuery?] = []
    for choice in ballot.choices {
      var answer = DrawnAnswer(
        kind: .problem, text: choice.candidate.text, votes: choice.votes,
        signs: Dictionary(uniqueKeysWithValues: choice.signs.map { ($0.key.rawValue, $0.value) }),
        weight: choice.weight.isFinite ? choice.weight : 100)
      var query: ValidatedQuery?
      switch choice.reading {
      case .refusal: answer.kind = .refusal
      case .problem: break
      case .statement(let sql):
        let verdict = try await view.judge(sql)
        query = verdict.query
        guard query != nil else { break }
        (answer.kind, answer.sql, answer.cost) = (.statement, verdict.judgement.sql, verdict.judgement.plan?.cost)
      }
      answers.append(answer)
      queries.append(query)
    }
    return (answers, view, queries)
  }
}
