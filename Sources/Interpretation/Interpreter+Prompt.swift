internal import Digests
internal import Prompting
package import Vocabulary

/// When an answer is written under a grammar, so that it can name nothing that is not there.
package enum GrammarUse: String, Sendable, CaseIterable {
  /// Never.
  case off
  /// Where the free answer was refused or could not be read.
  case repair
  /// From the first word on.
  case always
}

extension Interpreter {
  /// The prompt of one turn, as it goes into the account.
  ///
  /// - Parameter isRuled: whether the answer is written under a grammar, if the profile has one.
  func prompt(
    for question: Question, _ model: ReadyModel, _ view: DatabaseView, isRuled: Bool, _ account: inout Account
  ) throws -> Prompt {
    let (evidence, failures) = (account.evidence, account.failures)
    let prompt = try account.clock.time(.prompting) {
      var prompt = try model.builder.prompt(
        for: question.text, evidence: evidence, snapshot: view.snapshot, failed: failures, memory: view.prompts)
      if isRuled { prompt.grammar = try grammar(for: prompt, model, view) }
      return prompt
    }
    note(prompt, &account)
    return prompt
  }

  /// The same prompt with its grammar, as it goes into the account; `nil` where its profile has none.
  func ruled(_ prompt: Prompt, _ model: ReadyModel, _ view: DatabaseView, _ account: inout Account) throws -> Prompt? {
    var ruled = prompt
    ruled.grammar = try account.clock.time(.prompting) { try grammar(for: prompt, model, view) }
    guard ruled.grammar != nil else { return nil }
    note(ruled, &account)
    return ruled
  }

  private func grammar(for prompt: Prompt, _ model: ReadyModel, _ view: DatabaseView) throws -> Grammar? {
    try model.builder.grammar(
      for: prompt, snapshot: view.snapshot, functions: view.functions, memory: view.prompts)
  }

  private func note(_ prompt: Prompt, _ account: inout Account) {
    account.workings.note(
      prompt, digest: Digest.sha256(prompt.text), grammar: prompt.grammar.map { Digest.sha256($0.rules) })
  }
}
