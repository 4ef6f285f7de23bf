internal import SQLSyntax
internal import Vocabulary

// What functions make of the sizes of their arguments.
extension ConstantSize {
  func call(_ node: SyntaxNode, _ arguments: [Magnitude]) -> (Magnitude, Finding?) {
    let name = node.strings(.functionName).last ?? ""
    var all = Magnitude.combined(arguments)
    all.type = PolicyLists.shared.functionResults[ExactName(name)] ?? Self.result(of: name, arguments)
    func argument(_ index: Int) -> Magnitude { index < arguments.count ? arguments[index] : .constant(0) }
    func text(_ length: Double, _ what: String = "The text") -> (Magnitude, Finding?) {
      grown(all.with(length: length), what, node)
    }
    switch name {
    case "repeat": return text(max(argument(0).length, 1) * argument(1).number, "The repeated text")
    case "lpad", "rpad": return text(argument(1).number, "The padded text")
    case "replace", "regexp_replace", "array_replace", "ts_headline":
      // What is put in may stand between all characters; a headline marks words with texts of its options.
      let inserted = arguments.dropFirst().map(\.length).max() ?? 1
      return text(argument(0).length * max(1, name == "ts_headline" ? inserted : argument(2).length))
    case "array_to_string": return text(argument(0).length * max(1, argument(1).length + argument(2).length))
    case "array_fill":
      let count = elements(node.nodes(.args).dropFirst().first, argument(1))
      return text(count * max(1, argument(0).length / 24), "The array")
    case "concat": return text(all.length)
    case "concat_ws": return text(all.length + argument(0).length * Double(arguments.count))
    case "format": return text(FormatPattern(node, arguments).length)
    case "encode", "quote_literal", "quote_nullable", "quote_ident", "convert": return text(all.length * 2 + 2)
    case "to_json", "to_jsonb", "row_to_json", "array_to_json", "json_build_object", "json_build_array",
      "jsonb_build_object", "jsonb_build_array", "json_object", "jsonb_object", "xmlcomment", "unistr":
      return text(all.length * 6 + 10, "The document")
    case "jsonb_set", "jsonb_insert", "jsonb_set_lax", "array_cat", "array_append", "array_prepend", "xmlconcat2",
      "overlay", "string_to_array", "regexp_split_to_array":
      return text(all.length)
    case "power", "pow", "dpow", "numeric_power":
      let (size, finding) = power(argument(0), argument(1), node)
      return (size.with(type: all.type), finding)
    case "exp":
      // The server refuses what is too large for data by itself, and quickly.
      let isLarge = all.isConstant && argument(0).number > Self.maxDigits
      return (all.with(nil, bound: 1e300), isLarge ? tooLarge("The power", node) : nil)
    case "factorial":
      return (all.with(nil, bound: 1e300), argument(0).number > 1_000 ? tooLarge("The factorial", node) : nil)
    case "generate_series": return series(node, arguments)
    case "normal_rand":
      return (all, argument(0).number > Self.maxRows ? tooLarge("The series", node) : nil)
    case "xpath", "xpath_exists", "xmlexists":
      // Paths over all pairs of elements take long, and nothing stops them.
      let isLarge = all.isConstant && all.length > Self.maxLength / 10
      return (all, isLarge ? tooLarge("The search in a document", node) : nil)
    case "length", "char_length", "character_length", "octet_length", "bit_length", "array_length", "cardinality",
      "position", "strpos", "pg_column_size":
      return (all.with(nil, bound: argument(0).length * 8), nil)
    case "ascii", "bit_count": return (all.with(nil, bound: 1_200_000), nil)
    case "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp":
      return (.now.with(type: all.type), nil)
    case "date_part", "extract": return (part(node, argument(1), all.type), nil)
    case "abs", "ceil", "ceiling", "floor", "round", "trunc", "min", "max", "avg", "sum", "sqrt", "ln", "log", "upper",
      "lower", "trim", "btrim", "ltrim", "rtrim", "int4", "int8", "int2", "numeric", "float8", "text", "mod", "div",
      "nullif", "greatest", "least", "left", "right", "substr", "substring", "reverse", "initcap", "sign":
      var size = argument(0)
      size.exact = name == "abs" ? size.exact.map(abs) : nil
      size.isConstant = all.isConstant
      size.type = all.type
      size.types = all.types
      return (size, nil)
    case "string_agg", "array_agg", "json_agg", "jsonb_agg", "xmlagg":
      return (all.unfolded.with(length: argument(0).length * 100), nil)
    case "count":
      return (Magnitude.combined([]).with(type: "int8"), nil)
    default:
      // What a function makes of constants is not known, and the unknown counts as too large.
      if !arguments.isEmpty, all.isConstant { all.number = 1e15 }
      return (all, nil)
    }
  }

