internal import Generation
package import Vocabulary

extension Interpreter {
  /// Answers a question by another statement than those that are known: the likeliest one that the model has besides.
  ///
  /// - Throws: `InterpretationError.noOtherStatement` when it has none; what `ask` throws otherwise.
  package func another(_ question: Question, besides known: Set<String>) async throws -> Outcome {
    try check(question)
    try await log.asking(question)
    var account = Account()
    do {
      return try await look(for: question, &account) { view, account in
        try await another(question, besides: known, view, &account)
      }
    } catch {
      try await log.failed(question, error, workings: account.workings, timings: account.clock.timings)
      throw error
    }
  }

  private func another(
    _ question: Question, besides known: Set<String>, _ view: DatabaseView, _ account: inout Account
  ) async throws -> Outcome {
    var evidence = account.clock.time(.retrieval) { view.evidence(for: question.text) }
    // For what people taught; an approved statement, if there is one, is known already or comes as an example.
    _ = try await account.clock.time(.retrieval) { try await knowledge.recall(question, in: view, &evidence) }
    let model = try await models.model(for: view.snapshot, naming: evidence)
    account.note(view, evidence)
    account.note(model)
    let prompt = try prompt(for: question, model, view, isRuled: options.grammar == .always, &account)
    let candidates = try await account.clock.time(.generation) {
      // Another seed with each statement that is known, so that asking again and again draws others.
      let draw = GenerationOptions(
        count: max(4, options.resamples), startsGreedy: false, seed: 7 + UInt32(known.count))
      return try await model.generator.candidates(for: prompt, options: draw)
    }
    account.workings.candidates += candidates
    let plausibility = Plausibility(prompt, evidence, view.snapshot)
    let ballot = Ballot(candidates, reader: view.reader, prompt: prompt, plausibility: plausibility)
    for choice in ballot.choices {
      guard case .statement(let sql) = choice.reading, !known.contains(sql) else { continue }
      account.weigh(choice, in: ballot, model)
      if let answer = try await answer(question, sql, view, &account) { return .answered(answer) }
    }
    throw InterpretationError.noOtherStatement
  }
}
