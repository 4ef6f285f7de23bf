import Foundation
import Testing
import Vocabulary

@testable import Evaluation

@Suite("RAG or fine-tuning") struct ComparisonTests {
  private static let circumstances = Report.Circumstances(
    suite: "shop <&>", suiteDigest: "0123456789abcdef0123", columns: .exact, command: "dragoman evaluate --compare",
    measuredAt: "2026-01-01", program: "dragoman", machine: "one core", parallel: 1)

  /// Forty questions, of which an arm gets those right that its rule picks.
  private static func comparison(_ isRight: (Arm, Int) -> Bool) -> ArmComparison {
    let entries = Arm.allCases.map { arm in
      let results = (0..<40).map { number in
        var result = ItemResult(
          .init(
            id: "\(number)", question: "how many | of <\(number)>?", gold: ["SELECT 1"],
            class: number % 2 == 0 ? "a" : "b"),
          milliseconds: arm.isTuned ? 50 : 200)
        result.verdict = isRight(arm, number) ? .right : .invalid
        result.tokens = TokenCount(prompt: arm.isTuned ? 20 : 400, completion: 10)
        return result
      }
      return ArmComparison.Entry(arm, Report(Score(results), circumstances))
    }
    return ArmComparison(entries, columns: .exact, command: "dragoman evaluate --compare")
  }

  @Test("Holm's correction steps down and never falls")
  func holm() {
    let adjusted = ArmComparison.holm([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
    #expect(ArmComparison.holm([0.9, 0.8]) == [1, 1])
  }

  @Test("says which is better where the questions show it")
  func shown() {
    let comparison = Self.comparison { arm, number in
      switch arm {
      case .neither: number < 4
      case .retrieval: number < 10
      case .tuning: number < 30
      case .both: number < 32
      }
    }
    #expect(comparison.tests.count == 5)
    #expect(
      comparison.advice == [
        "Best here: RAG and fine-tuning together, right on 80.0 % (32/40, 95 % interval 65.2–89.5).",
        "RAG or fine-tuning alone: fine-tuning is better, RAG 25.0 % against fine-tuning 75.0 % (p < 0.001).",
        "Adding fine-tuning to RAG: +55.0 points, worth it (p < 0.001).",
        "Adding RAG to fine-tuning: +5.0 points, not shown to matter (p = 0.500).",
        "A question takes 200 ms with RAG and 50 ms fine-tuned, at the median; the model reads 400 and 20 tokens.",
      ])
  }

  @Test("claims nothing that the questions do not show, and says where a part does harm")
  func notShown() {
    let comparison = Self.comparison { arm, number in
      switch arm {
      case .neither: number < 20
      case .retrieval: number < 21
      case .tuning: number < 22
      case .both: number < 2
      }
    }
    #expect(comparison.advice[0].hasPrefix("Best here: fine-tuning without RAG, right on 55.0 %"))
    #expect(comparison.advice[1].contains("these questions do not show which is better (p = 1.000)"))
    #expect(comparison.advice[3] == "Adding RAG to fine-tuning: −50.0 points, does harm (p < 0.001).")
  }

  @Test("is written as Markdown, as one page and as JSON that is read back")
  func pages() throws {
    let folder = try `A suite`.folder([:])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let comparison = Self.comparison { arm, number in arm == .both ? number < 8 : number < 4 }
    try comparison.write(folder + "/report")
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: folder + "/report/" + name, encoding: .utf8)
    }
    let markdown = try text("comparison.md")
    #expect(markdown.contains("| general model | 10.0 % (4/40, 95 % interval 4.0–23.1) | 10.0 % (4/40"))
    #expect(markdown.contains("| both against RAG | 4 | 0 | p = 0.125 | p = 0.625 |"))
    #expect(markdown.contains("| how many \\| of <4>? | · | · | · | ✓ |"))
    #expect(!markdown.contains("| how many \\| of <3>?"))
    let page = try text("comparison.html")
    #expect(page.contains("shop &lt;&amp;&gt;") && !page.contains("shop <&>"))
    #expect(page.contains("how many | of &lt;4&gt;?"))
    #expect(page.components(separatedBy: "<svg").count == 3)
    for name in ["comparison.html", "accuracy.svg", "time.svg"] {
      #expect(try XMLCheck.isWellFormed(Data(try text(name).utf8)), "\(name)")
    }
    let back = try JSONDecoder().decode(ArmComparison.self, from: Data(try text("comparison.json").utf8))
    #expect(back[.both]?.accuracy.successes == 8)
  }
}
