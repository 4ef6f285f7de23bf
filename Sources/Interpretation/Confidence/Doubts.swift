import Vocabulary

/// What an asker can say so that an unsure answer becomes a sure one.
struct Doubts {
  /// Words of the question that name nothing here.
  let missing: [String]
  /// Words that name several things, each as a question with its choices.
  let questions: [String]

  init(_ question: String, _ evidence: Evidence) {
    missing = Array(evidence.unexplained.prefix(4))
    let bytes = Array(question.utf8)
    var questions: [String] = []
    for mention in evidence.mentions {
      guard case .value(let stored) = mention.content else { continue }
      questions += Self.question(mention.text, stored.map(\.column)).map { [$0] } ?? []
    }
    for words in evidence.words where words.range.upperBound <= bytes.count {
      let said = String(decoding: bytes[words.range], as: UTF8.self)
      // Names of the same column in several relations are what a word leaves open.
      let first = words.columns.first?.column
      questions += Self.question(said, words.columns.filter { $0.column == first }).map { [$0] } ?? []
    }
    self.questions = Array(questions.prefix(2))
  }

  private static func question(_ said: String, _ columns: [ColumnName]) -> String? {
    let choices = columns.prefix(3).map { "\($0.relation.name).\($0.column)" }
    guard Set(choices).count > 1 else { return nil }
    return "By \"\(said)\", do you mean \(choices.dropLast().joined(separator: ", ")) or \(choices.last ?? "")?"
  }
}
