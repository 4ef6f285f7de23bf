internal import Foundation
internal import SQLSyntax
internal import Vocabulary

/// Layer 7, before the server: values that a short text would make huge. The planner computes constants already during
/// EXPLAIN and looks at its timer late, so that they are folded here first; a constant of unknown size counts as too large.
struct ConstantSize {
  /// Characters, bytes or elements that one value may be given.
  static let maxLength = 100_000
  /// Rows that one series may have.
  static let maxRows = 1_000_000.0
  /// Digits that a power may have.
  static let maxDigits = 10_000.0

  /// How large a node's value can be, given its parts, and why that is too large.
  func magnitude(of node: SyntaxNode, parts: PartSizes) -> (Magnitude, Finding?) {
    switch node.kind {
    case .constant: return constant(node)
    case .typeCast, .collateClause, .namedArgExpr, .indirection: return (parts[.arg].first ?? .column, nil)
    case .expression: return operation(node, parts[.left].first, parts[.right])
    case .funcCall: return call(node, parts[.args])
    case .coalesceExpr, .minMaxExpr: return (parts[.args].reduce(nil) { $0?.larger($1) ?? $1 } ?? .column, nil)
    case .caseExpr:
      let results = parts[.args] + parts[.defaultResult]
      return (results.reduce(nil) { $0?.larger($1) ?? $1 } ?? .column, nil)
    case .caseWhen: return (parts[.result].first ?? .column, nil)
    case .arrayExpr: return (.combined(parts[.elements]), nil)
    case .rowExpr: return (.combined(parts[.args]), nil)
    default: return (.column, nil)
    }
  }

  private func constant(_ node: SyntaxNode) -> (Magnitude, Finding?) {
    switch node.fields.first(where: { $0.key != .location })?.value {
    case .integer(let value)?: return (.constant(Double(value)), nil)
    case .float(let text)?:
      let value = Double(text) ?? .infinity
      return (.constant(value), value.isFinite ? nil : tooLarge("The number \(text.prefix(20))", node))
    case .string(let text)?:
      let size = Magnitude.text(text)
      // '1e131071' becomes a number of 131,072 digits as soon as it is cast.
      return (size, size.number.isFinite ? nil : tooLarge("The number \(text.prefix(20))", node))
    default: return (.constant(0), nil)
    }
  }

  private func operation(_ node: SyntaxNode, _ left: Magnitude?, _ rights: [Magnitude]) -> (Magnitude, Finding?) {
    guard node.choice(.kind) == "AEXPR_OP", let right = rights.first, let symbol = node.strings(.name).last else {
      return (.combined((left.map { [$0] } ?? []) + rights), nil)
    }
    guard let left else {
      return (symbol == "-" ? right.with(right.exact.map { -$0 }, bound: right.number) : right, nil)
    }
    let both = Magnitude.combined([left, right])
    func fold(_ compute: (Double, Double) -> Double, bound: Double) -> (Magnitude, Finding?) {
      let exact = left.exact.flatMap { a in right.exact.map { compute(a, $0) } }
      var result = both.with(exact, bound: bound)
      result.length = both.length
      return (result, both.isConstant && !result.number.isFinite ? tooLarge("The result of \(symbol)", node) : nil)
    }
    switch symbol {
    case "+": return fold(+, bound: left.number + right.number)
    case "-": return fold(-, bound: left.number + right.number)
    case "*": return fold(*, bound: left.number * right.number)
    case "/": return fold({ $1 == 0 ? $0 : $0 / $1 }, bound: left.number)
    case "%": return fold({ a, _ in a }, bound: right.number)
    case "<<": return fold({ $0 * pow(2, $1) }, bound: .infinity).0.capped(at: 9.3e18)
    case "^": return power(left, right, node)
    case "||": return grown(both.with(length: left.length + right.length), "The text", node)
    default: return (both, nil)
    }
  }

  private func power(_ base: Magnitude, _ exponent: Magnitude, _ node: SyntaxNode) -> (Magnitude, Finding?) {
    let digits = log10(max(base.number, 2)) * exponent.number
    let isConstant = base.isConstant && exponent.isConstant
    let size = Magnitude(
      exact: nil, number: min(pow(base.number, exponent.number), 1e300), length: min(digits, 1e6),
      isConstant: isConstant)
    return (size, digits > Self.maxDigits ? tooLarge("The power", node) : nil)
  }

