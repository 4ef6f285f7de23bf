internal import Vocabulary

/// What a statement that is still being typed says about the place of its end: the relations in scope, the word that is
/// begun, and whether a relation or a value is wanted there.
struct StatementScope {
  /// The word that is begun at the end; with its dots.
  let word: String
  /// Whether a relation stands here: behind FROM, JOIN or a comma among such.
  let wantsRelation: Bool
  /// The literal that is open at the end, and the column that it is compared with.
  let value: (column: String, text: String)?
  /// Relations by their alias, and by their own name.
  private let aliases: [String: String]

  init(_ text: String) {
    var tokens: [String] = []
    var open: Substring?
    var rest = text[...]
    while let character = rest.first {
      if character == "'" {
        let body = rest.dropFirst()
        guard let end = body.firstIndex(of: "'") else {
          open = body
          break
        }
        tokens.append("'")
        rest = body[body.index(after: end)...]
      } else if Self.isName(character) {
        let name = rest.prefix(while: Self.isName)
        tokens.append(String(name))
        rest = rest.dropFirst(name.count)
      } else {
        if !character.isWhitespace { tokens.append(String(character)) }
        rest = rest.dropFirst()
      }
    }
    if open == nil, let last = text.last, Self.isName(last) { word = tokens.popLast() ?? "" } else { word = "" }
    value = open.flatMap { body in
      tokens.last { $0.first.map(Self.isName) == true && !["in", "like", "ilike", "not"].contains($0.lowercased()) }
        .map { (column: String($0.split(separator: ".").last ?? "").lowercased(), text: String(body)) }
    }
    var aliases: [String: String] = [:]
    var clause = ""
    var index = 0
    while index < tokens.count {
      let token = tokens[index].lowercased()
      if Self.clauses.contains(token) { clause = token }
      let isHead = ["from", "join"].contains(token) || (token == "," && ["from", "join"].contains(clause))
      if isHead, index + 1 < tokens.count, tokens[index + 1].first.map(Self.isName) == true {
        let relation = tokens[index + 1]
        aliases[(relation.split(separator: ".").last.map(String.init) ?? relation).lowercased()] = relation
        aliases[relation.lowercased()] = relation
        var next = index + 2
        if next < tokens.count, tokens[next].lowercased() == "as" { next += 1 }
        if next < tokens.count, let first = tokens[next].first, Self.isName(first),
          CompletionIndex.keywords.beginning(with: tokens[next]).names.first != tokens[next].lowercased()
        {
          aliases[tokens[next].lowercased()] = relation
        }
      }
      index += 1
    }
    self.aliases = aliases
    let last = tokens.last?.lowercased() ?? ""
    wantsRelation = ["from", "join", "table"].contains(last) || (last == "," && ["from", "join"].contains(clause))
  }

  /// The relation that an alias or a name stands for.
  func relation(named name: String) -> String { aliases[name.lowercased()] ?? name }

  /// The columns of what is in scope.
  func columns(_ index: CompletionIndex) -> [Column] {
    Set(aliases.values).sorted().flatMap { index.columns(of: $0) ?? [] }
  }

  private static let clauses: Set<String> = [
    "select", "from", "join", "where", "group", "order", "having", "on", "limit",
  ]

  private static func isName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || ["_", ".", "\"", "$"].contains(character)
  }
}
