import SQLSyntax
import Testing

@testable import SafeExecution

@Suite struct DeepStatementTests {
  /// What repeats, before and after: as deep as the cap allows, and as deep as is accepted.
  static let shapes: [(name: String, start: String, unit: String, middle: String, closing: String)] = [
    ("sum", "SELECT ", "1+", "1", ""), ("not", "SELECT ", "NOT ", "true", ""), ("minus", "SELECT ", "- ", "1", ""),
    ("parentheses", "SELECT ", "(", "1", ")"), ("union", "SELECT 1", " UNION SELECT 1", "", ""),
    ("sub-queries", "SELECT 1", "", "", ""), ("selects", "", "(SELECT ", "1", ")"),
    ("case", "SELECT ", "CASE WHEN true THEN ", "1", " END"), ("cast", "SELECT 1", "::int", "", ""),
    ("array", "SELECT ", "ARRAY[", "1", "]"), ("call", "SELECT ", "abs(", "1", ")"),
    ("join", "SELECT 1 FROM rating r", " NATURAL JOIN rating", "", ""),
    ("from", "SELECT 1 FROM ", "(SELECT 1 FROM ", "rating", ") x"), ("in", "SELECT ", "1 IN (SELECT ", "1", ")"),
    ("lateral", "SELECT 1 FROM rating r, LATERAL ", "(SELECT * FROM rating, LATERAL ", "(SELECT 1) y", ") x"),
    ("with", "", "WITH a AS (", "SELECT 1", ") SELECT 1 FROM a"), ("text", "SELECT ''", "||''", "", ""),
  ]

  @Test("However deep, a statement is judged and the process lives", arguments: [50, 180, 400, 2_000, 30_000])
  func deep(_ count: Int) async throws {
    let validator = try await Fixture.validator()
    for shape in Self.shapes {
      let room =
        (SQLParser.byteLimit - shape.start.utf8.count - shape.middle.utf8.count)
        / max(1, shape.unit.utf8.count + shape.closing.utf8.count)
      let times = min(count, room)
      let sql =
        shape.start + String(repeating: shape.unit, count: times) + shape.middle
        + String(repeating: shape.closing, count: times)
      let verdict = try await validator.judge(sql)
      if verdict.query == nil {
        let rules = verdict.judgement.findings.map(\.rule)
        #expect(
          rules.contains { ["too-deep", "too-many-tokens", "syntax-error"].contains($0) },
          "\(shape.name) \(times): \(rules)")
      }
      if count <= 50 { #expect(verdict.query != nil, "\(shape.name): \(verdict.judgement.findings)") }
    }
  }
}
