import SQLSyntax
import Vocabulary

extension ExpressionReader {
  /// Functions that mean the same in tagged SQL.
  private static let functions: Set<String> = [
    "count", "sum", "avg", "min", "max", "round", "abs", "floor", "ceil", "lower", "upper", "length", "trim", "btrim",
    "substr", "substring", "concat", "stddev", "variance", "string_agg", "array_agg", "greatest", "least", "now", "age",
  ]
  private static let buckets: Set<String> = ["year", "quarter", "month", "week", "day"]
  private static let parts: Set<String> = ["year", "quarter", "month", "week", "day", "dow", "hour"]
  /// The catalog's names of types, each one word, that a cast may name.
  private static let types: Set<String> = [
    "numeric", "int4", "int8", "int2", "float8", "float4", "text", "varchar", "date", "timestamp", "timestamptz",
    "bool",
    "bpchar", "time", "interval",
  ]

  func call(_ node: SyntaxNode, into text: inout QueryText) throws(NaturalGap) {
    let name = node.strings(.functionName).last ?? ""
    guard node.node(.over) == nil, node.list(.aggregateOrder).isEmpty, !node.flag(.withinGroup) else {
      throw .construct("window or ordered aggregate")
    }
    var arguments = node.nodes(.args)
    switch name {
    case "date_trunc":
      guard arguments.count == 2, let unit = arguments.removeFirst().string(.stringValue), Self.buckets.contains(unit)
      else {
        throw .construct("date_trunc")
      }
      text.say("\(unit)(")
    case "extract", "date_part":
      guard arguments.count == 2, let unit = arguments.removeFirst().string(.stringValue), Self.parts.contains(unit)
      else {
        throw .construct("extract")
      }
      text.say("part_\(unit)(")
    default:
      guard Self.functions.contains(name) else { throw .construct("function \(name)") }
      text.say("\(name)(")
    }
    if node.flag(.aggregateStar) { text.punctuate("*") }
    if node.flag(.aggregateDistinct) { text.say("distinct") }
    for (index, argument) in arguments.enumerated() {
      if index > 0 { text.punctuate(",") }
      // The digits of a rounding are the query's own.
      if index > 0, let digits = Self.number(argument) {
        text.say(digits)
      } else {
        text.add(try read(argument))
      }
    }
    text.punctuate(")")
    if let filter = node.node(.aggregateFilter) {
      text.say("filter ( where")
      text.add(try read(filter))
      text.punctuate(")")
    }
  }

  func choice(_ node: SyntaxNode, into text: inout QueryText) throws(NaturalGap) {
    text.say("case")
    if let argument = node.node(.arg) { text.add(try read(argument)) }
    for branch in node.nodes(.args) {
      guard let test = branch.node(.expr), let result = branch.node(.result) else { throw .construct("CASE") }
      text.say("when")
      text.add(try read(test))
      text.say("then")
      text.add(try read(result))
    }
    if let otherwise = node.node(.defaultResult) {
      text.say("else")
      text.add(try read(otherwise))
    }
    text.say("end")
  }

  func cast(_ node: SyntaxNode, into text: inout QueryText) throws(NaturalGap) {
    guard let argument = node.node(.arg), let type = node.node(.typeName),
      let name = type.strings(.names).last, Self.types.contains(name), type.list(.arrayBounds).isEmpty
    else { throw .construct("cast") }
    // The writer makes a date of every bucket by itself.
    if name == "date", argument.kind == .funcCall, argument.strings(.functionName).last == "date_trunc" {
      text.add(try read(argument))
      return
    }
    text.say("cast(")
    text.add(try read(argument))
    text.say("as \(name)")
    text.punctuate(")")
  }
}
