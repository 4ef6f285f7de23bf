internal import Vocabulary

/// What may stand where the cursor is.
struct Completion: Equatable {
  /// Goes in at the cursor; empty when there is nothing or too much.
  var insert = ""
  /// What there is to choose from, when it is not one; the first of them where they are many.
  var choices: [String] = []
  /// How many there are.
  var count = 0

  /// Whether there is nothing to go in and nothing to choose from.
  var isEmpty: Bool { insert.isEmpty && choices.isEmpty }

  /// Something to be read in the place of choices.
  static func notice(_ text: String) -> Completion {
    var completion = Completion()
    (completion.choices, completion.count) = ([text], 1)
    return completion
  }

  private init() {}

  /// - Parameters:
  ///   - line: up to the cursor.
  ///   - unfinished: the lines of the statement before it.
  init(_ line: String, after unfinished: String, in index: CompletionIndex) {
    let blanks = line.prefix { $0.isWhitespace }
    if line.dropFirst(blanks.count).first == "\\" {
      command(String(line.dropFirst(blanks.count)), index)
    } else {
      statement(unfinished.isEmpty ? line : unfinished + "\n" + line, isSQL: !unfinished.isEmpty, index)
    }
  }

  private mutating func command(_ line: String, _ index: CompletionIndex) {
    let name = line.dropFirst().prefix { !$0.isWhitespace }
    let word = Self.lastWord(line)
    guard line.dropFirst().contains(where: \.isWhitespace) else {
      let names = MetaCommand.allCases.map(\.name).filter { $0.hasPrefix(name) }.sorted()
      return offer(names, for: String(name), shown: { "\\" + $0 })
    }
    switch MetaCommand(rawValue: name.filter { $0 != "+" && $0 != "S" }) ?? .help {
    case .describe, .tables, .views, .materializedViews, .foreignTables, .keys, .partitioned, .privileges, .viewSource:
      offer(index.relations.beginning(with: word), for: word)
    case .schemas: offer(index.schemas.filter { $0.hasPrefix(word) }.sorted(), for: word)
    case .functions, .aggregates: offer(index.functions.beginning(with: word), for: word)
    case .pset: offer(DisplayOption.allCases.map(\.rawValue).filter { $0.hasPrefix(word) }.sorted(), for: word)
    case .expanded: offer(["auto", "off", "on"].filter { $0.hasPrefix(word) }, for: word)
    case .timing, .tuplesOnly: offer(["off", "on"].filter { $0.hasPrefix(word) }, for: word)
    case .sql: offer(["edit", "run"].filter { $0.hasPrefix(word) }, for: word)
    case .ask: question(line, index)
    default: break
    }
  }

  private mutating func statement(_ text: String, isSQL: Bool, _ index: CompletionIndex) {
    let scope = StatementScope(text)
    let first = text.drop { !$0.isLetter }.prefix { $0.isLetter }.lowercased()
    guard !text.trimmed.isEmpty else { return }
    guard isSQL || ["select", "with", "values", "table"].contains(first), text.count > first.count else {
      if isSQL || text.contains(" ") || !CompletionIndex.keywords.beginning(with: text).names.contains("select") {
        return question(text, index)
      }
      return offer(["select"], for: text)
    }
    if let value = scope.value {
      let values = scope.columns(index).filter { $0.name == value.column }.flatMap { $0.enumLabels + $0.commonValues }
      return offer(Set(values).filter { $0.hasPrefix(value.text) }.sorted(), for: value.text, end: "'")
    }
    let word = scope.word
    if let dot = word.lastIndex(of: ".") {
      let (owner, name) = (String(word[..<dot]), String(word[word.index(after: dot)...]))
      let columns = index.columns(of: scope.relation(named: owner))?.map { SQLText.identifier($0.name) } ?? []
      let names = columns + index.relations(ofSchema: owner)
      return offer(names.filter { $0.lowercased().hasPrefix(name.lowercased()) }.sorted(), for: name)
    }
    if scope.wantsRelation { return offer(index.relations.beginning(with: word), for: word) }
    guard !word.isEmpty else {
      return offer(Set(scope.columns(index).map { SQLText.identifier($0.name) }).sorted(), for: word)
    }
    let columns = scope.columns(index).map { SQLText.identifier($0.name) }.filter {
      $0.lowercased().hasPrefix(word.lowercased())
    }
    let isUpper = word == word.uppercased() && word.contains(where: \.isLetter)
    let keywords = CompletionIndex.keywords.beginning(with: word).names.map { isUpper ? $0.uppercased() : $0 }
    offer(Set(columns + keywords + index.functions.beginning(with: word).names).sorted(), for: word)
  }

  /// Names and values that the words of a question may mean; a value may be several words long.
  private mutating func question(_ text: String, _ index: CompletionIndex) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    for count in (1...3).reversed() where words.count >= count {
      let beginning = words.suffix(count).joined(separator: " ")
      guard beginning.trimmed.count >= 2 else { continue }
      let found = index.words.beginning(with: beginning)
      if found.count > 0 { return offer(found, for: beginning) }
    }
  }

  private mutating func offer(
    _ names: [String], for typed: String, end: String = " ", shown: (String) -> String = { $0 }
  ) { offer(CompletionIndex.Found(names), for: typed, end: end, shown: shown) }

  private mutating func offer(
    _ found: CompletionIndex.Found, for typed: String, end: String = " ", shown: (String) -> String = { $0 }
  ) {
    guard let first = found.names.first else { return }
    if found.count == 1 {
      insert = String(first.dropFirst(typed.count)) + end
      return
    }
    insert = String(first.prefix(found.common).dropFirst(typed.count))
    (choices, count) = (found.names.map(shown), found.count)
  }

  private static func lastWord(_ text: String) -> String {
    String(text.split(separator: " ", omittingEmptySubsequences: false).last ?? "")
  }
}
