internal import CPostgres
internal import Synchronization
internal import Threads
package import Vocabulary

/// One session with a PostgreSQL server. Statements always go over the extended protocol, one at a time.
///
/// Cancelling the task that waits for a statement cancels the statement; so does its timeout. A server that does not
/// stop within the settings' grace loses the connection.
package actor PostgresConnection {
  /// Where a session stands between statements.
  package enum TransactionState: Sendable { case idle, open, failed, unknown }

  private nonisolated let executor = BlockingExecutor(label: "postgres connection")
  private let wire: Wire
  private let bell: Bell
  /// Where the session stood when its thread had last done with it: told without going there, which costs two switches
  /// of threads.
  private nonisolated let standing = Mutex(Standing())

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init(_ settings: PostgresSettings) throws(PostgresError) {
    bell = try Bell()
    wire = Wire(settings, bell: bell)
  }

  isolated deinit { wire.close() }

  private struct Standing {
    /// The socket; -1 when the connection is no good.
    var descriptor: Int32 = -1
    var isIdle = false
    var isReset = false
  }

  /// Whether nothing has happened since the session was last made as good as new.
  package nonisolated var isReset: Bool { standing.withLock { $0.isReset } }

  /// Whether no transaction was open when the last piece of work ended.
  package nonisolated var isIdle: Bool { standing.withLock { $0.isIdle } }

  /// Whether the session can be used, as far as can be told without asking the server; between pieces of work.
  package nonisolated var isAlive: Bool { Wire.isQuiet(standing.withLock { $0.descriptor }) }

  private func note(isReset: Bool = false) {
    let now = Standing(descriptor: wire.descriptor, isIdle: transaction == .idle, isReset: isReset)
    standing.withLock { $0 = now }
  }

  /// Makes a connection.
  package static func connect(_ settings: PostgresSettings) async throws(PostgresError) -> PostgresConnection {
    let connection = try PostgresConnection(settings)
    try await connection.open(settings.connectTimeout)
    return connection
  }

  private func open(_ timeout: Duration) async throws(PostgresError) {
    try await watched(timeout) { (wire, watch) throws(PostgresError) in try wire.open(&watch) }
  }

  /// Runs one statement and gives back all its rows.
  package func query(
    _ sql: String, _ parameters: [String?] = [], timeout: Duration? = nil
  ) async throws(PostgresError) -> ResultTable {
    try await stream(sql, parameters, maxRows: .max, maxBytes: .max, timeout: timeout)
  }

  /// Runs one statement and stops it as soon as it has given so many rows or bytes of values; the table says if so.
  ///
  /// A transaction in which a statement was stopped has failed: roll it back.
  package func stream(
    _ sql: String, _ parameters: [String?] = [], maxRows: Int, maxBytes: Int, timeout: Duration? = nil
  ) async throws(PostgresError) -> ResultTable {
    try await watched(timeout, largestRow: Self.largestRow(maxBytes)) { (wire, watch) throws(PostgresError) in
      try wire.tables([PostgresStatement(sql, parameters)], &watch, maxRows: maxRows, maxBytes: maxBytes)[0].get()
    }
  }

  /// Runs statements and then those that make the session as good as new, all in one round trip.
  ///
  /// After a statement that fails the rest are skipped, but the resetting ones run whatever happened. The last statement
  /// is the one that matters: it is stopped once it has given so many rows or bytes. Whether the session was reset after
  /// all, `isReset` tells.
  package func stream(
    _ statements: [PostgresStatement], thenReset reset: [PostgresStatement], maxRows: Int = .max, maxBytes: Int = .max,
    timeout: Duration? = nil
  ) async throws(PostgresError) -> [Result<ResultTable, PostgresError>] {
    let main = statements.count - 1
    let seams = Set(main..<main + reset.count)
    let (results, isReset) = try await watched(timeout, largestRow: Self.largestRow(maxBytes)) {
      (wire, watch) throws(PostgresError) in
      let results = try wire.tables(
        statements + reset, seams: seams, main: main, &watch, maxRows: maxRows, maxBytes: maxBytes)
      let isReset = results[(main + 1)...].allSatisfy { (try? $0.get()) != nil }
      return (Array(results[...main]), isReset && wire.isAlive)
    }
    note(isReset: isReset && transaction == .idle)
    return results
  }

  /// Room for what else is in the socket; a row beyond it can only be stopped by closing the connection.
  private static func largestRow(_ maxBytes: Int) -> Int? { maxBytes == .max ? nil : maxBytes + maxBytes / 2 + 1 << 20 }

  /// Runs statements in one round trip; after one that fails, the rest are skipped.
  package func pipeline(
    _ statements: [PostgresStatement], timeout: Duration? = nil
  ) async throws(PostgresError) -> [Result<ResultTable, PostgresError>] {
    try await watched(timeout) { (wire, watch) throws(PostgresError) in try wire.tables(statements, &watch) }
  }

  /// Runs texts without parameters in one round trip.
  package func pipeline(
    _ statements: [String], timeout: Duration? = nil
  ) async throws(PostgresError) -> [Result<ResultTable, PostgresError>] {
    try await pipeline(statements.map { PostgresStatement($0) }, timeout: timeout)
  }

  /// Runs statements in one round trip and folds their rows, none of which is kept, into a value.
  ///
  /// - Parameter step: is given the value, the statement's number and the row.
  /// - Throws: the error of the first statement that failed.
  package func fold<State: Sendable>(
    _ statements: [PostgresStatement], into state: sending State, timeout: Duration? = nil,
    _ step: @Sendable (inout State, Int, borrowing PostgresRow) throws(PostgresError) -> Void
  ) async throws(PostgresError) -> State {
    var state = state
    try await watched(timeout) { (wire, watch) throws(PostgresError) in
      let failures = try wire.perform(statements, &watch, describe: { _, _ in }) {
        (number, row) throws(PostgresError) in
        try step(&state, number, row)
        return true
      }
      for case let failure? in failures { throw failure }
    }
    return state
  }

  /// Lends the connection to work that runs on its thread and talks to the server without suspending.
  ///
  /// - Parameter timeout: for all of its statements together.
  package func perform<T: Sendable>(
    timeout: Duration? = nil, _ work: @Sendable (PostgresSession) throws -> T
  ) async throws -> T {
    let stop = StopRequest(ringing: bell)
    defer { note() }
    return try await withTaskCancellationHandler {
      try work(PostgresSession(wire, Watch(stop: stop, timeout: timeout)))
    } onCancel: {
      stop.make()
    }
  }

  /// Runs statements one after another even when the task was cancelled: what must be done before the session is reused.
  package func cleanUp(_ statements: [String], timeout: Duration = .seconds(5)) throws(PostgresError) {
    defer { note() }
    for statement in statements {
      var watch = Watch(stop: nil, timeout: timeout)
      _ = try wire.tables([PostgresStatement(statement)], &watch)[0].get()
    }
  }

  /// Ends the session.
  package func close() {
    wire.close()
    note()
  }

  package var transaction: TransactionState {
    switch PQtransactionStatus(wire.connection) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_INTRANS: .open
    case PQTRANS_INERROR: .failed
    default: .unknown
    }
  }

  /// The server's version as a number, e.g. 150018; 0 when closed.
  package var serverVersion: Int { Int(PQserverVersion(wire.connection)) }

  /// What the server last reported of a parameter that it reports, e.g. `is_superuser` or `in_hot_standby`.
  package func reported(_ parameter: String) -> String? {
    PQparameterStatus(wire.connection, parameter).map { String(cString: $0) }
  }

  /// Runs a piece of work on this actor's thread that the task's cancellation and a timeout can stop.
  private func watched<T: Sendable>(
    _ timeout: Duration?, largestRow: Int? = nil, _ body: (Wire, inout Watch) throws(PostgresError) -> T
  ) async throws(PostgresError) -> T {
    defer { note() }
    let stop = StopRequest(ringing: bell)
    let outcome = await withTaskCancellationHandler {
      Result { () throws(PostgresError) in
        var watch = Watch(stop: stop, timeout: timeout, largestRow: largestRow)
        return try body(wire, &watch)
      }
    } onCancel: {
      stop.make()
    }
    return try outcome.get()
  }
}
