internal import SQLSyntax

/// How long a text `format` can make: each `%…s` puts in an argument, at a width that may be an argument itself.
struct FormatPattern {
  let length: Double

  init(_ node: SyntaxNode, _ arguments: [Magnitude]) {
    let longest = arguments.dropFirst().map(\.length).max() ?? 0
    guard let pattern = node.nodes(.args).first?.string(.stringValue) else {
      // A pattern that is computed may ask for any width, or be all places, each of two characters.
      if arguments.first?.isConstant ?? false {
        length = .infinity
        return
      }
      let places = (arguments.first?.length ?? 0) / 2
      length = (arguments.first?.length ?? 0) + places * max(longest, 1_000)
      return
    }
    var total = Double(pattern.utf8.count)
    var next = 1
    for piece in pattern.split(separator: "%", omittingEmptySubsequences: false).dropFirst() where !piece.isEmpty {
      // `3$-10s`: an argument's number, a flag, a width.
      var rest = piece
      var number = Self.number(&rest)
      var place = next
      if rest.first == "$" {
        rest = rest.dropFirst()
        place = number.map { Int(min($0, 1e6)) } ?? next
        number = nil
      }
      if rest.first == "-" { rest = rest.dropFirst() }
      var width = number ?? Self.number(&rest) ?? 0
      if rest.first == "*" {
        width = arguments.dropFirst().map(\.number).max() ?? 0
        rest = rest.dropFirst()
        place += 1
      }
      next = place + 1
      let value = place < arguments.count ? arguments[place].length : longest
      // %L and %I may double their argument.
      total += max(width, rest.first == "s" ? value : value * 2 + 2)
    }
    length = total
  }

  private static func number(_ text: inout Substring) -> Double? {
    let digits = text.prefix { $0.isNumber }
    guard !digits.isEmpty else { return nil }
    text = text.dropFirst(digits.count)
    return Double(digits) ?? .infinity
  }
}
