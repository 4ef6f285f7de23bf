import SQLSyntax
import Vocabulary

/// Says the expressions of one scope of plain SQL in tagged SQL.
struct ExpressionReader {
  /// How tightly an operator binds; looser ones inside tighter ones need brackets.
  enum Binding: Int, Comparable {
    case or, and, not, comparison, other, sum, product, operand

    static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
  }

  let scope: QueryScope
  let snapshot: SchemaSnapshot
  /// The names that the scope's sub-queries in FROM have in tagged SQL, by their place in FROM.
  let derivedNames: [Int: String]
  let literals: LiteralReader
  /// Says a sub-query.
  let subquery: (SyntaxNode) throws(NaturalGap) -> QueryText

  func read(
    _ node: SyntaxNode, within: Binding = .or
  ) throws(NaturalGap) -> QueryText {
    let (text, binding) = try parts(of: node)
    guard binding < within else { return text }
    var bracketed = QueryText()
    bracketed.say("(")
    bracketed.add(text)
    bracketed.punctuate(")")
    return bracketed
  }

  /// Expressions with commas between them.
  func list(_ nodes: [SyntaxNode]) throws(NaturalGap) -> QueryText {
    var text = QueryText()
    for node in nodes {
      if !text.isEmpty { text.punctuate(",") }
      text.add(try read(node))
    }
    return text
  }

  private func parts(of node: SyntaxNode) throws(NaturalGap) -> (QueryText, Binding) {
    var text = QueryText()
    switch node.kind {
    case .columnRef:
      text.add(try column(node))
      return (text, .operand)
    case .constant:
      try constant(node, into: &text)
      return (text, .operand)
    case .boolExpr: return try logic(node)
    case .expression: return try operation(node)
    case .nullTest:
      guard let argument = node.node(.arg) else { throw .construct(node.name) }
      text.add(try read(argument, within: .other))
      text.say(node.choice(.nullTestType) == "IS_NULL" ? "is null" : "is not null")
      return (text, .comparison)
    case .subLink: return (try sublink(node, isNegated: false), .comparison)
    case .funcCall:
      try call(node, into: &text)
      return (text, .operand)
    case .coalesceExpr:
      text.say("coalesce(")
      text.add(try list(node.nodes(.args)))
      text.punctuate(")")
      return (text, .operand)
    case .caseExpr:
      try choice(node, into: &text)
      return (text, .operand)
    case .typeCast:
      try cast(node, into: &text)
      return (text, .operand)
    default: throw .construct(node.name)
    }
  }

  // MARK: Names and literals

  func column(_ node: SyntaxNode) throws(NaturalGap) -> QueryText {
    var text = QueryText()
    switch try scope.meaning(of: node) {
    case .column(let name, let instance): text.add(.column(name, instance))
    case .derived(let entry, let column): text.say("\(derivedNames[entry] ?? "x") . n\(column + 1)")
    }
    return text
  }

  /// The column that a node is, where it is no more than that.
  private func plainColumn(_ node: SyntaxNode?) -> ColumnName? {
    guard let node, node.kind == .columnRef, case .column(let name, _)? = try? scope.meaning(of: node) else {
      return nil
    }
    return name
  }

  /// The digits of a number, if the node is one.
  static func number(_ node: SyntaxNode) -> String? {
    guard node.kind == .constant, !node.flag(.isNull) else { return nil }
    if let integer = node.integer(.integerValue) { return String(integer) }
    if case .float(let digits)? = node[.floatValue] { return digits }
    return nil
  }

  /// The text of a literal, also under a cast to a date or time.
  private func string(_ node: SyntaxNode?) -> String? {
    guard let node else { return nil }
    if node.kind == .constant { return node.string(.stringValue) }
    guard node.kind == .typeCast, let type = node.node(.typeName)?.strings(.names).last,
      ["date", "timestamp", "timestamptz", "text", "varchar"].contains(type)
    else { return nil }
    return node.node(.arg)?.string(.stringValue)
  }

  private func constant(_ node: SyntaxNode, into text: inout QueryText) throws(NaturalGap) {
    if node.flag(.isNull) {
      text.say("null")
    } else if let digits = Self.number(node) {
      text.add(try literals.number(digits))
    } else if let words = node.string(.stringValue) {
      text.add(try literals.bare(words))
    } else if let truth = node[.booleanValue]?.bool {
      text.say(truth ? "true" : "false")
    } else {
      throw .construct("literal")
    }
  }

  // MARK: Operators

  private func logic(_ node: SyntaxNode) throws(NaturalGap) -> (QueryText, Binding) {
    var text = QueryText()
    let arguments = node.nodes(.args)
    switch node.choice(.boolOperation) {
    case "NOT_EXPR":
      guard let argument = arguments.first else { throw .construct(node.name) }
      if argument.kind == .subLink { return (try sublink(argument, isNegated: true), .not) }
      text.say("not")
      text.add(try read(argument, within: .operand))
      return (text, .not)
    case let operation:
      let isAnd = operation == "AND_EXPR"
      for argument in arguments {
        if !text.isEmpty { text.say(isAnd ? "and" : "or") }
        text.add(try read(argument, within: isAnd ? .and : .or))
      }
      return (text, isAnd ? .and : .or)
    }
  }

  private static let flipped = ["=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<="]
  private static let arithmetic: [String: Binding] = [
    "+": .sum, "-": .sum, "*": .product, "/": .product, "%": .product, "||": .other,
  ]

