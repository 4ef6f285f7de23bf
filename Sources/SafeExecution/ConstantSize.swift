internal import Foundation
internal import SQLSyntax
internal import Vocabulary

/// Layer 5, before the server: values that a short text would make huge. The planner computes constants already during
/// EXPLAIN and looks at its timer late, so that they are folded here first; a constant of unknown size counts as too large.
struct ConstantSize {
  /// Characters, bytes or elements that one value may be given.
  static let maxLength = 100_000.0
  /// The same where data takes part; it is guessed at 200 characters a value, so that this bound is a wide one.
  static let maxDataLength = maxLength * 100
  /// Rows that one series may have.
  static let maxRows = 1_000_000.0
  /// Digits that a power may have.
  static let maxDigits = 10_000.0

  /// How large a node's value can be, given its parts, and why that is too large.
  func magnitude(of node: SyntaxNode, parts: PartSizes) -> (Magnitude, Finding?) {
    switch node.kind {
    case .constant: return constant(node)
    case .typeCast: return cast(node, parts[.arg].first ?? .column)
    case .collateClause, .namedArgExpr, .sortBy: return (parts.all.first ?? .column, nil)
    case .indirection: return ((parts[.arg].first ?? .column).with(type: nil), nil)
    case .expression: return operation(node, parts[.left].first, parts[.right])
    // The values of an ordered-set aggregate are those that it orders.
    case .funcCall:
      return call(node, parts[.args] + (node.flag(.withinGroup) ? parts[.aggregateOrder] : []))
    case .coalesceExpr, .minMaxExpr: return (Self.any(parts[.args]).resolved, nil)
    case .caseExpr: return (Self.any(parts[.args] + parts[.defaultResult]).resolved, nil)
    case .caseWhen:
      var result = parts[.result].first ?? .column
      // The condition's types count as well: CASE x WHEN y compares the two.
      for condition in parts[.expr] { result.types.formUnion(condition.types) }
      return (result, nil)
    case .arrayExpr: return (Magnitude.combined(parts[.elements]).with(type: nil), nil)
    case .boolExpr, .booleanTest, .nullTest: return (Magnitude.constant(1, type: "bool").unfolded, nil)
    case .sqlValueFunction: return (Self.now(node.choice(.op) ?? ""), nil)
    case .xmlExpr:
      // Each of & and < and > becomes five characters.
      let all = Magnitude.combined(parts.all)
      return grown(all.with(length: all.length * 6 + 50).with(type: "xml"), "The document", node)
    default: return (parts.all.isEmpty ? .column : Magnitude.combined(parts.all).with(type: nil), nil)
    }
  }

  private static func any(_ sizes: [Magnitude]) -> Magnitude {
    sizes.reduce(nil as Magnitude?) { $0?.larger($1) ?? $1 } ?? .column
  }

  private static func now(_ operation: String) -> Magnitude {
    let name = operation.dropFirst("SVFOP_".count).lowercased()
    switch name {
    case "current_date": return .now.with(type: "date")
    case _ where name.hasPrefix("current_timestamp"): return .now.with(type: "timestamptz")
    case _ where name.hasPrefix("localtimestamp"): return .now.with(type: "timestamp")
    case _ where name.hasPrefix("current_time"): return .now.with(type: "timetz")
    case _ where name.hasPrefix("localtime"): return .now.with(type: "time")
    default: return .now.with(type: "name")
    }
  }

  private func constant(_ node: SyntaxNode) -> (Magnitude, Finding?) {
    switch node.fields.first(where: { $0.key != .location })?.value {
    case .integer(let value)?: return (.constant(Double(value), type: "int4"), nil)
    case .float(let text)?:
      let value = Double(text) ?? .infinity
      // A whole number that is too large for int4 is an int8.
      let isWhole = text.allSatisfy(\.isNumber) && value < 9e18
      let size = Magnitude.constant(value, type: isWhole ? "int8" : "numeric")
      return (size, value.isFinite ? nil : tooLarge("The number \(text.prefix(20))", node))
    case .string(let text)?:
      let size = Magnitude.text(text)
      // '1e131071' becomes a number of 131,072 digits as soon as it is cast.
      return (size, size.number.isFinite ? nil : tooLarge("The number \(text.prefix(20))", node))
    case .bool?: return (.constant(0, type: "bool"), nil)
    case .bits(let text)?:
      return (Magnitude.constant(0, type: "bit").with(length: Double(text.utf8.count) * 4), nil)
    default: return (.constant(0), nil)
    }
  }

