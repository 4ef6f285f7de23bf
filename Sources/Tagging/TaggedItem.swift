import Vocabulary

/// A token, or what stands between a pair of parentheses.
enum TaggedItem: Hashable, Sendable {
  case token(TaggedToken)
  case nested([TaggedItem])

  /// Groups tokens by parentheses; `nil` when these do not match or nest deeper than anything sensible.
  static func tree(_ tokens: [TaggedToken]) -> [TaggedItem]? {
    var stack: [[TaggedItem]] = [[]]
    for token in tokens {
      switch token {
      case .symbol("("):
        guard stack.count < 24 else { return nil }
        stack.append([])
      case .symbol(")"):
        guard stack.count > 1, let inner = stack.popLast() else { return nil }
        stack[stack.count - 1].append(.nested(inner))
      default: stack[stack.count - 1].append(.token(token))
      }
    }
    return stack.count == 1 ? stack[0] : nil
  }

  var word: String? {
    if case .token(.word(let word)) = self { word } else { nil }
  }

  var mention: Int? {
    if case .token(.mention(let number)) = self { number } else { nil }
  }

  /// Whether this is a sub-query in parentheses.
  var isQuery: Bool {
    if case .nested(let items) = self { items.first?.word == "select" } else { false }
  }

  func isSymbol(_ symbol: String) -> Bool { self == .token(.symbol(symbol)) }

  /// Whether SELECTs are joined by it.
  var isSetOperator: Bool { ["union", "intersect", "except"].contains(word) }
}

extension TagTable {
  /// What `<cN>` stands for; `nil` where the prompt has no such tag.
  func column(_ number: Int) -> ColumnName? { columns.indices.contains(number) ? columns[number] : nil }

  /// The same of a column of the statement's own rows.
  func column(_ item: TaggedItem) -> ColumnName? {
    guard case .token(.column(let number, .first)) = item else { return nil }
    return column(number)
  }
}