  /// The type of what a function gives that has the type of its argument, or one of the same sort.
  private static func result(of name: String, _ arguments: [Magnitude]) -> String? {
    if name == "length" { return "int4" }
    guard let first = arguments.first?.resolved.type else { return nil }
    switch name {
    case "min", "max": return ["varchar", "name"].contains(first) ? "text" : first == "cidr" ? "inet" : first
    case "first_value", "last_value", "nth_value": return first
    case "lag", "lead":
      // With a value in place of a missing row, the type is one that fits both.
      guard arguments.count > 2 else { return first }
      return Magnitude.combined([arguments[0], arguments[2]]).resolved.type
    case "mode", "percentile_disc": return arguments.last?.resolved.type
    case "sum", "avg", "round", "abs", "ceil", "ceiling", "floor", "trunc", "mod", "power", "pow", "sqrt", "sign",
      "exp",
      "ln", "log":
      return number(of: name, arguments.compactMap(\.type), arguments.count)
    case "lower", "upper": return TypeKey.category(first) == "string" ? "text" : nil
    case "date_trunc":
      let type = arguments.count > 1 ? arguments[1].type : nil
      return type == "date"
        ? "timestamptz" : type.flatMap { ["timestamp", "timestamptz", "interval"].contains($0) ? $0 : nil }
    default: return nil
    }
  }

  /// The type of number that arithmetic gives.
  private static func number(of name: String, _ types: [String], _ count: Int) -> String? {
    let isInexact = types.contains { ["float4", "float8"].contains($0) }
    guard types.count == count, types.allSatisfy(exactNumbers.union(["float4", "float8"]).contains) else { return nil }
    switch name {
    case "sum": return ["int2", "int4"].contains(types[0]) ? "int8" : types[0] == "int8" ? "numeric" : types[0]
    case "avg": return isInexact ? "float8" : "numeric"
    case "abs": return types[0]
    case "mod": return Set(types).count == 1 ? types[0] : nil
    default:
      return isInexact
        ? "float8" : types.contains("numeric") || count > 1 && name != "power" && name != "pow" ? "numeric" : "float8"
    }
  }

  private static let exactNumbers: Set<String> = ["int2", "int4", "int8", "numeric"]

  /// A part of a time: small, but for the seconds since an epoch.
  private func part(_ node: SyntaxNode, _ moment: Magnitude, _ type: String?) -> Magnitude {
    let field = node.nodes(.args).first?.string(.stringValue)?.lowercased()
    let isLarge = field.map { ["epoch", "julian", "microseconds", "milliseconds"].contains($0) } ?? true
    var size = moment.with(nil, bound: !isLarge ? 10_000 : moment.isConstant ? 1e12 : 10_000)
    size.type = type
    return size
  }

  /// How many elements an array has whose dimensions are given by another array: the product of its elements.
  private func elements(_ dimensions: SyntaxNode?, _ size: Magnitude) -> Double {
    var node = dimensions
    while node?.kind == .typeCast, let inner = node?.node(.arg) { node = inner }
    if node?.kind == .arrayExpr { return power(max(size.number, 1), node?.list(.elements).count ?? 1) }
    guard let text = node?.string(.stringValue) else { return size.isConstant ? .infinity : size.number }
    return text.split { !$0.isNumber }.reduce(1) { $0 * (Double($1) ?? .infinity) }
  }

  private func power(_ base: Double, _ times: Int) -> Double {
    (0..<min(times, 40)).reduce(1) { product, _ in product * base }
  }
}
