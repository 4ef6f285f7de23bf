/// A connection in the hands of one piece of work on its own thread: statement after statement, without suspending.
///
/// Only valid while that work runs; see `PostgresConnection.perform`.
package final class PostgresSession {
  private let wire: Wire
  private var watch: Watch

  init(_ wire: Wire, _ watch: Watch) {
    self.wire = wire
    self.watch = watch
  }

  /// Runs statements in one round trip; throws the error of the first that failed, and the rest did not run.
  package func run(_ statements: [PostgresStatement]) throws(PostgresError) {
    guard !statements.isEmpty else { return }
    try exchange(statements) { _, _ in true }
  }

  /// Runs one statement and shows its rows one by one. An error thrown for a row ends the statement.
  package func rows(_ statement: PostgresStatement, _ body: (borrowing PostgresRow) throws -> Void) throws {
    var failure: (any Error)?
    try exchange([statement]) { (_, row) throws(PostgresError) in
      guard failure == nil else { return true }
      do {
        try body(row)
      } catch {
        failure = error
      }
      return true
    }
    if let failure { throw failure }
  }

  /// Leaves a transaction whatever happened in it.
  package func rollBack() throws(PostgresError) {
    var brief = Watch(stop: nil, timeout: .seconds(5))
    _ = try wire.perform([PostgresStatement("rollback")], &brief, describe: { _, _ in }) { _, _ in true }
  }

  private func exchange(_ statements: [PostgresStatement], _ row: Wire.RowStep) throws(PostgresError) {
    var rest = watch.continued
    for case let failure? in try wire.perform(statements, &rest, describe: { _, _ in }, row: row) { throw failure }
  }
}
