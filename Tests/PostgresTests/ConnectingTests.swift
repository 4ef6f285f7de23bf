import Foundation
import Postgres
import TestSupport
import Testing

@Suite("Connecting")
struct ConnectingTests {
  @Test("pinned options hold whatever the connection string says, with any characters")
  func options() async throws {
    let connection = try await connect(
      options: ["statement_timeout": "1234", "search_path": #""$user", "a b\c", public"#],
      extra: #"options='-c statement_timeout=99 -c work_mem=5MB' client_encoding=LATIN1"#)
    #expect(try await connection.value("SHOW statement_timeout") == "1234ms")
    #expect(try await connection.value("SHOW work_mem") == "5MB")
    #expect(try await connection.value("SHOW search_path") == #""$user", "a b\c", public"#)
    #expect(try await connection.value("SHOW client_encoding") == "UTF8")
    #expect(try await connection.value("SHOW application_name") == "dragoman")
    #expect(await connection.serverVersion >= 120000)
    #expect(await connection.reported("is_superuser") == "on")
  }

  @Test("a server that is not there is said with a remedy")
  func unreachable() async throws {
    let settings = PostgresSettings(connectionString: "host=/nonexistent dbname=x user=y")
    let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(settings) }
    #expect(error?.code == "DP001")
    #expect(error?.hint == "See that the server runs, and that the host is the folder of its socket.")
  }

  @Test("a missing database, a long socket path and a malformed string each have a remedy of their own")
  func remedies() async throws {
    let server = try await TestServer.shared()
    let cases: [(String, String)] = [
      (server.connectionString(database: "no such"), "Create the database"),
      (server.connectionString(user: "nobody at all"), "Create the role"),
      ("host=/\(String(repeating: "x", count: 120)) user=y", "107 bytes"),
      ("host=a b=c d", "postgresql://"),
    ]
    for (text, remedy) in cases {
      let settings = PostgresSettings(connectionString: text)
      let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(settings) }
      #expect(error?.code == "DP001")
      #expect(error?.hint?.contains(remedy) == true, "\(error?.description ?? "")")
    }
  }

  @Test("a server that accepts and then says nothing is given up on")
  func silentServer() async throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = bind(listener, generic, length)
        _ = listen(listener, 5)
        _ = getsockname(listener, generic, &length)
      }
    }
    let port = UInt16(bigEndian: address.sin_port)
    let settings = PostgresSettings(
      connectionString: "host=127.0.0.1 port=\(port) user=x dbname=y", connectTimeout: .milliseconds(150))
    await #expect(throws: PostgresError.connectTimedOut(.milliseconds(150))) {
      try await PostgresConnection.connect(settings)
    }
    var patient = settings
    patient.connectTimeout = .seconds(60)
    let waiting = patient
    let task = Task { try await PostgresConnection.connect(waiting) }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { _ = try await task.value }
  }

  @Test("a session that the administrator ends says why")
  func terminated() async throws {
    let connection = try await connect()
    let other = try await connect()
    let process = try await connection.value("SELECT pg_backend_pid()")
    async let sleeping = connection.query("SELECT pg_sleep(60)")
    try await Task.sleep(for: .milliseconds(100))
    _ = try await other.query("SELECT pg_terminate_backend($1)", [process])
    do {
      _ = try await sleeping
      Issue.record("the statement ended well")
    } catch let error as PostgresError {
      #expect(error.code == "57P01")
    }
    #expect(await !connection.isAlive)
  }
}
