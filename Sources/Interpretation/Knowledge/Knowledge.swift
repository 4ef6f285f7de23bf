package import Retrieval
package import Vocabulary

/// What people taught: approved pairs and the glossary.
package struct Knowledge: Sendable {
  let pairs: ApprovedPairs?
  let glossary: Glossary?
  /// Examples that a prompt gets at most.
  let maxExamples: Int
  /// Whether approved statements answer by themselves.
  let answersVerified: Bool

  package init(pairs: ApprovedPairs?, glossary: Glossary?, maxExamples: Int = 3, answersVerified: Bool = true) {
    self.pairs = pairs
    self.glossary = glossary
    self.maxExamples = maxExamples
    self.answersVerified = answersVerified
  }

  /// The same, used otherwise.
  package func with(maxExamples: Int, answersVerified: Bool) -> Knowledge {
    Knowledge(pairs: pairs, glossary: glossary, maxExamples: maxExamples, answersVerified: answersVerified)
  }

  /// Nothing but the database.
  package static let none = Knowledge(pairs: nil, glossary: nil)

  /// Adds to the evidence what people taught about such a question, as far as the asker may know it; and the approved
  /// statement, if the question is one that people answered.
  func recall(
    _ question: Question, in view: DatabaseView, _ evidence: inout Evidence
  ) async throws -> (sql: String, verified: Verified)? {
    if let glossary {
      let (terms, number) = try await glossary.edition()
      evidence = try await view.memory.terms(terms, number, in: view).added(to: evidence, for: question.text)
    }
    guard let pairs else { return nil }
    let edition = try await pairs.edition(of: question.database)
    let index = try await view.memory.examples(edition, in: view)
    guard !index.isEmpty else { return nil }
    let masked = MaskedQuestion(question.text, mentions: evidence.mentions)
    let (examples, setAside) = index.nearest(masked, limit: maxExamples)
    evidence.setAside = setAside
    evidence.examples = examples
    for example in examples where example.likeness >= 0.5 {
      evidence.strengthen(example.relations, by: example.likeness, .example(example.questionID))
    }
    return answersVerified ? index.verified(masked) : nil
  }
}