  /// A text that was made from others: refused when it grew too large.
  func grown(_ size: Magnitude, _ what: String, _ node: SyntaxNode) -> (Magnitude, Finding?) {
    // Data is guessed at 200 characters a value, so that the bound for it is a wide one.
    let limit = Double(size.isConstant ? Self.maxLength : Self.maxLength * 100)
    return (size, size.length > limit ? tooLarge(what, node) : nil)
  }

  func tooLarge(_ what: String, _ node: SyntaxNode) -> Finding {
    Rule.constantSize.finding(
      "\(what) could become too large.", hint: "Use smaller constants.", at: node.location)
  }

  /// How many elements an array has whose dimensions are given by another array: the product of its elements.
  private func elements(_ dimensions: SyntaxNode?, _ size: Magnitude) -> Double {
    var node = dimensions
    while node?.kind == .typeCast, let inner = node?.node(.arg) { node = inner }
    if node?.kind == .arrayExpr { return pow(max(size.number, 1), Double(node?.list(.elements).count ?? 1)) }
    guard let text = node?.string(.stringValue) else { return size.isConstant ? .infinity : size.number }
    return text.split { !$0.isNumber }.reduce(1) { $0 * (Double($1) ?? .infinity) }
  }

  private func call(_ node: SyntaxNode, _ arguments: [Magnitude]) -> (Magnitude, Finding?) {
    let name = node.strings(.functionName).last ?? ""
    let all = Magnitude.combined(arguments)
    func argument(_ index: Int) -> Magnitude { index < arguments.count ? arguments[index] : .constant(0) }
    switch name {
    case "repeat":
      return grown(all.with(length: max(argument(0).length, 1) * argument(1).number), "The repeated text", node)
    case "lpad", "rpad": return grown(all.with(length: argument(1).number), "The padded text", node)
    case "replace", "regexp_replace", "array_replace":
      let length = argument(0).length * max(1, argument(2).length)
      return grown(all.with(length: length), "The text", node)
    case "array_fill":
      let count = elements(node.nodes(.args).dropFirst().first, argument(1))
      return grown(all.with(length: count * max(1, argument(0).length / 24)), "The array", node)
    case "concat", "concat_ws", "format":
      let width = name == "format" ? formatWidth(node, arguments) : 0
      return grown(all.with(length: all.length + width), "The text", node)
    case "power", "pow": return power(argument(0), argument(1), node)
    case "exp":
      return (all.with(nil, bound: 1e300), argument(0).number > Self.maxDigits ? tooLarge("The power", node) : nil)
    case "factorial":
      return (all.with(nil, bound: 1e300), argument(0).number > 1_000 ? tooLarge("The factorial", node) : nil)
    case "generate_series": return series(node, arguments)
    case "normal_rand":
      return (all, argument(0).number > Self.maxRows ? tooLarge("The series", node) : nil)
    case "length", "char_length", "character_length", "octet_length", "bit_length", "array_length", "cardinality":
      return (all.with(nil, bound: argument(0).length * 8), nil)
    case "abs", "ceil", "ceiling", "floor", "round", "trunc", "min", "max", "avg", "sum", "sqrt", "ln", "log", "upper",
      "lower", "trim", "btrim", "ltrim", "rtrim", "int4", "int8", "int2", "numeric", "float8", "text", "mod", "div",
      "nullif":
      var size = argument(0)
      size.exact = name == "abs" ? size.exact.map(abs) : nil
      size.isConstant = all.isConstant
      return (size, nil)
    case "string_agg", "array_agg", "json_agg", "jsonb_agg":
      return (all.unfolded.with(length: argument(0).length * 100), nil)
    default:
      // What a function makes of constants is not known, and the unknown counts as too large.
      var size = all
      if !arguments.isEmpty, all.isConstant { size.number = 1e15 }
      return (size, nil)
    }
  }
}

extension Magnitude {
  fileprivate func capped(at limit: Double) -> (Magnitude, Finding?) {
    var copy = self
    copy.exact = exact.map { min($0, limit) }
    copy.number = min(number, limit)
    return (copy, nil)
  }
}
