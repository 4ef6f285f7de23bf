internal import Vocabulary

/// What can go wrong between us and a PostgreSQL server.
package enum PostgresError: Breakage, Hashable {
  /// The server refused a statement; its own code, message, detail and hint pass through.
  case server(ServerFault)
  case unreachable(reason: String)
  case connectionLost(reason: String)
  case deadlinePassed(Duration)
  case cancelled
  case zeroByte
  case unexpectedAnswer(String)
  case poolClosed
  /// A statement of a pipeline that did not run because one before it failed.
  case skipped
  case connectTimedOut(Duration)
  case noDescriptors
}
