extension PostgresError {
  package var code: String {
    switch self {
    case .server(let fault): fault.sqlState
    case .unreachable: "DP001"
    case .connectionLost: "DP002"
    case .deadlinePassed: "DP003"
    case .cancelled: "DP004"
    case .zeroByte: "DP005"
    case .unexpectedAnswer: "DP006"
    case .poolClosed: "DP007"
    case .skipped: "DP008"
    case .connectTimedOut: "DP009"
    case .noDescriptors: "DP010"
    }
  }

  package var message: String {
    switch self {
    case .server(let fault): fault.message
    case .unreachable: "The database cannot be reached."
    case .connectionLost: "The connection to the database was lost."
    case .deadlinePassed(let limit): "The statement did not finish within \(limit)."
    case .cancelled: "The statement was cancelled."
    case .zeroByte: "A text for the database holds a zero byte."
    case .unexpectedAnswer(let what): "The database server answered out of turn: \(what)."
    case .poolClosed: "The connections to the database are being closed."
    case .skipped: "The statement did not run because one before it failed."
    case .connectTimedOut(let limit): "The database did not answer within \(limit)."
    case .noDescriptors: "The system gives out no more file descriptors."
    }
  }

  package var detail: String? {
    switch self {
    case .server(let fault): fault.detail
    case .unreachable(let reason), .connectionLost(let reason): reason
    default: nil
    }
  }

  package var hint: String? {
    switch self {
    case .server(let fault): fault.hint
    case .unreachable(let reason): Self.connectionHint(reason)
    case .connectionLost: "See the server's log; the next question makes a new connection."
    case .deadlinePassed: "Ask for less, or raise the limit in the settings."
    case .zeroByte: "PostgreSQL's text cannot hold U+0000; remove it."
    case .unexpectedAnswer: "COPY cannot be used here."
    case .connectTimedOut: "See that the server runs, and that no firewall drops packets on the way."
    case .noDescriptors: "Raise the limit with `ulimit -n`, or lower the number of connections."
    case .cancelled, .poolClosed, .skipped: nil
    }
  }

  /// libpq gives no codes for failed connections, only sentences; the server's part of them is English by our options.
  private static func connectionHint(_ reason: String) -> String {
    let hints: [(part: String, hint: String)] = [
      ("is too long", "A socket's path holds 107 bytes: use a shorter folder, or connect by TCP."),
      ("password authentication failed", "See that user and password of the connection string are right."),
      ("no password supplied", "Give the password in the connection string, PGPASSWORD or a .pgpass file."),
      ("Peer authentication failed", "Run as the system user of that name, or connect by TCP with a password."),
      ("no pg_hba.conf entry", "Let the server's pg_hba.conf admit this user from this address."),
      ("role \"", "Create the role, or name another in the connection string."),
      ("database \"", "Create the database, or name another in the connection string."),
      ("too many clients", "Lower the number of connections, or raise the server's max_connections."),
      ("remaining connection slots", "Lower the number of connections, or raise the server's max_connections."),
      ("could not translate host name", "See that the host of the connection string is spelled right."),
      ("Connection refused", "See that the server runs and listens on that host and port."),
      ("No such file or directory", "See that the server runs, and that the host is the folder of its socket."),
      ("Permission denied", "This user may not enter the folder of the server's socket."),
      (
        "connection info string",
        "Write the connection string as postgresql://user@host:port/database or key=value pairs."
      ),
      ("connection option", "Write the connection string as postgresql://user@host:port/database or key=value pairs."),
    ]
    return hints.first { reason.contains($0.part) }?.hint
      ?? "See that the server runs and that the connection string is right."
  }
}
