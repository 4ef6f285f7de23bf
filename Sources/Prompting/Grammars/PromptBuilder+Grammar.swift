package import Vocabulary

extension PromptBuilder {
  /// The grammar of the answers to a prompt: nothing can be named under it that the prompt does not show.
  ///
  /// - Parameters:
  ///   - functions: that a query may call, as SQL spells them.
  ///   - memory: of the snapshot, where a grammar of the same relations may be known.
  /// - Returns: `nil` where the profile has no `answer.gbnf` (its model thinks aloud first), or the prompt shows nothing.
  package func grammar(
    for prompt: Prompt, snapshot: SchemaSnapshot, functions: [String], memory: PromptMemory? = nil
  ) throws(PromptingError) -> Grammar? {
    guard let answer = EmbeddedText.files[profile.name + "/answer.gbnf"] else { return nil }
    if let tags = prompt.tags {
      let tags = Self.tags(tags, snapshot)
      return tags.isEmpty ? nil : Grammar(answer + (try render("grammars/tagged", ["tags": tags])))
    }
    let relations = prompt.listed.compactMap { snapshot.relation($0) }.filter { !$0.columns.isEmpty }
    guard !relations.isEmpty, !functions.isEmpty else { return nil }
    let make = { () throws(PromptingError) in
      let names = QueryNames(relations, snapshot)
      return Grammar(answer + (try render("grammars/sql", names.context(functions))))
    }
    guard let memory else { return try make() }
    return try memory.grammar(PromptMemory.Key(profile: profile.name, shown: prompt.listed), make)
  }

  /// The numbers of the tags that stand for something which the snapshot still shows.
  private static func tags(_ tags: TagTable, _ snapshot: SchemaSnapshot) -> [[String: Any]] {
    let columns = tags.columns.indices.filter { index in tags.columns[index].flatMap { snapshot.column($0) } != nil }
    let relations = tags.relations.indices.filter { index in
      tags.relations[index].flatMap { snapshot.relation($0) } != nil
    }
    let kinds = [("c", columns), ("t", relations), ("v", Array(tags.mentions.indices))].filter { !$0.1.isEmpty }
    guard !columns.isEmpty || !relations.isEmpty else { return [] }
    return kinds.enumerated().map { place, kind in
      [
        "kind": kind.0, "isColumn": kind.0 == "c", "numbers": GrammarText.anyOf(kind.1.map { String($0) }),
        "last": place == kinds.count - 1,
      ]
    }
  }
}

/// Spells texts inside a grammar's rules.
enum GrammarText {
  /// Exactly this text.
  static func literal(_ text: String) -> String {
    var spelled = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": spelled += "\\" + String(scalar)
      case "\n": spelled += "\\n"
      case "\t": spelled += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        spelled += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: spelled.unicodeScalars.append(scalar)
      }
    }
    return spelled + "\""
  }

  /// One of these texts.
  static func anyOf(_ texts: some Sequence<String>) -> String { texts.map(literal).joined(separator: " | ") }
}
