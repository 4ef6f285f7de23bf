internal import Postgres

/// The login role's sessions, pinned by connection options so that nothing said inside one outlives it.
///
/// `DISCARD ALL` and `ROLLBACK` both undo what `SET` did; what a connection was opened with stays.
package final class ExecutionPool: Sendable {
  let sessions: PostgresPool
  let policy: ExecutionPolicy

  package init(connectionString: String, policy: ExecutionPolicy = ExecutionPolicy()) {
    self.policy = policy
    sessions = PostgresPool(
      PostgresSettings(
        connectionString: connectionString, options: Self.options(policy), applicationName: "dragoman-execution"),
      limit: policy.maxSessions, resetStatements: Self.reset.map(\.sql))
  }

  /// What makes a session as good as new, whatever a statement did to it.
  static let reset: [PostgresStatement] = ["ROLLBACK", "DISCARD ALL"]

  /// Ends all sessions.
  package func close() async { await sessions.close() }

  /// What holds from a session's first moment. The search path is a transaction's own: it depends on whom it becomes.
  static func options(_ policy: ExecutionPolicy) -> [String: String] {
    var options = SessionPins.fixed
    options["search_path"] = "pg_catalog"
    options["client_encoding"] = "UTF8"
    options["default_transaction_read_only"] = "on"
    options["statement_timeout"] = "\(policy.statementTimeout)"
    options["lock_timeout"] = "\(policy.lockTimeout)"
    options["idle_in_transaction_session_timeout"] = "\(policy.statementTimeout + 10_000)"
    return options
  }
}
