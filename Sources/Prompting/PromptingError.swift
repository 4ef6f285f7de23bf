internal import Vocabulary

/// What can break while a prompt is built.
package enum PromptingError: Breakage {
  case unknownProfile(String, nearest: [String], all: [String])
  case overBudget(tokens: Int, budget: Int)
  case templateBroken(String)

  package var code: String {
    switch self {
    case .unknownProfile: "DM001"
    case .overBudget: "DM002"
    case .templateBroken: "DM003"
    }
  }

  package var message: String {
    switch self {
    case .unknownProfile(let name, _, _): "there is no prompt profile named \(name)"
    case .overBudget(let tokens, let budget): "the question alone needs \(tokens) tokens of \(budget)"
    case .templateBroken(let name): "the prompt template \(name) cannot be read"
    }
  }

  package var hint: String? {
    switch self {
    case .unknownProfile(_, let nearest, let all):
      nearest.first.map { "Did you mean \($0)?" } ?? "Known profiles: \(all.joined(separator: ", "))."
    case .overBudget: "Ask a shorter question."
    case .templateBroken: nil
    }
  }
}
