internal import CPostgres
internal import Glibc

extension Wire {
  /// What is done with a row: the statement's number, the row; `false` to have no more of this exchange.
  typealias RowStep = (Int, borrowing PostgresRow) throws(PostgresError) -> Bool

  /// Runs statements in one round trip, over the extended protocol, handing out rows one by one.
  ///
  /// - Parameters:
  ///   - seams: numbers of statements behind which a failure is forgotten: what follows runs all the same.
  ///   - describe: is told the columns of each statement that has any, before its rows.
  /// - Returns: for each statement the error that it met.
  func perform(
    _ statements: [PostgresStatement], seams: Set<Int> = [], _ watch: inout Watch,
    describe: (Int, OpaquePointer) -> Void, row: RowStep
  ) throws(PostgresError) -> [PostgresError?] {
    guard !statements.isEmpty else { return [] }
    for statement in statements { try statement.check() }
    let connection = try live()
    if watch.newReason == .task { throw .cancelled }
    let isPipeline = statements.count != 1
    if isPipeline { PQenterPipelineMode(connection) }
    // libpq sends at each seam; together they go in one piece, and the server is woken once.
    let isHeld = isPipeline && !seams.isEmpty && hold(connection, true)
    func isSeam(_ number: Int) -> Bool { isPipeline && (number == statements.count - 1 || seams.contains(number)) }
    for (number, statement) in statements.enumerated() {
      try send(statement)
      if isSeam(number) { PQpipelineSync(connection) }
    }
    if isHeld { hold(connection, false) }
    var failures: [PostgresError?] = []
    var rowFailure: PostgresError?
    for number in statements.indices {
      failures.append(
        try receive(number, &watch, describe: describe) { (number, each) throws(PostgresError) in
          guard rowFailure == nil else { return false }
          do throws(PostgresError) {
            return try row(number, each)
          } catch {
            rowFailure = error
            return false
          }
        })
      if isSeam(number) { PQclear(try nextResult(&watch)) }
    }
    if isPipeline {
      guard PQexitPipelineMode(connection) == 1 else { throw abandon(lastMessage) }
    }
    settle(&watch)
    if let error = rowFailure ?? watch.error { throw error }
    return failures
  }

  /// Keeps what is sent until it is a whole packet, or sends it at once again; `false` where the socket is not of TCP.
  @discardableResult
  private func hold(_ connection: OpaquePointer, _ isHeld: Bool) -> Bool {
    var value: Int32 = isHeld ? 1 : 0
    let size = socklen_t(MemoryLayout<Int32>.size)
    return setsockopt(PQsocket(connection), Int32(IPPROTO_TCP), TCP_CORK, &value, size) == 0
  }

  func send(_ statement: PostgresStatement) throws(PostgresError) {
    let connection = try live()
    let values = statement.parameters.map { UnsafePointer($0.flatMap { strdup($0) }) }
    defer { for value in values { free(UnsafeMutablePointer(mutating: value)) } }
    let sent = PQsendQueryParams(connection, statement.sql, Int32(values.count), nil, values, nil, nil, 0)
    guard sent == 1 else { throw abandon(lastMessage) }
  }

  /// Reads all results of one statement.
  private func receive(
    _ number: Int, _ watch: inout Watch, describe: (Int, OpaquePointer) -> Void, row: RowStep
  ) throws(PostgresError) -> PostgresError? {
    PQsetSingleRowMode(try live())
    var failure: PostgresError?
    var isDescribed = false
    while let result = try nextResult(&watch, after: failure) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK:
        if !isDescribed { describe(number, result) }
        isDescribed = true
        watch.bytesSinceRow = 0
        guard PQntuples(result) > 0, watch.reason == nil else { continue }
        if !(try row(number, PostgresRow(result))) { cancel(&watch, .enough) }
      case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: continue
      case PGRES_PIPELINE_ABORTED: failure = .skipped
      case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: failure = .server(ServerFault(result))
      case let other: throw abandon(String(cString: PQresStatus(other)))
      }
    }
    return failure
  }

  /// A farewell of the server (a FATAL error) says more than the closed socket after it.
  private func nextResult(_ watch: inout Watch, after failure: PostgresError?) throws(PostgresError) -> OpaquePointer? {
    do throws(PostgresError) {
      return try nextResult(&watch)
    } catch {
      throw failure ?? error
    }
  }

  /// The conversation is out of step (COPY, for instance): only closing helps.
  private func abandon(_ what: String) -> PostgresError {
    close()
    return .unexpectedAnswer(what)
  }
}
