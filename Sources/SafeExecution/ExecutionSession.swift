internal import Postgres
internal import Vocabulary

/// Sessions of the login role that runs validated statements, pinned so that nothing said inside one outlives it.
///
/// Settings are pinned by connection options because `DISCARD ALL` and `ROLLBACK` both undo what `SET` did.
package final class ExecutionSession: Sendable {
  let pool: PostgresPool
  let policy: ExecutionPolicy

  /// - Parameter searchPath: the snapshot's, so that a name means here what it meant to the validator.
  package init(connectionString: String, searchPath: [String], policy: ExecutionPolicy = ExecutionPolicy()) {
    self.policy = policy
    let settings = PostgresSettings(
      connectionString: connectionString, options: Self.pins(searchPath: searchPath, policy: policy),
      applicationName: "dragoman-execution")
    pool = PostgresPool(settings, limit: policy.maxSessions, resetStatements: ["ROLLBACK", "DISCARD ALL"])
  }

  /// Ends all sessions.
  package func close() async { await pool.close() }

  /// What holds from a session's first moment.
  static func pins(searchPath: [String], policy: ExecutionPolicy) -> [String: String] {
    [
      "search_path": searchPath.map(SQLText.identifier).joined(separator: ","),
      "statement_timeout": "\(policy.statementTimeout)", "lock_timeout": "1000",
      "idle_in_transaction_session_timeout": "\(policy.statementTimeout + 10_000)",
      "default_transaction_read_only": "on", "row_security": "on",
      "standard_conforming_strings": "on", "backslash_quote": "safe_encoding", "client_encoding": "UTF8", "jit": "off",
      "work_mem": "16MB", "max_parallel_workers_per_gather": "0",
    ]
  }

  /// Read before each statement: with these as pinned, the server reads the text as the validator did.
  static let pinnedCheck = """
    SELECT current_setting('standard_conforming_strings'), current_setting('transaction_read_only'), \
    current_setting('row_security')
    """

  /// Throws unless the session is as it was made.
  static func checkPins(_ table: ResultTable) throws {
    let names = ["standard_conforming_strings", "transaction_read_only", "row_security"]
    for (name, value) in zip(names, table.rows.first ?? []) where value != "on" {
      throw SafeExecutionError.unpinned(setting: name, expected: "on", actual: value ?? "unset")
    }
  }
}
