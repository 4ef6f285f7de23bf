internal import Foundation
internal import Vocabulary

/// What a comparison says about the database at hand: RAG or fine-tuning?
struct ComparisonAdvice {
  private let comparison: ArmComparison

  init(_ comparison: ArmComparison) { self.comparison = comparison }

  /// The sentences of the answer, the most important first.
  var sentences: [String] {
    [
      headline, versus, step(.both, over: .retrieval, "fine-tuning", "RAG"),
      step(.both, over: .tuning, "RAG", "fine-tuning"), cost,
    ]
    .compactMap { $0 }
  }

  /// Right most often; among equals the quicker.
  var best: Arm? {
    comparison.entries.max {
      (value($0.arm), -$0.report.medianMilliseconds) < (value($1.arm), -$1.report.medianMilliseconds)
    }?.arm
  }

  private var headline: String? {
    guard let best, let report = comparison[best] else { return nil }
    let share = Proportion(report.accuracy.successes, of: report.accuracy.trials)
    return "Best here: \(Self.spoken(best)), right on \(share.description)."
  }

  private var versus: String? {
    guard let test = comparison.tests.first(where: { $0.first == .tuning && $0.second == .retrieval }) else {
      return nil
    }
    let (tuned, rag) = (percent(.tuning), percent(.retrieval))
    guard test.adjusted < ArmComparison.level else {
      return "RAG or fine-tuning alone: \(rag) % against \(tuned) %; these questions do not show which is better "
        + "(\(Self.shown(test.adjusted)))."
    }
    let winner = value(.tuning) > value(.retrieval) ? "fine-tuning" : "RAG"
    return "RAG or fine-tuning alone: \(winner) is better, RAG \(rag) % against fine-tuning \(tuned) % "
      + "(\(Self.shown(test.adjusted)))."
  }

  private func step(_ first: Arm, over second: Arm, _ part: String, _ ground: String) -> String? {
    guard let test = comparison.tests.first(where: { $0.first == first && $0.second == second }) else { return nil }
    let points = (value(first) - value(second)) * 100
    let gain = "\(points < 0 ? "−" : "+")\(String(format: "%.1f", abs(points))) points"
    let verdict =
      test.adjusted >= ArmComparison.level ? "not shown to matter" : points > 0 ? "worth it" : "does harm"
    return "Adding \(part) to \(ground): \(gain), \(verdict) (\(Self.shown(test.adjusted)))."
  }

  private var cost: String? {
    guard let rag = comparison[.retrieval], let tuned = comparison[.tuning] else { return nil }
    var text = "A question takes \(Int(rag.medianMilliseconds.rounded())) ms with RAG and "
    text += "\(Int(tuned.medianMilliseconds.rounded())) ms fine-tuned, at the median"
    if let one = rag.medianPromptTokens, let other = tuned.medianPromptTokens {
      text += "; the model reads \(one) and \(other) tokens"
    }
    return text + "."
  }

  private func value(_ arm: Arm) -> Double {
    comparison[arm].map { Proportion($0.accuracy.successes, of: $0.accuracy.trials).value } ?? 0
  }

  private func percent(_ arm: Arm) -> String { Proportion.percent(value(arm)) }

  private static func spoken(_ arm: Arm) -> String {
    switch arm {
    case .neither: "neither RAG nor fine-tuning"
    case .retrieval: "RAG without fine-tuning"
    case .tuning: "fine-tuning without RAG"
    case .both: "RAG and fine-tuning together"
    }
  }

  /// `p = 0.012`.
  static func shown(_ probability: Double) -> String {
    probability < 0.001 ? "p < 0.001" : String(format: "p = %.3f", probability)
  }
}
