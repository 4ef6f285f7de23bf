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
    do {
      return try await session.pool.withConnection { connection in
        let opening = try await connection.pipeline(
          ["BEGIN TRANSACTION READ ONLY", "SET LOCAL statement_timeout = \(timeout)", ExecutionSession.pinnedCheck],
          timeout: .milliseconds(timeout))
        for result in opening { _ = try result.get() }
        try ExecutionSession.checkPins(try opening[2].get())
        // The server's own timer comes first; ours ends what it does not.
        return try await connection.stream(
          text, maxRows: maxRows, maxBytes: maxBytes, timeout: .milliseconds(timeout + timeout / 4 + 500))
      }
    } catch PostgresError.deadlinePassed {
      throw SafeExecutionError.timedOut(milliseconds: timeout)
    } catch PostgresError.server(let fault) {
      if fault.sqlState == "57014" { throw SafeExecutionError.timedOut(milliseconds: timeout) }
      throw SafeExecutionError.failed(sqlState: fault.sqlState, message: ServerMessage.cleaned(fault))
    }
  }
}
