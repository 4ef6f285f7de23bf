internal import CPostgres
internal import Glibc

/// One libpq connection with blocking operations that can be stopped; belongs to one thread at a time.
///
/// The socket is never waited for inside libpq: `poll` waits for it, for the bell and for the deadline at once, so
/// that cancelling needs no second thread in the connection and cannot hit the statement after the one it is for.
final class Wire {
  let settings: PostgresSettings
  let bell: Bell
  /// `nil` once closed.
  private(set) var connection: OpaquePointer?
  private var cancelRequest: CancelRequest?
  /// Names of types outside the built-in table, by oid.
  var typeNames: [UInt32: String] = [:]

  init(_ settings: PostgresSettings, bell: Bell) {
    self.settings = settings
    self.bell = bell
  }

  deinit { close() }

  func close() {
    if let connection { PQfinish(connection) }
    connection = nil
  }

  func adopt(_ connection: OpaquePointer) { self.connection = connection }

  func live() throws(PostgresError) -> OpaquePointer {
    guard let connection, PQstatus(connection) == CONNECTION_OK else { throw .connectionLost(reason: lastMessage) }
    return connection
  }

  /// The connection is good and the server has not said farewell meanwhile.
  var isAlive: Bool { Self.isQuiet(descriptor) }

  /// The socket; -1 when the connection is no good.
  var descriptor: Int32 {
    guard let connection, PQstatus(connection) == CONNECTION_OK else { return -1 }
    return PQsocket(connection)
  }

  /// Whether a socket is one and nothing has come.
  static func isQuiet(_ descriptor: Int32) -> Bool {
    guard descriptor >= 0 else { return false }
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // Idle sessions are told nothing but farewells, and the odd changed setting, for which a new session does no harm.
    return poll(&wanted, 1, 0) == 0
  }

  var lastMessage: String {
    guard let connection else { return "The connection is closed." }
    return String(cString: PQerrorMessage(connection)).split(separator: "\n").joined(separator: " ")
  }

  /// Waits for the next result of the statement that is under way; `nil` is its end.
  func nextResult(_ watch: inout Watch) throws(PostgresError) -> OpaquePointer? {
    let connection = try live()
    while true {
      let unsent = PQflush(connection)
      guard unsent >= 0 else { throw .connectionLost(reason: lastMessage) }
      if PQisBusy(connection) == 0 { return PQgetResult(connection) }
      try attend(to: &watch)
      var wanted = [
        pollfd(fd: PQsocket(connection), events: Int16(unsent == 1 ? POLLIN | POLLOUT : POLLIN), revents: 0),
        pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&wanted, 2, watch.patience)
      if wanted[1].revents != 0 { bell.silence() }
      if wanted[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 {
        countBytes(&watch)
        guard PQconsumeInput(connection) == 1 else { throw .connectionLost(reason: lastMessage) }
      }
    }
  }

  /// Sends a cancel message when a reason to stop has come up; closes the connection when that was of no avail.
  private func attend(to watch: inout Watch) throws(PostgresError) {
    if let reason = watch.newReason { cancel(&watch, reason) }
    if let largest = watch.largestRow, watch.bytesSinceRow > largest {
      if watch.reason == nil { watch.begin(.enough, grace: .zero) }
      close()
      throw watch.error ?? .connectionLost(reason: "A row of more than \(largest) bytes was cut off.")
    }
    if watch.graceIsOver {
      close()
      throw watch.error ?? .connectionLost(reason: "The server did not stop when it was told to.")
    }
  }

  /// Asks the server to stop the statement under way.
  func cancel(_ watch: inout Watch, _ reason: Watch.Reason) {
    guard let connection, watch.reason == nil else { return }
    watch.begin(reason, grace: settings.cancelGrace)
    cancelRequest = CancelRequest(connection, ringing: bell)
  }

  /// After a cancelled statement's end: waits until the cancel message can hit nothing else, and swallows a late one.
  func settle(_ watch: inout Watch) {
    guard let request = cancelRequest else { return }
    cancelRequest = nil
    while !request.isFinished {
      if watch.graceIsOver { return close() }
      var wanted = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
      poll(&wanted, 1, watch.patience)
      bell.silence()
    }
    var brief = Watch(stop: nil, timeout: settings.cancelGrace)
    do throws(PostgresError) {
      try send(PostgresStatement("SELECT 1"))
      while let result = try nextResult(&brief) { PQclear(result) }
    } catch {
      close()
    }
    if brief.reason != nil { close() }
  }

  private func countBytes(_ watch: inout Watch) {
    guard watch.largestRow != nil else { return }
    var waiting: Int32 = 0
    if ioctl(PQsocket(connection), UInt(FIONREAD), &waiting) == 0 { watch.bytesSinceRow += Int(waiting) }
  }
}