  private func operation(_ node: SyntaxNode) throws(NaturalGap) -> (QueryText, Binding) {
    var text = QueryText()
    let name = node.strings(.name).last ?? ""
    switch node.choice(.kind) {
    case "AEXPR_OP":
      guard var right = node.node(.right) else { throw .construct(node.name) }
      guard var left = node.node(.left) else {
        guard name == "-" else { throw .construct("operator \(name)") }
        text.say("-")
        text.add(try read(right, within: .operand))
        return (text, .product)
      }
      if let binding = Self.arithmetic[name] {
        text.add(try read(left, within: binding))
        text.say(name)
        text.add(try read(right, within: binding == .product ? .operand : .product))
        return (text, binding)
      }
      var symbol = name == "!=" ? "<>" : name
      guard let other = Self.flipped[symbol] else { throw .construct("operator \(name)") }
      if left.kind == .constant, right.kind != .constant {
        (left, right) = (right, left)
        symbol = other
      }
      text.add(try read(left, within: .other))
      text.say(symbol)
      try operand(right, against: left, symbol, into: &text)
      return (text, .comparison)
    case "AEXPR_IN":
      guard let left = node.node(.left) else { throw .construct(node.name) }
      text.add(try read(left, within: .other))
      text.say(name == "<>" ? "not in (" : "in (")
      for (index, item) in node.nodes(.right).enumerated() {
        if index > 0 { text.punctuate(",") }
        try operand(item, against: left, "in", into: &text)
      }
      text.punctuate(")")
      return (text, .comparison)
    case "AEXPR_LIKE", "AEXPR_ILIKE": return (try match(node, name), .comparison)
    case "AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN":
      let bounds = node.nodes(.right)
      guard let left = node.node(.left), bounds.count == 2 else { throw .construct(node.name) }
      let isNegated = node.choice(.kind) == "AEXPR_NOT_BETWEEN"
      text.add(try read(left, within: .other))
      if isNegated { text.say("not") }
      if let name = plainColumn(left), snapshot.column(name)?.family.isTemporal == true, let first = string(bounds[0]),
        let last = string(bounds[1]), let slot = literals.period(from: first, to: last)
      {
        text.say("in")
        text.add(slot)
        return (text, .comparison)
      }
      text.say("between")
      try operand(bounds[0], against: left, "between", into: &text)
      text.say("and")
      try operand(bounds[1], against: left, "between", into: &text)
      return (text, .comparison)
    case "AEXPR_NULLIF":
      text.say("nullif(")
      text.add(try list([node.node(.left), node.node(.right)].compactMap(\.self)))
      text.punctuate(")")
      return (text, .operand)
    case let kind: throw .construct("operator \(kind ?? "?")")
    }
  }

  /// What stands on the right of a comparison, said as the column on its left wants it.
  private func operand(
    _ node: SyntaxNode, against left: SyntaxNode, _ symbol: String, into text: inout QueryText
  ) throws(NaturalGap) {
    let name = plainColumn(left)
    if let name, let words = string(node) {
      let isPlain = symbol == "=" || symbol == "<>"
      let family = snapshot.column(name)?.family
      // Text that is compared by size has no stored spelling.
      if !isPlain, symbol != "in", family?.isTemporal != true {
        text.add(try literals.bare(words))
      } else {
        text.add(try literals.text(words, of: name, isPlain: isPlain))
      }
    } else if let digits = Self.number(node) {
      text.add(try literals.number(digits, against: name.flatMap { snapshot.column($0) }))
    } else {
      text.add(try read(node, within: .other))
    }
  }

  private func match(_ node: SyntaxNode, _ name: String) throws(NaturalGap) -> QueryText {
    var text = QueryText()
    let isNegated = name.hasPrefix("!")
    guard let left = node.node(.left), let right = node.node(.right), let pattern = right.string(.stringValue) else {
      throw .construct("pattern that is no literal")
    }
    if left.kind == .typeCast, let inner = left.node(.arg), let name = plainColumn(inner),
      snapshot.column(name)?.family.isTemporal == true, pattern.hasSuffix("%"),
      let slot = literals.period(prefix: Self.prefix(of: pattern))
    {
      text.add(try column(inner))
      text.say(isNegated ? "not in" : "in")
      text.add(slot)
      return text
    }
    text.add(try read(left, within: .other))
    if isNegated { text.say("not") }
    guard plainColumn(left) != nil else {
      text.say(name.hasSuffix("*") ? "ilike" : "like")
      text.add(try literals.bare(pattern))
      return text
    }
    let (word, piece) = try literals.pattern(pattern, isFolding: name.hasSuffix("*"))
    text.say(word)
    text.add(piece)
    return text
  }

  private func sublink(
    _ node: SyntaxNode, isNegated: Bool
  ) throws(NaturalGap) -> QueryText {
    guard let query = node.node(.subselect) else { throw .construct(node.name) }
    var text = QueryText()
    switch node.choice(.subLinkType) {
    case "EXISTS_SUBLINK": text.say(isNegated ? "not exists (" : "exists (")
    case "ANY_SUBLINK":
      guard let test = node.node(.testExpr), node.list(.operatorName).isEmpty else { throw .construct("ANY") }
      text.add(try read(test, within: .other))
      text.say(isNegated ? "not in (" : "in (")
    case "EXPR_SUBLINK": text.say(isNegated ? "not (" : "(")
    case let kind: throw .construct(kind ?? node.name)
    }
    text.add(try subquery(query))
    text.punctuate(")")
    return text
  }

  /// `2016-03` of `2016-03%` and of `2016-03-%`.
  private static func prefix(of pattern: String) -> String {
    let core = pattern.dropLast()
    return String(core.last == "-" ? core.dropLast() : core)
  }
}
