internal import SafeExecution
import Vocabulary

extension Interpreter {
  /// Bounds of trials beside `Options.trialCost`: how many statements, and how much of each.
  private static let mostTrials = 5
  private static let trialLimits = Executor.Limits(maxRows: 1_000, maxBytes: 1 << 20, timeout: 300)

  /// The ballot once more, with what its first statements find: those that find the same stand for each other.
  ///
  /// Only where statements differ, only cheap ones, through the same gate as an answer, and recorded before they run.
  func tried(
    _ ballot: Ballot, _ question: Question, _ view: DatabaseView, _ account: inout Account
  ) async throws -> Ballot {
    guard options.executes, options.trialCost > 0, ballot.isContested else { return ballot }
    var queries: [(choice: Int, query: ValidatedQuery, plan: PlanEstimate)] = []
    for (index, choice) in ballot.choices.enumerated() where queries.count < Self.mostTrials {
      guard case .statement(let sql) = choice.reading else { continue }
      let verdict = try await account.clock.time(.validation) { try await view.judge(sql) }
      guard let query = verdict.query, let plan = verdict.judgement.plan, plan.cost <= options.trialCost else {
        continue
      }
      queries.append((index, query, plan))
    }
    guard let first = queries.first, queries.count > 1 else { return ballot }
    var trials = queries.map { AuditWorkings.Trial(sql: $0.query.sql, cost: $0.plan.cost) }
    account.workings.trials = trials
    let workings = account.workings
    try await account.clock.time(.auditing) {
      try await log.intended(question, sql: first.query.sql, plan: first.plan, confidence: nil, workings: workings)
    }
    var results: [Int: ResultDigest] = [:]
    for (number, candidate) in queries.enumerated() {
      let result = try await account.clock.time(.execution) { try await run(candidate.query, view, &trials[number]) }
      results[candidate.choice] = result
      if ballot.isDecided(by: results) { break }
    }
    account.workings.trials = trials
    return ballot.knowing(results)
  }

  /// What a statement finds; `nil` where it fails, takes too long or finds too much.
  private func run(
    _ query: ValidatedQuery, _ view: DatabaseView, _ trial: inout AuditWorkings.Trial
  ) async throws -> ResultDigest? {
    let start = ContinuousClock.now
    do {
      let table = try await view.run(query, limits: Self.trialLimits)
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      trial.milliseconds = Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
      guard table.truncation == nil else { return nil }
      let digest = ResultDigest(table)
      (trial.rows, trial.digest) = (digest.rows, digest.sha256)
      return digest
    } catch let error as SafeExecutionError {
      trial.failure = error.code
      return nil
    }
  }
}
