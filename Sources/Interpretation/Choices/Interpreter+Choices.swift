internal import Generation
package import Vocabulary

extension Interpreter {
  /// Runs what an asker chose, through the same gate and into the same log, where it is marked as chosen.
  ///
  /// - Parameters:
  ///   - number: from 1 on.
  ///   - choices: what the asker was given.
  ///   - question: the words that they were given for, under an id of its own, regarding the question that gave them.
  /// - Throws: `InterpretationError.noSuchChoice`; what `run` throws otherwise.
  package func choose(_ number: Int, of choices: [Choice], for question: Question) async throws -> Outcome {
    guard choices.indices.contains(number - 1) else {
      throw InterpretationError.noSuchChoice(number, count: choices.count)
    }
    let choice = choices[number - 1]
    try await log.asking(question)
    var account = Account()
    account.workings.chosen = Chosen(
      questionID: question.regarding ?? question.id, number: number, description: choice.description)
    do {
      return try await look(for: question, &account) { view, account in
        account.note(view)
        account.confidence = choice.confidence
        account.model = "chosen by the asker"
        if let answer = try await answer(question, choice.sql, view, &account) { return .answered(answer) }
        return try await decline(question, .invalid, account)
      }
    } catch {
      try await log.failed(question, error, workings: account.workings, timings: account.clock.timings)
      throw error
    }
  }

  /// What an asker may choose from beside an answer: nothing where the candidates agree.
  ///
  /// The answer's own statement comes first, so that the others are told from it.
  func rivals(_ sql: String, _ view: DatabaseView, _ account: inout Account) async throws -> [Choice] {
    guard !account.rivals.isEmpty else { return [] }
    let own = Choice(description: "", sql: sql, confidence: account.confidence)
    let choices = try await choices([own], account.rivals, view, &account)
    return choices.filter { $0.sql != sql }
  }

  /// What an answer that is too unlikely may have meant instead, that one first.
  func offers(
    _ prompt: Prompt, _ ballot: Ballot, _ model: ReadyModel, _ view: DatabaseView, _ attempt: Int,
    _ account: inout Account
  ) async throws -> [Choice] {
    var ballot = ballot
    if ballot.total == 1 {
      // Nobody was asked for other opinions so far.
      let more = try await account.clock.time(.generation) {
        let draw = GenerationOptions(count: options.resamples, startsGreedy: false, seed: 7, attempt: attempt)
        return try await model.generator.candidates(for: prompt, options: draw)
      }
      let greedy = ballot.choices.map(\.candidate)
      account.workings.candidates += more
      let plausibility = Plausibility(prompt, account.evidence, view.snapshot)
      ballot = Ballot(greedy + more, reader: view.reader, prompt: prompt, plausibility: plausibility)
    }
    let statements = ballot.choices.compactMap { choice -> Choice? in
      guard case .statement(let sql) = choice.reading else { return nil }
      return Choice(description: "", sql: sql, confidence: account.confidence(of: choice, in: ballot, model))
    }
    return try await choices([], statements, view, &account)
  }

  /// The first few of some statements that pass the gate and can be told apart, each with what sets it apart.
  ///
  /// - Parameter passed: those that passed already.
  private func choices(
    _ passed: [Choice], _ candidates: [Choice], _ view: DatabaseView, _ account: inout Account
  ) async throws -> [Choice] {
    var found = passed
    for candidate in candidates.prefix(2 * Choice.limit) where found.count < Choice.limit {
      let verdict = try await account.clock.time(.validation) { try await view.judge(candidate.sql) }
      guard verdict.query != nil, !found.contains(where: { $0.sql == verdict.judgement.sql }) else { continue }
      found.append(Choice(description: "", sql: verdict.judgement.sql, confidence: candidate.confidence))
    }
    let descriptions = await ChoiceWording.descriptions(of: found.map(\.sql))
    return zip(found, descriptions).compactMap { choice, description in
      description.map { Choice(description: $0, sql: choice.sql, confidence: choice.confidence) }
    }
  }
}
