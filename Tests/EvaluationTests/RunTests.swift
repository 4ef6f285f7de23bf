import DoorTestSupport
import Evaluation
import Foundation
import Interpretation
import Testing
import TestSupport
import Vocabulary

/// On a real database; the model server answers `SELECT 'é' AS word` to everything.
@Suite(.serialized) struct `A run` {
  static func suite() -> Evaluation.Suite {
    Evaluation.Suite(items: [
      .init(id: "right", question: "one word?", gold: ["SELECT 'e'", "SELECT 'é'"]),
      .init(id: "rows", question: "another word?", gold: ["SELECT 'x' AS word"]),
      .init(id: "columns", question: "words?", gold: ["SELECT 'é', 1"]),
      .init(id: "more", question: "names?", gold: ["SELECT name FROM sales.customers"]),
      .init(id: "idk", question: "meaning of life?", gold: []),
      .init(id: "gold", question: "broken?", gold: ["SELECT nothing FROM nowhere"]),
    ])
  }

  static func arena(_ premises: Premises, second: String? = nil) async throws -> Arena {
    let first = Arena.Place(premises.database, url: premises.connectionString)
    let other = second.map {
      Arena.Place(
        Database(connectionString: $0, policy: .init(), cacheFolder: nil), url: $0)
    }
    return try await Arena.open(first, second: other, name: "shop", interpreter: premises.interpreter)
  }

  @Test func `gives each question its verdict`() async throws {
    let premises = try await Premises("evaluation_verdicts")
    let results = try await Evaluator(options: .init(parallel: 3)) { _ in try await Self.arena(premises) }
      .run(Self.suite())
    #expect(results.map(\.id) == Self.suite().items.map(\.id))
    #expect(
      results.map(\.verdict) == [.right, .wrongRows, .wrongColumns, .wrongRows, .wronglyAnswered, .goldFails])
    let score = Score(results)
    #expect(score.accuracy == Proportion(1, of: 5))
    #expect(results[0].milliseconds > 0)
  }

  @Test func `wants a prediction to be right on the second content, too`() async throws {
    let premises = try await Premises("evaluation_first")
    _ = try await Premises("evaluation_second")
    let server = try await TestServer.shared()
    try await server.psql("UPDATE sales.customers SET name = 'Eve'", database: "evaluation_second")
    let second = server.connectionString(database: "evaluation_second", user: "clerk")
    let items: [Evaluation.Suite.Item] = [
      .init(id: "lucky", question: "who?", gold: ["SELECT 'é' FROM sales.customers WHERE name = 'Ada'"]),
      .init(id: "right", question: "word?", gold: ["SELECT 'é'"]),
    ]
    let results = try await Evaluator { _ in try await Self.arena(premises, second: second) }.run(.init(items: items))
    #expect(results.map(\.verdict) == [.wrongOnSecondContent, .right])
  }

  @Test func `goes on where it was killed, unless it is another run`() async throws {
    let folder = try `A suite`.folder([:])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let premises = try await Premises("evaluation_resume")
    let path = folder + "/unfinished.jsonl"
    let evaluator = Evaluator { _ in try await Self.arena(premises) }
    struct Killed: Error {}
    let first = try RunFile(path, identity: "one")
    #expect(first.known.isEmpty)
    var told = 0
    await #expect(throws: Killed.self) {
      try await evaluator.run(Self.suite()) { result in
        try first.append(result)
        told += 1
        if told == 2 { throw Killed() }
      }
    }
    // A kill may tear the last line.
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"id": "to"#.utf8))
    let second = try RunFile(path, identity: "one")
    #expect(second.known.map(\.id) == ["right", "rows"])
    var asked: [String] = []
    let results = try await evaluator.run(Self.suite(), known: second.known) { asked.append($0.id) }
    #expect(asked == ["columns", "more", "idk", "gold"])
    #expect(results.count == 6)
    #expect(try RunFile(path, identity: "another").known.isEmpty)
  }

  @Test func `fails where the database is another one than the suite's`() async throws {
    let premises = try await Premises("evaluation_other")
    let suite = Evaluation.Suite(items: [.init(id: "a", question: "how many?", gold: ["SELECT a FROM elsewhere"])])
    await #expect(throws: EvaluationError.self) {
      try await Evaluator { _ in try await Self.arena(premises) }.run(suite)
    }
  }

  @Test func `is reported as a page with plots and as JSON that is read back`() async throws {
    let folder = try `A suite`.folder([:])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let premises = try await Premises("evaluation_report")
    let results = try await Evaluator { _ in try await Self.arena(premises) }.run(Self.suite())
    let circumstances = Report.Circumstances(
      suite: "shop <&>", suiteDigest: "0123456789abcdef0123", columns: .exact, command: "dragoman evaluate",
      measuredAt: "2026-01-01", program: "dragoman", machine: "one core", parallel: 1)
    try Report(Score(results), circumstances).write(folder + "/report")
    let page = try String(contentsOfFile: folder + "/report/report.md", encoding: .utf8)
    #expect(page.contains("**20.0 % (1/5, 95 % interval 3.6–62.4)**"))
    #expect(page.contains("### wrongRows: 2"))
    #expect(page.contains("![Accuracy by class of query](classes.svg)"))
    for name in ["classes.svg", "failures.svg"] {
      let plot = try Data(contentsOf: URL(filePath: folder + "/report/" + name))
      #expect(try XMLCheck.isWellFormed(plot), "\(name)")
    }
    let back = try Report.read(folder + "/report")
    #expect(back.results == results)
    #expect(McNemar(results, back.results, columns: .exact).probability == 1)
  }
}

/// Whether every tag of a small XML file is closed by its own name.
enum XMLCheck {
  static func isWellFormed(_ bytes: Data) throws -> Bool {
    var open: [Substring] = []
    for match in String(decoding: bytes, as: UTF8.self).matches(of: #/<(/?)([a-zA-Z]+)[^<>]*?(/?)>/#) {
      if !match.output.3.isEmpty { continue }
      if match.output.1.isEmpty {
        open.append(match.output.2)
      } else if open.popLast() != match.output.2 {
        return false
      }
    }
    return open.isEmpty
  }
}
