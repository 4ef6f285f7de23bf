package import Vocabulary

extension Interpreter {
  /// What the glossary calls things, as far as a principal may know it: names of terms and their synonyms.
  package func glossaryWords(for principal: Principal) async throws -> [String] {
    guard let glossary = knowledge.glossary else { return [] }
    let (terms, number) = try await glossary.edition()
    let view = try await database.view(for: principal)
    return try await view.memory.visibleTerms(terms, number, in: view).flatMap { [$0.name] + $0.synonyms }
  }
}
