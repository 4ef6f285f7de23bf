internal import Foundation
internal import Retrieval
import Vocabulary

/// What askers are told when there is no answer.
enum Sentences {
  static func refusal(_ reason: Refusal.Reason, _ question: String, _ account: Account) -> String {
    switch reason {
    case .unsure: unsure(Doubts(question, account.evidence).missing, account.confidence ?? 0)
    case .unanswerable:
      "This database cannot answer that question." + nothingCalled(Doubts(question, account.evidence).missing)
    case .incomplete: "This leans on an earlier question, and it is not clear how."
    case .invalid:
      account.failures.last?.findings.first.map {
        "No acceptable query was found. The last attempt failed: \($0.message)"
      } ?? "No acceptable query was found."
    }
  }

  private static func unsure(_ missing: [String], _ confidence: Double) -> String {
    let percent = Int((confidence * 100).rounded())
    let sentence = "The answer that was found is too unlikely to be right (confidence \(percent) %)."
    return sentence + nothingCalled(missing)
  }

  private static func nothingCalled(_ missing: [String]) -> String {
    let words = missing.map { "\"\($0)\"" }.joined(separator: " or ")
    return words.isEmpty ? "" : " Nothing here is called \(words)."
  }

  static func notice(_ verified: Verified) -> String {
    let sentence = verified.sentence
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
  }

  static func notice(_ misspelling: Misspelling) -> String {
    let near = misspelling.near.map { "'\($0.value)' (\($0.column.relation.name).\($0.column.column))" }
    let ground = misspelling.isSure ? "No value there is spelled" : "No value that is known there is spelled"
    return "\(ground) '\(misspelling.said)': did you mean \(near.joined(separator: ", "))?"
  }

  static func hint(_ reason: Refusal.Reason, _ question: String, _ account: Account) -> String? {
    switch reason {
    case .unsure where account.workings.choices?.isEmpty == false:
      (Doubts(question, account.evidence).questions + ["Choose what you mean, or say it in other words."])
        .joined(separator: " ")
    case .unsure: choices(Doubts(question, account.evidence).questions)
    case .incomplete: "Ask it as a whole question."
    case .unanswerable: "Ask about what the tables hold (`dragoman introspect` lists them); data cannot be changed."
    case .invalid:
      account.failures.last?.findings.first?.hint ?? "Say it in other words, or name the table you mean."
    }
  }

  private static func choices(_ questions: [String]) -> String {
    questions.isEmpty ? "Name the tables or columns that you mean." : questions.joined(separator: " ")
  }
}

extension Finding {
  /// A statement that ran into its data.
  static func dataException(_ error: any Breakage) -> Finding {
    Finding(rule: "data-exception", layer: .limits, message: error.message, hint: error.hint, sqlState: error.code)
  }
}

extension Candidate {
  /// The probability of the whole answer, as far as the model's own numbers tell.
  var confidence: Double? {
    guard let meanLogProbability, let completionTokens else { return nil }
    return exponential(meanLogProbability * Double(completionTokens))
  }

  private func exponential(_ x: Double) -> Double { x < -40 ? 0 : min(1, exp(x)) }
}

extension ResultTable {
  /// Whether it says nothing: no row, or one of NULLs and noughts, as aggregates over no row give.
  var isVoid: Bool {
    rows.isEmpty || rows.count == 1 && rows.allSatisfy { $0.allSatisfy { $0 == nil || $0 == "0" } }
  }
}
