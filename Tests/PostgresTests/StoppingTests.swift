import Foundation
import Postgres
import TestSupport
import Testing

@Suite("Stopping statements")
struct StoppingTests {
  @Test("a stream stops at the row limit, says so, and the session goes on")
  func rowLimit() async throws {
    let connection = try await connect()
    let series = "SELECT generate_series(1, 100000000)"
    let table = try await connection.stream(series, maxRows: 10, maxBytes: .max)
    #expect(table.rows.count == 10)
    #expect(table.truncation == .rows)
    #expect(try await connection.value("SELECT 1") == "1")
    let whole = try await connection.stream("SELECT generate_series(1, 10)", maxRows: 10, maxBytes: .max)
    #expect(whole.rows.count == 10)
    #expect(whole.truncation == nil)
  }

  @Test("a stream stops at the byte limit")
  func byteLimit() async throws {
    let connection = try await connect()
    let table = try await connection.stream(
      "SELECT repeat('x', 1000) FROM generate_series(1, 1000000)", maxRows: .max, maxBytes: 10_500)
    #expect(table.rows.count == 10)
    #expect(table.truncation == .bytes)
    #expect(try await connection.value("SELECT 1") == "1")
  }

  @Test("one row far above the byte limit is not given out, and ends the session unless it was there at once")
  func hugeRow() async throws {
    let connection = try await connect()
    let table = try await connection.stream(
      "SELECT repeat('x', 200000000 * g) FROM generate_series(0, 1) g", maxRows: 10, maxBytes: 100_000)
    #expect(table.rows == [[""]])
    #expect(table.truncation == .bytes)
    // libpq reads on as long as the server keeps up with it; then there is nothing to wait for.
    if await connection.isAlive { #expect(try await connection.value("SELECT 1") == "1") }
  }

  @Test("cancelling the task stops the statement on the server")
  func taskCancelled() async throws {
    let connection = try await connect()
    let started = ContinuousClock.now
    let task = Task { try await connection.query("SELECT pg_sleep(60)") }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
    #expect(started.duration(to: .now) < .seconds(10))
    #expect(try await connection.value("SELECT 1") == "1")
  }

  @Test("a cancellation never hits the statement after the one it is for")
  func noLateCancel() async throws {
    let connection = try await connect()
    for round in 0..<60 {
      let task = Task { try await connection.query("SELECT count(*) FROM generate_series(1, \(round * 2000))") }
      try await Task.sleep(for: .microseconds(200 + 50 * round))
      task.cancel()
      _ = await task.result
      #expect(try await connection.value("SELECT \(round)") == "\(round)")
    }
  }

  @Test("a task cancelled beforehand sends nothing")
  func cancelledBeforehand() async throws {
    let connection = try await connect()
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await connection.query("CREATE TEMPORARY TABLE never (a int)")
    }
    task.cancel()
    await #expect(throws: PostgresError.cancelled) { try await task.value }
    #expect(try await connection.value("SELECT count(*) FROM pg_class WHERE relname = 'never'") == "0")
  }

  @Test("cleaning up works in a cancelled task")
  func cleanUp() async throws {
    let connection = try await connect()
    _ = try await connection.query("BEGIN")
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      try await connection.cleanUp(["ROLLBACK"])
    }
    task.cancel()
    try await task.value
    #expect(await connection.transaction == .idle)
  }

  @Test("a deadline stops the statement")
  func deadline() async throws {
    let connection = try await connect()
    let limit = Duration.milliseconds(100)
    await #expect(throws: PostgresError.deadlinePassed(limit)) {
      try await connection.query("SELECT pg_sleep(60)", timeout: limit)
    }
    #expect(try await connection.value("SELECT 1") == "1")
  }

  @Test("a server process that does not stop loses the connection after the grace")
  func frozenServer() async throws {
    let connection = try await connect(grace: .milliseconds(200))
    let answer = try await connection.value("SELECT pg_backend_pid()")
    let process = try #require(answer.flatMap { Int32($0) })
    try #require(kill(process, SIGSTOP) == 0)
    defer { kill(process, SIGCONT) }
    let limit = Duration.milliseconds(100)
    let started = ContinuousClock.now
    await #expect(throws: PostgresError.deadlinePassed(limit)) {
      try await connection.query("SELECT 1", timeout: limit)
    }
    #expect(started.duration(to: .now) < .seconds(20))
    #expect(await !connection.isAlive)
  }

  @Test("sessions that wait do not hold up one another")
  func parallel() async throws {
    var connections: [PostgresConnection] = []
    for _ in 0..<24 { connections.append(try await connect()) }
    let started = ContinuousClock.now
    try await withThrowingTaskGroup { group in
      for connection in connections { group.addTask { _ = try await connection.query("SELECT pg_sleep(1)") } }
      try await group.waitForAll()
    }
    // One after another they would take 24 seconds, and in a cooperative pool of two threads 12.
    #expect(started.duration(to: .now) < .seconds(10))
  }
}
