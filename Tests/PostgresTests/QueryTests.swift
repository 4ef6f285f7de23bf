import Postgres
import TestSupport
import Testing

@Suite("Statements")
struct QueryTests {
  @Test("parameters, NULLs and any text come back as they went")
  func roundTrip() async throws {
    let connection = try await connect()
    let table = try await connection.query(
      "SELECT $1::text AS a, $2::int + 1 AS \"B c\", NULL::numeric(12,2), $3::text", ["ü'\"\\\u{1F426}\n", "41", ""])
    #expect(table.rows == [["ü'\"\\\u{1F426}\n", "42", nil, ""]])
    #expect(table.columns.map(\.name) == ["a", "B c", "numeric", "text"])
    #expect(table.columns.map(\.type) == ["text", "integer", "numeric", "text"])
    #expect(table.truncation == nil)
  }

  @Test("types that are not built in are named as the server names them")
  func namesTypes() async throws {
    let connection = try await connect()
    _ = try await connection.query("CREATE TYPE pg_temp.\"Mood\" AS ENUM ('fine')")
    let table = try await connection.query(
      "SELECT 'fine'::pg_temp.\"Mood\", '0/1'::pg_lsn, ARRAY['fine'::pg_temp.\"Mood\"]")
    #expect(table.columns[0].type == "\"Mood\"")
    #expect(table.columns[1].type == "pg_lsn")
    #expect(table.columns[2].type == "\"Mood\"[]")
  }

  @Test(
    "the built-in names are those of the server",
    arguments: ["bpchar", "\"char\"", "bit", "varbit", "timetz", "int2[]"])
  func builtInNames(type: String) async throws {
    let connection = try await connect()
    let table = try await connection.query("SELECT NULL::\(type), format_type('\(type)'::regtype, NULL)")
    #expect(table.columns[0].type == table.rows[0][1])
  }

  @Test("a server's error passes through whole, and the session goes on")
  func serverError() async throws {
    let connection = try await connect()
    let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT abc FROM pg_class") }
    #expect(error?.code == "42703")
    #expect(error?.message == "column \"abc\" does not exist")
    guard case .server(let fault) = error else {
      Issue.record("not the server's error")
      return
    }
    #expect(fault.position == 8)
    #expect(try await connection.value("SELECT 1") == "1")
  }

  @Test("two statements in one text are refused by the extended protocol")
  func oneStatement() async throws {
    let connection = try await connect()
    let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1; SELECT 2") }
    #expect(error?.code == "42601")
  }

  @Test("a zero byte is refused before anything is sent")
  func zeroByte() async throws {
    let connection = try await connect()
    await #expect(throws: PostgresError.zeroByte) { try await connection.query("SELECT 1 \0 + 1") }
    await #expect(throws: PostgresError.zeroByte) { try await connection.query("SELECT $1", ["a\0b"]) }
  }

  @Test("COPY is an error that ends the session instead of confusing it")
  func copy() async throws {
    let connection = try await connect()
    let error = await #expect(throws: PostgresError.self) { try await connection.query("COPY (SELECT 1) TO STDOUT") }
    #expect(error?.code == "DP006")
    #expect(await !connection.isAlive)
    let next = await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1") }
    #expect(next?.code == "DP002")
  }

  @Test("an empty statement gives an empty table")
  func empty() async throws {
    let connection = try await connect()
    let table = try await connection.query("")
    #expect(table.columns.isEmpty && table.rows.isEmpty)
  }

  @Test("a pipeline is one round trip with a result for each statement; after a failure the rest are skipped")
  func pipeline() async throws {
    let connection = try await connect()
    let good = try await connection.pipeline(["BEGIN READ ONLY", "SHOW transaction_read_only", "ROLLBACK"])
    #expect(try good.map { try $0.get().rows } == [[], [["on"]], []])
    let bad = try await connection.pipeline(["SELECT 1", "SELECT 1/0", "SELECT 2"])
    #expect(try bad[0].get().rows == [["1"]])
    #expect(throws: PostgresError.self) { try bad[1].get() }
    #expect(bad[2] == .failure(.skipped))
    #expect(try await connection.value("SELECT 3") == "3")
  }

  @Test("a pipeline larger than all buffers does not lock up")
  func largePipeline() async throws {
    let connection = try await connect()
    let statement = PostgresStatement("SELECT $1::text", [String(repeating: "x", count: 20_000)])
    let results = try await connection.pipeline([PostgresStatement](repeating: statement, count: 500))
    #expect(try results.allSatisfy { try $0.get().rows[0][0]?.utf8.count == 20_000 })
  }

  @Test("a fold sees every row of every statement and keeps none")
  func fold() async throws {
    let connection = try await connect()
    let sums = try await connection.fold(
      ["SELECT generate_series(1, 1000)", "SELECT -7, true, NULL"], into: [0, 0]
    ) { sums, number, row in
      sums[number] += row.integer(0)
      if number == 1, row.boolean(1), row.text(2) == nil { sums[number] += 1 }
    }
    #expect(sums == [500_500, -6])
    let error = await #expect(throws: PostgresError.self) {
      try await connection.fold(["SELECT 1", "SELECT 1/0"], into: 0) { _, _, _ in }
    }
    #expect(error?.code == "22012")
  }
}
