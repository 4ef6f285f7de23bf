internal import Postgres
package import Vocabulary

/// Runs validated statements, and only those, in read-only transactions that are always rolled back.
package struct Executor: Sendable {
  private let session: ExecutionSession

  package init(session: ExecutionSession) { self.session = session }

  /// How much of an answer is read.
  package struct Limits: Hashable, Sendable {
    package var maxRows: Int
    package var maxBytes: Int
    /// In milliseconds.
    package var timeout: Int

    package init(maxRows: Int, maxBytes: Int, timeout: Int) {
      self.maxRows = maxRows
      self.maxBytes = maxBytes
      self.timeout = timeout
    }

    /// The policy's limits.
    package init(_ policy: ExecutionPolicy) {
      self.init(maxRows: policy.maxRows, maxBytes: policy.maxBytes, timeout: policy.statementTimeout)
    }
  }

  /// The statement's rows, cut at the limits; limits above the policy's are lowered to it.
  ///
  /// - Throws: `SafeExecutionError` for what the statement or its data caused, `PostgresError` for a server that is gone.
  package func run(_ query: ValidatedQuery, limits: Limits? = nil) async throws -> ResultTable {
    try await run(text: query.sql, limits: limits)
  }

  /// The same for a text that nobody validated: for the tests that show what the session holds by itself.
  func run(text: String, limits: Limits? = nil) async throws -> ResultTable {
    let ceiling = Limits(session.policy)
    let asked = limits ?? ceiling
    let maxRows = min(asked.maxRows, ceiling.maxRows)
    let maxBytes = min(asked.maxBytes, ceiling.maxBytes)
    let timeout = min(asked.timeout, ceiling.timeout)
    let outcome: Result<ResultTable, PostgresError>
    do {
      outcome = try await session.run(
        text, timeout: timeout, lockTimeout: session.policy.lockTimeout, maxRows: maxRows, maxBytes: maxBytes)
    } catch PostgresError.deadlinePassed {
      throw SafeExecutionError.timedOut(milliseconds: timeout)
    }
    switch outcome {
    case .success(let table): return table
    case .failure(.server(let fault)) where fault.sqlState == "57014":
      throw SafeExecutionError.timedOut(milliseconds: timeout)
    case .failure(.server(let fault)):
      throw SafeExecutionError.failed(
        sqlState: fault.sqlState, message: ServerMessage.cleaned(fault), complaint: fault.complaint)
    case .failure(let error): throw error
    }
  }
}
