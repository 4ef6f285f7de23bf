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
}
