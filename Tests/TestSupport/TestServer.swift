import Foundation

/// One private PostgreSQL cluster for this test process, on a Unix socket in a temporary folder.
///
/// The cluster lives and dies with the process, even one that is killed: a shell stands between the two, reads a pipe
/// that only this process writes, and at its end stops the server and removes the folder.
package final class TestServer: Sendable {
  /// The folder of the socket.
  package let socketFolder: String
  /// The folder of the server's programs (`psql`, `pg_dump`, …).
  package let programs: String
  /// Closing this ends the cluster, so it stays open as long as the process lives.
  private let lifeline: FileHandle

  private static let starting = Task.detached { try await blocking { try TestServer() } }

  /// Runs what blocks on a thread of its own, so that the tests' cooperative threads stay free.
  private static func blocking<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }

  /// The process's cluster, started by the first caller.
  package static func shared() async throws -> TestServer { try await starting.value }

  /// A libpq connection string.
  package func connectionString(database: String = "postgres", user: String = "postgres") -> String {
    let quoted = [socketFolder, database, user].map {
      "'" + $0.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
    return "host=\(quoted[0]) dbname=\(quoted[1]) user=\(quoted[2])"
  }

  /// Makes a database (dropping one of that name) and runs SQL files, then SQL text, in it.
  package func createDatabase(named name: String, sqlFiles: [String] = [], sql: String = "") async throws {
    let identifier = "\"" + name.replacing("\"", with: "\"\"") + "\""
    try await psql("DROP DATABASE IF EXISTS \(identifier) WITH (FORCE)")
    try await psql("CREATE DATABASE \(identifier)")
    for file in sqlFiles { try await run(["--file", file], database: name, user: "postgres") }
    if !sql.isEmpty { try await psql(sql, database: name) }
  }

  /// Runs a script of any length, stopping at the first error, and gives back its rows: unaligned, without headers.
  @discardableResult
  package func psql(_ sql: String, database: String = "postgres", user: String = "postgres") async throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "dragoman-\(UUID().uuidString).sql")
    try Data(sql.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await run(["--file", file.path], database: database, user: user)
  }

  /// A logical dump of a database: what must be the same before and after something that only reads.
  package func dump(database: String) async throws -> String {
    let program = Program("\(programs)/pg_dump", ["--dbname", connectionString(database: database), "--blobs"])
    // Since 2025 each dump carries a key of its own.
    return try await Self.blocking { try program.output() }.split(separator: "\n")
      .filter { !$0.hasPrefix("\\restrict") && !$0.hasPrefix("\\unrestrict") }.joined(separator: "\n")
  }

  /// The same with the arguments the other way round.
  @discardableResult
  package func psql(database: String, sql: String) async throws -> String { try await psql(sql, database: database) }

  @discardableResult
  private func run(_ arguments: [String], database: String, user: String) async throws -> String {
    let shared = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1"]
    let target = ["--dbname", connectionString(database: database, user: user)]
    let program = Program("\(programs)/psql", shared + target + arguments)
    return try await Self.blocking { try program.output() }
  }

  private init() throws {
    programs = try Self.findPrograms()
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    let command = ["/bin/sh", "-c", Self.script, "cluster", programs]
    let wrapped = try Self.unprivileged(command)
    process.executableURL = URL(filePath: wrapped[0])
    process.arguments = Array(wrapped.dropFirst())
    process.currentDirectoryURL = URL(filePath: "/")
    process.environment = Program.environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    lifeline = input.fileHandleForWriting
    // No other child may hold the pipe open, or the cluster would outlive us.
    _ = fcntl(lifeline.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try process.run()
    var text = ""
    while !text.contains("\nready\n") {
      // Not `read(upToCount:)`, which would wait until that much has come.
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      text += String(decoding: more, as: UTF8.self)
    }
    let line = text.split(separator: "\n").first { $0.hasPrefix("folder ") }
    guard text.contains("\nready\n"), let line else {
      throw TestFailure("The test cluster did not start: \(text)")
    }
    socketFolder = String(line.dropFirst("folder ".count))
  }

  /// `$1` is the folder of the programs. SIGINT goes to a whole process group; we leave by the end of our input only.
  private static let script = """
    trap '' INT TERM HUP
    umask 077
    folder=$(mktemp -d /tmp/dragoman-XXXXXX) || exit 1
    echo "folder $folder"
    cleanup() { rm -rf "$folder"; }
    "$1/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions \
      >"$folder/initdb.log" 2>&1 </dev/null || { cat "$folder/initdb.log"; cleanup; exit 1; }
    cat >>"$folder/data/postgresql.conf" <<END
    listen_addresses = ''
    unix_socket_directories = '$folder'
    fsync = off
    synchronous_commit = off
    full_page_writes = off
    autovacuum = off
    shared_buffers = 64MB
    max_connections = 200
    END
    "$1/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w start >"$folder/start.log" 2>&1 </dev/null \
      || { cat "$folder/start.log" "$folder/server.log"; cleanup; exit 1; }
    echo
    echo ready
    exec >/dev/null 2>&1
    cat >/dev/null
    "$1/pg_ctl" -D "$folder/data" -m immediate -w stop
    cleanup
    """

  private static func findPrograms() throws -> String {
    var folders: [String] = []
    if let told = try? Program("/usr/bin/env", ["pg_config", "--bindir"]).output() {
      folders.append(told.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    folders += versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
    let found = folders.first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    guard let found else {
      throw TestFailure("No initdb found: install PostgreSQL (Debian: apt-get install postgresql).")
    }
    return found
  }

  /// The command as it is, or, for root, whom the server refuses to serve, as another user.
  private static func unprivileged(_ command: [String]) throws -> [String] {
    guard geteuid() == 0 else { return command }
    let isPresent = FileManager.default.isExecutableFile(atPath:)
    let user = getpwnam("postgres") != nil ? "postgres" : "nobody"
    let runuser = ["/usr/sbin/runuser", "/sbin/runuser"].first(where: isPresent)
    if let runuser { return [runuser, "-u", user, "--"] + command }
    guard isPresent("/usr/bin/setpriv") else { throw TestFailure("As root the tests need runuser or setpriv.") }
    return ["/usr/bin/setpriv", "--reuid", user, "--clear-groups", "--"] + command
  }
}
