import SQLSyntax
import Vocabulary

/// Says an expression of a statement in plain words: `order date is 2024-03-01`, `sum of price`.
struct ExpressionWords {
  /// The relations of the statement by their aliases, in words.
  let relations: [String: String]

  /// Names that say nothing without their relation's.
  private static let bare: Set<String> = [
    "id", "name", "code", "title", "type", "date", "key", "number", "label", "description", "value",
  ]

  private static let operators = [
    "=": "is", "<>": "is not", "!=": "is not", "<": "below", "<=": "at most", ">": "above", ">=": "at least",
    "~~": "like", "~~*": "like", "!~~": "not like", "!~~*": "not like",
  ]

  private static let functions = [
    "count": "count of", "sum": "sum of", "avg": "average of", "min": "least", "max": "greatest",
    "length": "length of", "round": "", "lower": "", "upper": "", "trim": "",
  ]

  /// The words, or nothing for what has no plain ones.
  func words(_ node: SyntaxNode?) -> String {
    guard let node else { return "" }
    switch node.kind {
    case .columnRef: return column(node)
    case .constant: return constant(node)
    case .typeCast: return words(node.node(.arg))
    case .collateClause: return words(node.node(.arg))
    case .funcCall: return call(node)
    case .expression: return comparison(node)
    case .boolExpr:
      let parts = node.nodes(.args).map(words).filter { !$0.isEmpty }
      return switch node.choice(.boolOperation) {
      case "NOT_EXPR": "not " + (parts.first ?? "")
      case "OR_EXPR": parts.joined(separator: " or ")
      default: parts.joined(separator: " and ")
      }
    case .nullTest:
      let subject = words(node.node(.arg))
      return node.choice(.nullTestType) == "IS_NULL" ? "without \(subject)" : "with \(subject)"
    case .booleanTest: return words(node.node(.arg))
    case .coalesceExpr, .minMaxExpr: return words(node.nodes(.args).first)
    case .subLink: return subquery(node)
    case .rowExpr, .arrayExpr:
      return (node.nodes(.args) + node.nodes(.elements)).map(words).joined(separator: ", ")
    default: return ""
    }
  }

  /// What the column of a reference is called; with its relation where the name alone says nothing.
  private func column(_ node: SyntaxNode) -> String {
    let parts = node.strings(.fields)
    guard let last = parts.last else { return "everything" }
    let name = Identifier.words(last).joined(separator: " ")
    guard Self.bare.contains(name) else { return name }
    // A qualifier that is not known here is an outer statement's; short ones are mere aliases.
    let owner =
      parts.count > 1
      ? relations[parts[parts.count - 2]] ?? (parts[parts.count - 2].count > 2 ? parts[parts.count - 2] : nil)
      : relations.count == 1 ? relations.values.first : nil
    return owner.map { "\($0) \(name)" } ?? name
  }

  private func constant(_ node: SyntaxNode) -> String {
    if node.flag(.isNull) { return "nothing" }
    if let number = node.integer(.integerValue) { return String(number) }
    if case .float(let digits)? = node[.floatValue] { return digits }
    if let truth = node[.booleanValue]?.bool { return truth ? "true" : "false" }
    let text = node.string(.stringValue) ?? ""
    return text.count > 40 ? text.prefix(39) + "…" : text
  }

  private func call(_ node: SyntaxNode) -> String {
    guard let filter = node.node(.aggregateFilter) else { return bareCall(node) }
    return "\(bareCall(node)) where \(words(filter))"
  }

  private func bareCall(_ node: SyntaxNode) -> String {
    let name = node.strings(.functionName).last ?? ""
    if node.flag(.aggregateStar) { return "count" }
    let arguments = node.nodes(.args)
    // `extract(year from x)` and `date_trunc('year', x)`.
    if ["extract", "date_part", "date_trunc"].contains(name), arguments.count >= 2 {
      return "\(words(arguments[0])) of \(words(arguments[1]))"
    }
    let subject = words(arguments.first)
    guard let known = Self.functions[name] else {
      return Identifier.words(name).joined(separator: " ") + (subject.isEmpty ? "" : " of \(subject)")
    }
    let distinct = node.flag(.aggregateDistinct) ? "different " : ""
    return known.isEmpty ? subject : "\(known) \(distinct)\(subject)"
  }

  private func comparison(_ node: SyntaxNode) -> String {
    let left = words(node.node(.left))
    let symbol = node.strings(.name).last ?? "="
    switch node.choice(.kind) {
    case "AEXPR_IN":
      let values = node.nodes(.right).map(words)
      let shown = values.prefix(3).joined(separator: ", ") + (values.count > 3 ? ", …" : "")
      return "\(left) is \(symbol == "<>" ? "none" : "one") of \(shown)"
    case "AEXPR_BETWEEN":
      let ends = node.nodes(.right).map(words)
      return "\(left) from \(ends.joined(separator: " to "))"
    case "AEXPR_NOT_BETWEEN":
      let ends = node.nodes(.right).map(words)
      return "\(left) not from \(ends.joined(separator: " to "))"
    default: break
    }
    let right = words(node.node(.right))
    return [left, Self.operators[symbol] ?? symbol, right].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func subquery(_ node: SyntaxNode) -> String {
    guard let inner = node.node(.subselect) else { return "" }
    let phrases = StatementPhrases(inner)
    let among = ([phrases.source] + phrases.conditions).filter { !$0.isEmpty }.joined(separator: ", ")
    return switch node.choice(.subLinkType) {
    case "EXISTS_SUBLINK": "with \(among)"
    case "EXPR_SUBLINK": "\(phrases.output) of \(among)"
    default: "\(words(node.node(.testExpr))) among \(among)"
    }
  }
}
