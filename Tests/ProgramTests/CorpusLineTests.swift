import Foundation
import TestSupport
import Testing

/// The corpora as anybody can run them: through the program, in one process, line by line.
@Suite(.serialized, .timeLimit(.minutes(10))) struct CorpusLineTests {
  /// What stands between the statements, and must stop none of them.
  private static let broken = [
    "", "no json", "{\"id\": \"open", "[]", #"{"id": "none"}"#, #"{"sql": 7}"#, #"{"sql_base64": "%"}"#, "\u{FEFF}{}",
  ]

  @Test("validate --json-lines gives every statement of the corpora its verdict, whatever stands between them")
  func verdicts() async throws {
    let server = try await CorpusDatabase.ready.value
    let program = try BuiltProgram(
      ["--database", server.connectionString(database: "safe_shop", user: "reader")]
        + CorpusDatabase.deniedRelations.flatMap { ["--deny-relation", $0] }
        // The database is full of traps that its reader may run.
        + ["--set", "safety.allow-unsafe-role=yes"])
    let cases = ["honest", "hostile", "planned"].flatMap { CorpusCase.all(below: $0) }.filter {
      !$0.sql.hasPrefix("%plan ")
    }
    var input: [String] = []
    for (number, item) in cases.enumerated() {
      input.append(try Self.line(number, item))
      if number % 10 == 0 { input.append(Self.broken[number / 10 % Self.broken.count]) }
    }
    let run = try await program.run(
      "validate", input: input.joined(separator: "\n") + "\n", with: ["--json-lines"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.count == input.count)
    var verdicts: [Int: Verdict] = [:]
    for line in run.lines {
      guard let verdict = try? JSONDecoder().decode(Verdict.self, from: Data(line.utf8)) else { continue }
      verdicts[verdict.id] = verdict
    }
    for (number, item) in cases.enumerated() {
      guard let verdict = verdicts[number] else {
        Issue.record("no verdict: \(item.testDescription)")
        continue
      }
      let rules = verdict.findings.map(\.rule)
      if item.expected == ["accepted"] {
        #expect(verdict.accepted, "\(item.testDescription): \(rules)")
      } else {
        #expect(!verdict.accepted && !Set(rules).isDisjoint(with: item.expected), "\(item.testDescription): \(rules)")
      }
    }
  }

  private struct Verdict: Decodable {
    struct Finding: Decodable { let rule: String }
    let id: Int
    let accepted: Bool
    let findings: [Finding]
  }

  /// As text where it is one, else as raw bytes; every third one as bytes all the same.
  private static func line(_ number: Int, _ item: CorpusCase) throws -> String {
    let text = String(validating: item.bytes, as: UTF8.self)
    guard let text, number % 3 != 0 else {
      return #"{"id": \#(number), "sql_base64": "\#(Data(item.bytes).base64EncodedString())"}"#
    }
    return String(decoding: try JSONSerialization.data(withJSONObject: ["id": number, "sql": text]), as: UTF8.self)
  }
}
