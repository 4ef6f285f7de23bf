package import Auditing
internal import Generation
internal import SafeExecution
package import Vocabulary

/// Answers questions: listens, looks at the database, asks the model for SQL, proves it harmless, runs it, remembers all.
///
/// The only place that knows the order of the stages.
package struct Interpreter: Sendable {
  /// Longest question that is read, in UTF-8 bytes.
  package static let longestQuestion = 4000
  /// Confidence below which the asker is told to look twice.
  package static let doubt = 0.3

  let database: Database
  let models: ModelDesk
  let log: AuditLog
  let knowledge: Knowledge
  let options: Options

  /// How an interpreter works.
  package struct Options: Sendable {
    /// Candidates beside the greedy answer, where that leaves doubt and the model cannot read findings.
    package var resamples: Int
    /// Whether accepted statements are run; otherwise the answer has no rows.
    package var executes: Bool
    /// Confidence below which the asker is asked back instead of answered.
    package var askBelow: Double
    /// When answers are written under a grammar.
    package var grammar: GrammarUse

    /// The planner's cost up to which candidates that differ are run to compare what they find; 0 for none.
    package var trialCost: Double

    /// Probability that the database can answer at all below which a question is refused.
    package var refuseBelow: Double

    package init(
      resamples: Int = 12, executes: Bool = true, askBelow: Double = 0, refuseBelow: Double = 0,
      trialCost: Double = 0, grammar: GrammarUse = .repair
    ) {
      self.trialCost = trialCost
      self.askBelow = askBelow
      self.refuseBelow = refuseBelow
      self.grammar = grammar
      self.resamples = resamples
      self.executes = executes
    }
  }

  /// - Parameter knowledge: what people taught; without it, the model answers from the database alone.
  package init(
    database: Database, models: ModelDesk, log: AuditLog, knowledge: Knowledge = .none, options: Options = Options()
  ) {
    self.database = database
    self.models = models
    self.log = log
    self.knowledge = knowledge
    self.options = options
  }

  /// The same interpreter under other options.
  package func with(_ options: Options) -> Interpreter {
    Interpreter(database: database, models: models, log: log, knowledge: knowledge, options: options)
  }

  /// Answers a question, or says honestly why not.
  ///
  /// - Parameter listener: is told how far it is.
  /// - Throws: a `Breakage` where something is broken; what was refused is no error. Either is in the audit log.
  package func ask(_ question: Question, telling listener: Milestone.Listener? = nil) async throws -> Outcome {
    try check(question)
    try await log.asking(question)
    var account = Account()
    account.listener = listener
    do {
      return try await look(for: question, &account) { view, account in
        guard let whole = account.whole(question, view) else {
          return try await decline(question, .incomplete, account)
        }
        return try await ask(whole, view, &account)
      }
    } catch {
      try await log.failed(question, error, workings: account.workings, timings: account.clock.timings)
      throw error
    }
  }

  private func ask(_ question: Question, _ view: DatabaseView, _ account: inout Account) async throws -> Outcome {
    var evidence = account.clock.time(.retrieval) { view.evidence(for: question.text) }
    let approved = try await account.clock.time(.retrieval) {
      try await knowledge.recall(question, in: view, &evidence)
    }
    account.note(view, evidence)
    if let counted = try await count(question, view, &account) { return .answered(counted) }
    if let approved, let answer = try await answer(question, approved, view, &account) { return .answered(answer) }
    let model = try await models.model(for: view.snapshot, naming: evidence)
    account.note(model)
    account.askBelow = options.askBelow
    await account.listener?(.planned(evidence, model: model.name))
    for attempt in 1...model.turns {
      if attempt > 1 { await account.listener?(.repairing) }
      let isRuled = options.grammar == .always || options.grammar == .repair && attempt > 1
      let prompt = try prompt(for: question, model, view, isRuled: isRuled, &account)
      let drawn = try await ballot(prompt, model, view, attempt, &account)
      let ballot = try await tried(drawn, question, view, &account)
      for choice in ballot.choices {
        switch choice.reading {
        case .refusal: return try await decline(question, .unanswerable, account)
        case .problem(let finding):
          await account.fail(Judgement(sql: choice.candidate.text, findings: [finding]))
        case .statement(let sql):
          account.weigh(choice, in: ballot, model)
          // Terms of the glossary are words that people gave a meaning.
          if account.answerable < options.refuseBelow, evidence.terms.isEmpty {
            return try await decline(question, .unanswerable, account)
          }
          if let answer = try await answer(question, sql, view, &account) { return .answered(answer) }
          guard account.isUnsure else { continue }
          account.workings.choices = try await offers(prompt, ballot, model, view, attempt, &account)
          return try await decline(question, .unsure, account)
        }
      }
    }
    return try await decline(question, .invalid, account)
  }

  /// Runs a person's own SQL through the same gate and into the same log.
  package func run(_ sql: String, for question: Question) async throws -> Outcome {
    try await log.asking(question)
    var account = Account()
    do {
      return try await look(for: question, &account) { view, account in
        account.note(view)
        account.model = "by hand"
        if let answer = try await answer(question, sql, view, &account) { return .answered(answer) }
        return try await decline(question, .invalid, account)
      }
    } catch {
      try await log.failed(question, error, workings: account.workings, timings: account.clock.timings)
      throw error
    }
  }

  /// Answers from a statement that people stand for, through the same gate; `nil` when it no longer passes.
  private func answer(
    _ question: Question, _ approved: (sql: String, verified: Verified), _ view: DatabaseView,
    _ account: inout Account
  ) async throws -> Answer? {
    account.workings.verified = approved.verified
    account.model = "verified answer"
    if let answer = try await answer(question, approved.sql, view, &account) { return answer }
    account.forgetVerified()
    return nil
  }

  /// Counts the rows of the answer before, through the same gate; `nil` where that was not asked or passes no longer.
  private func count(_ question: Question, _ view: DatabaseView, _ account: inout Account) async throws -> Answer? {
    guard let sql = account.counting else { return nil }
    account.model = "counted by rule"
    return try await answer(question, sql, view, &account)
  }

  /// Judges a statement and, when it passes, records the intention, runs it and records the outcome.
  ///
  /// `nil` when the statement was refused, or when running it showed that it is wrong.
  func answer(
    _ question: Question, _ sql: String, _ view: DatabaseView, _ account: inout Account
  ) async throws -> Answer? {
    let verdict = try await account.clock.time(.validation) { try await view.judge(sql) }
    account.workings.note(verdict.complaint)
    guard let query = verdict.query else {
      try await lookAgain(after: verdict.complaint, for: question, view, &account)
      await account.fail(verdict.judgement)
      return nil
    }
    let confidence = account.confidence
    if let confidence, confidence < account.askBelow {
      account.isUnsure = true
      return nil
    }
    let rivals = try await rivals(verdict.judgement.sql, view, &account)
    if !rivals.isEmpty { account.workings.choices = rivals }
    account.workings.judgements.append(verdict.judgement)
    await account.listener?(.judged(verdict.judgement))
    let workings = account.workings
    try await account.clock.time(.auditing) {
      try await log.intended(
        question, sql: verdict.judgement.sql, plan: verdict.judgement.plan, confidence: confidence, workings: workings)
    }
    var table = ResultTable(columns: [], rows: [])
    if options.executes {
      do {
        table = try await account.clock.time(.execution) { try await view.run(query) }
      } catch let error as SafeExecutionError {
        account.workings.note(error.complaint)
        try await lookAgain(after: error.complaint, for: question, view, &account)
        // A data exception (division by zero, a bad cast) or several rows where one was to be is the statement's fault: another
        // candidate may do.
        guard error.code.hasPrefix("22") || error.code == "21000" else { throw error }
        account.failures.append(Judgement(sql: sql, findings: [.dataException(error)]))
        return nil
      }
    }
    let answer = Answer(
      question: question, sql: verdict.judgement.sql, table: table, judgement: verdict.judgement, model: account.model,
      confidence: confidence, notices: notices(table, confidence, workings.verified, verdict.judgement, view),
      timings: account.clock.timings,
      tokens: TokenCount(account.workings.candidates), verified: workings.verified,
      signs: workings.signs, choices: rivals)
    try await log.answered(answer)
    return answer
  }

  func decline(_ question: Question, _ reason: Refusal.Reason, _ account: Account) async throws -> Outcome {
    let refusal = Refusal(
      question: question, reason: reason, message: Sentences.refusal(reason, question.text, account),
      hint: Sentences.hint(reason, question.text, account), judgements: account.failures,
      timings: account.clock.timings,
      tokens: TokenCount(account.workings.candidates), choices: account.workings.choices ?? [])
    try await log.declined(refusal, workings: account.workings)
    return .refused(refusal)
  }

  func check(_ question: Question) throws(InterpretationError) {
    guard question.text.contains(where: { $0.isLetter || $0.isNumber }) else { throw .emptyQuestion }
    let bytes = question.text.utf8.count
    guard bytes <= Self.longestQuestion else { throw .longQuestion(bytes: bytes, limit: Self.longestQuestion) }
  }

  /// The model's greedy answer; where it leaves doubt and the model cannot read findings, others beside it.
  private func ballot(
    _ prompt: Prompt, _ model: ReadyModel, _ view: DatabaseView, _ attempt: Int, _ account: inout Account
  ) async throws -> Ballot {
    let listener = account.listener
    var candidates = try await account.clock.time(.generation) {
      let options = GenerationOptions(seed: 7, attempt: attempt)
      // Told piece by piece to whoever listens.
      guard let listener else { return try await model.generator.candidates(for: prompt, options: options) }
      return [try await told(prompt, model, options, to: listener)]
    }
    let plausibility = Plausibility(prompt, account.evidence, view.snapshot)
    var ballot = Ballot(candidates, reader: view.reader, prompt: prompt, plausibility: plausibility)
    if model.turns == 1, options.resamples > 0, !ballot.isClear {
      var prompt = prompt
      if options.grammar == .repair, ballot.isUnreadable {
        prompt = try ruled(prompt, model, view, &account) ?? prompt
      }
      candidates += try await account.clock.time(.generation) {
        let options = GenerationOptions(count: options.resamples, startsGreedy: false, seed: 7, attempt: attempt)
        return try await model.generator.candidates(for: prompt, options: options)
      }
      ballot = Ballot(candidates, reader: view.reader, prompt: prompt, plausibility: plausibility)
    }
    account.workings.candidates += candidates
    return ballot
  }

  private func notices(
    _ table: ResultTable, _ confidence: Double?, _ verified: Verified?, _ judgement: Judgement, _ view: DatabaseView
  ) -> [String] {
    var notices: [String] = []
    if let verified { notices.append(Sentences.notice(verified)) }
    if let confidence, confidence < Self.doubt {
      notices.append(
        "The model is unsure of this (confidence \(Int(confidence * 100)) %): read the SQL before you rely on it.")
    }
    switch table.truncation {
    case .rows:
      notices.append("Only the first \(table.rows.count) rows are shown: the answer has more (limits.rows).")
    case .bytes:
      notices.append("Only the first \(table.rows.count) rows are shown: the answer is too large (limits.bytes).")
    case nil where options.executes && table.isVoid:
      if table.rows.isEmpty { notices.append("No row matches.") }
      notices += view.misspellings(in: judgement).map(Sentences.notice)
    case nil: break
    }
    return notices
  }
}
