package import Vocabulary

/// What a model's tagged text turned out to be.
package enum TaggedReading: Hashable, Sendable {
  case sql(String)
  /// The model declines.
  case refusal
  /// The text is no tagged SQL, or its tags cannot be made into a statement.
  case problem(Finding)
}

/// Writes real SQL from tagged SQL: names for tags, FROM and JOIN along the foreign keys, literals as the data spells them.
package struct TagWriter: Sendable {
  private let snapshot: SchemaSnapshot
  private let graph: JoinGraph

  package init(_ snapshot: SchemaSnapshot) {
    self.snapshot = snapshot
    graph = JoinGraph(snapshot)
  }

  /// The SQL for a model's answer under the tags of its prompt. Total: any text gives a reading.
  package func write(_ answer: String, tags: TagTable) -> TaggedReading {
    let text = answer.split(separator: TaggedSQL.end, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    guard let tokens = TaggedSQL.tokens(text), !tokens.isEmpty else { return .problem(.malformed) }
    if tokens.first == .word("refuse") { return .refusal }
    guard let items = TaggedItem.tree(tokens), items.first?.word == "select" else { return .problem(.malformed) }
    var scribe = QueryScribe(snapshot: snapshot, graph: graph, tags: tags)
    do {
      return .sql(try scribe.query(mended(items, tags)))
    } catch {
      return .problem(error.finding)
    }
  }

  /// Whether all rows that an answer puts beside each other belong together: where two relations refer to the same rows of a third and
  /// nothing else relates them, each row of the one meets each row of the other.
  package func relates(_ answer: String, tags: TagTable) -> Bool {
    let text = answer.split(separator: TaggedSQL.end, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    guard let items = TaggedSQL.tokens(text).flatMap({ TaggedItem.tree($0) }) else { return true }
    return relates(mended(items, tags), tags)
  }

  /// What a statement can mean at most, and all that the question says of it.
  private func mended(_ items: [TaggedItem], _ tags: TagTable) -> [TaggedItem] {
    let completer = TaggedCompleter(snapshot: snapshot, graph: graph, tags: tags)
    let mender = TaggedMender(snapshot: snapshot, graph: graph, tags: tags)
    return mender.mended(completer.completed(mender.placed(items)))
  }

  private func relates(_ items: [TaggedItem], _ tags: TagTable) -> Bool {
    for case .nested(let inner) in items where !relates(inner, tags) { return false }
    return items.split(whereSeparator: \.isSetOperator).allSatisfy { part in
      guard let clauses = SelectClauses(Array(part)) else { return true }
      let relations = clauses.relations(tags)
      guard relations.count > 2, let steps = graph.tree(joining: relations, naming: tags.naming) else { return true }
      return JoinGraph.meetings(in: steps) == 0
    }
  }
}

/// Why tagged SQL cannot be written out.
struct TagProblem: Error {
  let finding: Finding
}

extension Finding {
  static var malformed: Finding {
    Finding(rule: "malformed-answer", layer: .syntax, message: "The model's answer is no statement.")
  }
}

extension TagProblem {
  static var malformed: TagProblem { TagProblem(finding: .malformed) }

  static func unknownTag(_ tag: String) -> TagProblem {
    TagProblem(
      finding: Finding(
        rule: "unknown-tag", layer: .names, message: "The model named \(tag), which the prompt does not hold."))
  }

  /// A value that is known, but not of the column that it is compared with.
  static func misplaced(_ words: String, _ column: ColumnName, _ home: ColumnName?) -> TagProblem {
    TagProblem(
      finding: Finding(
        rule: "misplaced-value", layer: .names, message: "\(column) holds no value \"\(words)\".",
        hint: home.map { "It is a value of \($0)." }))
  }

  static func unjoinable(_ relation: RelationName) -> TagProblem {
    TagProblem(
      finding: Finding(
        rule: "no-join-path", layer: .names, message: "No foreign key leads to \(relation) from the other relations.",
        hint: "Declare the foreign key, or ask about one of the relations alone."))
  }
}