  private func cast(_ node: SyntaxNode, _ value: Magnitude) -> (Magnitude, Finding?) {
    let type = node.node(.typeName)
    let name = type?.strings(.names).last ?? ""
    let isArray = type.map { !$0.list(.arrayBounds).isEmpty } ?? false
    var size = value.with(type: isArray ? nil : name)
    switch name {
    case _ where isArray: break
    case "date" where value.isConstant && value.type == "unknown":
      // Dates subtract to days.
      let day = (node.node(.arg)?.string(.stringValue)).flatMap(CalendarDay.number)
      size = size.with(day, bound: 2.2e9)
    case "text", "varchar", "bpchar":
      // Bytes are printed as two digits each.
      if value.type == "bytea" || (value.type == nil && value.isConstant) {
        return grown(value.with(length: value.length * 2 + 2).with(type: name), "The text", node)
      }
    case "int2", "int4", "int8":
      size.exact = size.exact?.rounded()
    default: break
    }
    return (size, nil)
  }

  private func operation(_ node: SyntaxNode, _ left: Magnitude?, _ rights: [Magnitude]) -> (Magnitude, Finding?) {
    if node.choice(.kind) == "AEXPR_NULLIF" { return (left?.unfolded ?? .column, nil) }
    guard node.choice(.kind) == "AEXPR_OP", let right = rights.first, let symbol = node.strings(.name).last else {
      return (Magnitude.combined((left.map { [$0] } ?? []) + rights).with(type: "bool"), nil)
    }
    guard let left else {
      return (symbol == "-" ? right.with(right.exact.map { -$0 }, bound: right.number) : right, nil)
    }
    var both = Magnitude.combined([left, right])
    if both.type == "unknown" { both.type = nil }
    func fold(_ compute: (Double, Double) -> Double, bound: Double) -> (Magnitude, Finding?) {
      let exact = left.exact.flatMap { a in right.exact.map { compute(a, $0) } }
      var result = both.with(exact, bound: bound)
      result.length = max(left.length, right.length)
      result.type = TypeKey.number(left.type, right.type)
      return (result, both.isConstant && !result.number.isFinite ? tooLarge("The result of \(symbol)", node) : nil)
    }
    switch symbol {
    case "+": return fold(+, bound: left.number + right.number)
    case "-": return fold(-, bound: left.number + right.number)
    case "*": return fold(*, bound: left.number * right.number)
    case "/":
      let divisor = right.exact.map(abs) ?? 1
      return fold({ $1 == 0 ? $0 : $0 / $1 }, bound: left.number / (divisor > 1 ? divisor : 1))
    case "%": return fold({ a, _ in a }, bound: right.number)
    case "<<": return fold({ $0 * pow(2, $1) }, bound: .infinity).0.capped(at: 9.3e18)
    case "^":
      let (size, finding) = power(left, right, node)
      return (size.with(type: nil), finding)
    case "||":
      // Two texts of any sort give a text.
      let isText =
        [left, right].contains { $0.type == "text" }
        || [left, right].allSatisfy { $0.type.map(TypeKey.category) == "string" }
      let joined = both.with(length: left.length + right.length)
      return grown(joined.with(type: isText ? "text" : both.type), "The text", node)
    case "=", "<>", "<", "<=", ">", ">=", "~", "~*", "!~", "!~*", "@>", "<@", "&&", "?", "?|", "?&", "@@", "@?":
      return (both.with(type: "bool"), nil)
    default: return (both.with(type: nil), nil)
    }
  }

  func power(_ base: Magnitude, _ exponent: Magnitude, _ node: SyntaxNode) -> (Magnitude, Finding?) {
    // Data is guessed high; where it stands in an exponent it is meant to be small.
    let times = exponent.isConstant ? exponent.number : exponent.number / 10
    let digits = log10(max(base.number, 2)) * times
    var size = Magnitude.combined([base, exponent]).with(nil, bound: min(Foundation.pow(base.number, times), 1e300))
    size.length = min(digits, 1e6)
    return (size, digits > Self.maxDigits || digits.isNaN ? tooLarge("The power", node) : nil)
  }

  /// A text that was made from others: refused when it grew too large.
  func grown(_ size: Magnitude, _ what: String, _ node: SyntaxNode) -> (Magnitude, Finding?) {
    let isTooLong = size.length > (size.isConstant ? Self.maxLength : Self.maxDataLength)
    return (size, isTooLong ? tooLarge(what, node) : nil)
  }

  func tooLarge(_ what: String, _ node: SyntaxNode) -> Finding {
    Rule.constantSize.finding("\(what) could become too large.", hint: "Use smaller constants.", at: node.location)
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
