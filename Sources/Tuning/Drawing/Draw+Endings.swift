/// How people speak of rows that have ended, and of those that have not: "current employees", "tents that we still sell".
extension Lexicon {
  struct EndingWords: Sendable {
    /// Of what goes on.
    let present: Form
    /// Of what is over.
    let past: Form

    struct Form: Sendable {
      /// Before the noun.
      let adjectives: [String]
      /// After the noun.
      let posts: [String]
      /// As a sentence's end, for many and for one.
      let predicates: [(many: String, one: String)]
    }
  }

  /// A line's fields: the words of the column, then adjectives, posts and predicates of what goes on and of what is over.
  static func ending(_ fields: [String]) -> (words: [String], ending: EndingWords)? {
    guard fields.count == 7 else { return nil }
    func items(_ field: String) -> [String] {
      field.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty }
    }
    func form(_ start: Int) -> EndingWords.Form? {
      let predicates = items(fields[start + 2]).map { $0.split(separator: ";").map { trimmed($0) } }
      guard predicates.allSatisfy({ $0.count == 2 }) else { return nil }
      return EndingWords.Form(
        adjectives: items(fields[start]), posts: items(fields[start + 1]),
        predicates: predicates.map { ($0[0], $0[1]) })
    }
    guard let present = form(1), let past = form(4) else { return nil }
    return (fields[0].split(separator: " ").map(String.init), EndingWords(present: present, past: past))
  }
}

extension Draw {
  /// The date whose NULL says that a row goes on, with the words for that.
  func ending(of entity: Entity) -> (attribute: Attribute, words: Lexicon.EndingWords)? {
    for attribute in entity.attributes where attribute.role == .date && attribute.column.nullable {
      for word in attribute.words {
        if let words = lexicon.endings[word] { return (attribute, words) }
      }
    }
    return nil
  }

  /// "who still work here", and one time in five "who have left".
  func endingFilter(_ entity: Entity) -> Filter? {
    guard let (attribute, words) = ending(of: entity) else { return nil }
    let isOver = chance(0.2)
    let form = isOver ? words.past : words.present
    var filter = Filter(attribute, sql: "\(attribute) is \(isOver ? "not " : "")null")
    // "who" is for people, and "that" for all else; only some people work.
    let isWorker = entity.heads.contains { lexicon.isKind("worker", $0) }
    func fits(_ said: String) -> Bool { isWorker || !said.contains("work") && !said.contains("employ") }
    let fitting = form.posts.filter { (entity.isPerson || !$0.hasPrefix("who ")) && fits($0) }
    filter.posts = fitting.map { Wording(entity.isPerson ? $0.replacingPrefix("that ", "who ") : $0) }
    filter.adjective = dice.pick(form.adjectives).map { Wording($0) }
    filter.predicate = dice.pick(form.predicates.filter { fits($0.many) }).map { (Wording($0.many), Wording($0.one)) }
    return filter
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, _ other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
