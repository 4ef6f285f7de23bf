import Foundation
import SQLSyntax
import Testing

@testable import SafeExecution

@Suite(.serialized) struct CostTests {
  /// A typical query of about 500 bytes.
  static let typical =
    (try? String(contentsOf: Fixture.corpus("typical.sql"), encoding: .utf8))?
    .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""

  @Test("The static layers cost less than a few parses")
  func cost() async throws {
    let validator = try await Fixture.validator()
    #expect(try await validator.judge(Self.typical).query != nil)
    func median(_ body: () async throws -> Void) async throws -> (p50: Double, p95: Double) {
      var times: [Double] = []
      for _ in 0..<400 {
        let start = ContinuousClock.now
        try await body()
        times.append(Double((ContinuousClock.now - start).components.attoseconds) * 1e-12)
      }
      times.sort()
      return (times[200], times[380])
    }
    let judge = try await median { _ = try await validator.judge(Self.typical) }
    let parse = try await median { _ = try await SQLParser.shared.parse(Self.typical) }
    print(
      "\(Self.typical.utf8.count) bytes: judge p50 \(judge.p50) us, p95 \(judge.p95) us; parse with tree p50 \(parse.p50) us"
    )
    #expect(judge.p50 < parse.p50 * 20)
  }
}
