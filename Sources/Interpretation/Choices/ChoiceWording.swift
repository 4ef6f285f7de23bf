import SQLSyntax
import Vocabulary

/// Describes statements by what sets each apart from the others.
enum ChoiceWording {
  /// Longest description, in characters.
  private static let longest = 160

  /// A description a statement; `nil` for one that cannot be told from an earlier one, or cannot be read.
  static func descriptions(of statements: [String]) async -> [String?] {
    var phrases: [StatementPhrases?] = []
    for statement in statements {
      let tree = try? await SQLParser.shared.parse(statement)
      phrases.append(tree?.onlyStatement.flatMap { $0.kind == .selectStmt ? StatementPhrases($0) : nil })
    }
    return descriptions(phrases)
  }

  static func descriptions(_ all: [StatementPhrases?]) -> [String?] {
    var seen: Set<StatementPhrases> = []
    let distinct = all.map { phrases in phrases.flatMap { seen.insert($0).inserted ? $0 : nil } }
    let known = distinct.compactMap(\.self)
    return distinct.map { phrases in phrases.map { description(of: $0, among: known) } }
  }

  private static func description(of phrases: StatementPhrases, among all: [StatementPhrases]) -> String {
    let own = phrases.aspects
    let others = all.filter { $0 != phrases }.map(\.aspects)
    var told: [String] = []
    for (index, aspect) in own.enumerated() {
      // What stands alone says everything; else what every one has tells nothing.
      let telling = aspect.filter { phrase in others.isEmpty || !others.allSatisfy { $0[index].contains(phrase) } }
      told += telling
    }
    if told.isEmpty {
      // It lacks what the others have.
      let missing = others.flatMap { $0.flatMap(\.self) }.first { phrase in !own.contains { $0.contains(phrase) } }
      told = (own[1].isEmpty ? own[0] : own[1]) + (missing.map { ["whatever “\($0)”"] } ?? [])
    }
    let text = told.joined(separator: ", ")
    return text.count > longest ? text.prefix(longest - 1) + "…" : text
  }
}
