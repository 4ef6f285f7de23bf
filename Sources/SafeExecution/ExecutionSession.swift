internal import Postgres
internal import Synchronization
package import Vocabulary

/// Where validated statements run: the login role's sessions, each transaction in the role and with the settings of one
/// identity. Those are set by us in the transaction, where no query can reach them.
package final class ExecutionSession: Sendable {
  let pool: ExecutionPool
  let identity: Identity
  let searchPath: [String]
  /// What goes before a statement, by its timeouts; few differ.
  private let frames = Mutex<[Frame.Timeouts: Frame]>([:])

  var policy: ExecutionPolicy { pool.policy }

  /// - Parameter searchPath: the snapshot's, so that a name means here what it meant to the validator.
  package init(pool: ExecutionPool, identity: Identity = .login, searchPath: [String]) {
    self.pool = pool
    self.identity = identity
    // Where it is not named, pg_catalog comes first, so that no user operator or function of a built-in's own types is met.
    self.searchPath = searchPath.filter { $0 != "pg_catalog" }
  }

  /// A session over a pool of its own.
  package convenience init(
    connectionString: String, searchPath: [String], policy: ExecutionPolicy = ExecutionPolicy(),
    identity: Identity = .login
  ) {
    self.init(
      pool: ExecutionPool(connectionString: connectionString, policy: policy), identity: identity,
      searchPath: searchPath)
  }

  /// Ends all sessions of the pool.
  package func close() async { await pool.close() }

  /// Runs one statement in a read-only transaction of its own that is rolled back, all in one round trip.
  ///
  /// - Parameters:
  ///   - timeout: the server's, in milliseconds; ours ends what its does not.
  ///   - lockTimeout: in milliseconds.
  /// - Throws: where the session is not as it should be, or is lost; what the server says of the statement is in the result.
  func run(
    _ sql: String, timeout: Int, lockTimeout: Int, maxRows: Int = .max, maxBytes: Int = .max
  ) async throws -> Result<ResultTable, PostgresError> {
    let frame = frame(Frame.Timeouts(statement: timeout, lock: lockTimeout))
    let results = try await pool.sessions.withConnection { connection in
      try await connection.stream(
        frame.opening + [PostgresStatement(sql)], thenReset: ExecutionPool.reset, maxRows: maxRows, maxBytes: maxBytes,
        timeout: .milliseconds(timeout + timeout / 4 + 500))
    }
    for result in results.dropLast() {
      guard case .failure(let error) = result else { continue }
      guard case .server(let fault) = error else { throw error }
      if let difference = frame.pins.difference(in: fault) { throw difference }
      if let role = identity.role, ["42501", "22023"].contains(fault.sqlState) {
        throw SafeExecutionError.roleNotTaken(role)
      }
      throw error
    }
    let result = results[results.count - 1]
    // An ended session is nothing that the statement could be blamed for.
    if case .failure(.server(let fault)) = result, fault.sqlState.hasPrefix("57P") {
      throw PostgresError.connectionLost(reason: fault.message)
    }
    return result
  }

  /// What opens the transaction of a statement: identity, timeouts, and the comparison of the pins.
  private struct Frame: Sendable {
    /// In milliseconds.
    struct Timeouts: Hashable {
      var statement: Int
      var lock: Int
    }

    var opening: [PostgresStatement]
    var pins: SessionPins
  }

  /// Written once for each pair of timeouts, sent with every statement.
  private func frame(_ timeouts: Frame.Timeouts) -> Frame {
    if let known = frames.withLock({ $0[timeouts] }) { return known }
    let pins = SessionPins(
      identity: identity, searchPath: searchPath, timeout: timeouts.statement, lockTimeout: timeouts.lock)
    let opening = opening(timeout: timeouts.statement, lockTimeout: timeouts.lock) + [pins.comparison]
    let frame = Frame(opening: opening, pins: pins)
    frames.withLock { frames in
      if frames.count > 16 { frames = [:] }
      frames[timeouts] = frame
    }
    return frame
  }

  /// `SET LOCAL` needs no function, so that `set_config` can be taken away from everybody.
  private func opening(timeout: Int, lockTimeout: Int) -> [PostgresStatement] {
    let path = searchPath.isEmpty ? "pg_catalog" : searchPath.map(SQLText.identifier).joined(separator: ", ")
    var statements = ["BEGIN TRANSACTION READ ONLY", "SET LOCAL search_path = \(path)"]
    if timeout != policy.statementTimeout { statements.append("SET LOCAL statement_timeout = \(timeout)") }
    if lockTimeout != policy.lockTimeout { statements.append("SET LOCAL lock_timeout = \(lockTimeout)") }
    for (name, value) in identity.settings.sorted(by: { $0.key < $1.key }) {
      let parts = name.split(separator: ".").map { SQLText.identifier(String($0)) }
      statements.append("SET LOCAL \(parts.joined(separator: ".")) = \(SQLText.literal(value))")
    }
    if let role = identity.role { statements.append("SET LOCAL ROLE \(SQLText.identifier(role))") }
    return statements.map { PostgresStatement($0) }
  }
}
