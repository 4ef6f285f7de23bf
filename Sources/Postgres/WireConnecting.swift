internal import CPostgres
internal import Glibc

extension Wire {
  /// Makes the connection, within the settings' timeout.
  func open(_ watch: inout Watch) throws(PostgresError) {
    guard !settings.connectionString.utf8.contains(0) else { throw .zeroByte }
    let given = try optionsOfConnectionString()
    let pairs: [(String, String)] = [
      ("dbname", settings.connectionString),
      // A later keyword overrides what the connection string says.
      ("options", settings.sessionOptions(after: given)),
      ("client_encoding", "UTF8"), ("application_name", settings.applicationName),
    ]
    var keywords: [UnsafePointer<CChar>?] = pairs.map { UnsafePointer(strdup($0.0)) }
    var values: [UnsafePointer<CChar>?] = pairs.map { UnsafePointer(strdup($0.1)) }
    defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
    keywords.append(nil)
    values.append(nil)
    guard let connection = PQconnectStartParams(keywords, values, 1) else { throw .noDescriptors }
    adopt(connection)
    do throws(PostgresError) {
      try finishConnecting(connection, &watch)
    } catch {
      close()
      throw error
    }
    // Notices are the server's small talk; by default libpq prints them on our standard error.
    PQsetNoticeReceiver(connection, { _, _ in }, nil)
    PQsetnonblocking(connection, 1)
  }

  private func finishConnecting(_ connection: OpaquePointer, _ watch: inout Watch) throws(PostgresError) {
    var status = PGRES_POLLING_WRITING
    while status != PGRES_POLLING_OK {
      guard PQstatus(connection) != CONNECTION_BAD, status != PGRES_POLLING_FAILED else {
        throw .unreachable(reason: lastMessage)
      }
      switch watch.newReason {
      case .task: throw .cancelled
      case .deadline(let limit): throw .connectTimedOut(limit)
      case .enough, nil: break
      }
      let events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT
      var wanted = [
        pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0),
        pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      poll(&wanted, 2, watch.patience)
      if wanted[1].revents != 0 { bell.silence() }
      if wanted[0].revents != 0 { status = PQconnectPoll(connection) }
    }
  }

  private func optionsOfConnectionString() throws(PostgresError) -> String? {
    let text = settings.connectionString
    // A bare word is a database's name to libpq, not a connection string.
    guard text.contains("=") || text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else { return nil }
    var complaint: UnsafeMutablePointer<CChar>?
    guard let parsed = PQconninfoParse(text, &complaint) else {
      defer { PQfreemem(complaint) }
      throw .unreachable(reason: complaint.map { String(cString: $0) } ?? "invalid connection info string")
    }
    defer { PQconninfoFree(parsed) }
    var option = parsed
    while let keyword = option.pointee.keyword {
      if strcmp(keyword, "options") == 0 { return option.pointee.val.map { String(cString: $0) } }
      option += 1
    }
    return nil
  }
}
