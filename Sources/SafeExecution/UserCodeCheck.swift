internal import SQLSyntax
internal import Vocabulary

/// Layer 3, once the types of operands are known: no operator, written or implied, and no cast runs user code.
struct UserCodeCheck {
  let catalog: Catalog
  private var traits: UserCodeTraits { catalog.traits }

  init(catalog: Catalog) { self.catalog = catalog }

  // Operators

  /// - Parameter left: `nil` for a prefix operator.
  func operation(_ parts: [String], _ left: Magnitude?, _ right: Magnitude, at location: Int?) -> [Finding] {
    guard let symbol = parts.last else { return [] }
    let isUntrusted: Bool
    switch parts.count {
    case 1: isUntrusted = mayRun(symbol, left, right)
    case 2 where parts[0] == "pg_catalog": isUntrusted = false
    case 2: isUntrusted = catalog.isUntrusted(operator: symbol, schema: parts[0])
    default: isUntrusted = true
    }
    guard isUntrusted else { return [] }
    return [
      Rule.userOperator.finding(
        "The operator \(symbol) could run user code.",
        hint: "Write OPERATOR(pg_catalog.\(symbol)) where the built-in operator is meant.", at: location)
    ]
  }

  /// What sorting and grouping do with a value.
  func comparison(_ value: Magnitude, at location: Int?) -> [Finding] {
    guard !value.types.isEmpty else { return [] }
    let found = ["=", "<"].flatMap { operation([$0], value, value, at: location) }
    return Array(found.prefix(1))
  }

  private func mayRun(_ symbol: String, _ left: Magnitude?, _ right: Magnitude) -> Bool {
    guard let overloads = traits.operators[ExactName(symbol)] else { return false }
    let isBuiltIn = catalog.lists.operators.contains(ExactName(symbol))
    return overloads.contains { overload in
      guard catalog.isSearched(overload.schema), (overload.left == nil) == (left == nil) else { return false }
      if !isBuiltIn { return true }
      let suspects = overload.userTypes
      if !suspects.isEmpty {
        return !suspects.isDisjoint(with: right.types) || left.map { !suspects.isDisjoint(with: $0.types) } ?? false
      }
      return fits(overload, symbol, left?.type, right.type)
    }
  }

  /// Whether the server could prefer an operator of built-in types to its own.
  private func fits(_ overload: UserCodeTraits.Overload, _ symbol: String, _ left: String?, _ right: String?) -> Bool {
    let right = right == "unknown" ? left ?? right : right
    let left = left == "unknown" ? right : left
    if let right, left == nil || left == right, Self.hasExact(symbol, left ?? right, right) { return false }
    func near(_ value: String?, _ operand: String?) -> Bool {
      guard let value, let operand, !TypeKey.isPolymorphic(operand) else { return true }
      return TypeKey.category(value) == TypeKey.category(operand)
    }
    return (overload.left == nil || near(left, overload.left)) && near(right, overload.right)
  }

  /// Whether the server has an operator of its own for exactly these types, which it always prefers.
  private static func hasExact(_ symbol: String, _ left: String, _ right: String) -> Bool {
    switch symbol {
    case "=", "<>", "<", "<=", ">", ">=": comparable.contains(left) && left == right
    case "+", "-", "*", "/": TypeKey.category(left) == "number" && left != "oid" && left == right
    case "||", "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "!~~*", "^@":
      [left, right].allSatisfy { $0 == "text" || $0 == "unknown" }
    default: false
    }
  }

  private static let comparable: Set<String> = [
    "bool", "int2", "int4", "int8", "float4", "float8", "numeric", "money", "text", "bpchar", "name", "date", "time",
    "timetz", "timestamp", "timestamptz", "interval", "uuid", "inet", "jsonb", "bytea", "oid", "bit", "varbit",
    "unknown",
  ]

  // Casts

  /// A cast that is written.
  ///
  /// - Parameter isMade: whether the value is a literal or a row in so many words, of which the target's own input makes a
  ///   value, and no cast.
  func cast(_ value: Magnitude, to target: String, isMade: Bool, at location: Int?) -> [Finding] {
    let isComposite = catalog.isComposite(target)
    for cast in traits.casts {
      let fromSource = value.types.contains(cast.source) || value.type == cast.source
      let isBuiltIn = !cast.source.utf8.contains(UInt8(ascii: "."))
      // Into a user type from a built-in one: too much gives texts to tell which expression does.
      let intoUserType = target.utf8.contains(UInt8(ascii: ".")) && isBuiltIn && !isMade && value.type != target
      let mayBeSource = fromSource || intoUserType || (value.type == nil && isBuiltIn && !isComposite)
      if mayBeSource, isComposite && fromSource || cast.target == target { return [userCast(cast.source, location)] }
    }
    return []
  }

  /// A use in which the server may cast by itself.
  func use(_ values: [Magnitude], at location: Int?) -> [Finding] {
    refused(values, traits.implicitSources, location)
  }

  /// The same in a function that makes documents, which looks for a cast to one.
  func document(_ values: [Magnitude], at location: Int?) -> [Finding] {
    refused(values, traits.documentSources, location)
  }

  /// The same where the server's own definition casts to text: `||` with something that is none, `quote_literal`.
  func textual(_ values: [Magnitude], at location: Int?) -> [Finding] {
    let sources = traits.textSources
    guard !sources.isEmpty else { return [] }
    for value in values where value.type.map(sources.contains) ?? sources.contains(where: { !$0.contains(".") }) {
      return [userCast(value.type ?? "a value", location)]
    }
    return refused(values, sources, location)
  }

  private func refused(_ values: [Magnitude], _ sources: Set<String>, _ location: Int?) -> [Finding] {
    guard !sources.isEmpty else { return [] }
    for value in values {
      if let source = value.types.intersection(sources).sorted().first { return [userCast(source, location)] }
    }
    return []
  }

  private func userCast(_ type: String, _ location: Int?) -> Finding {
    Rule.userCast.finding("A cast of \(type) runs user code here.", hint: "Leave the value out.", at: location)
  }

  /// Whether a function's name speaks of JSON.
  private func makesDocument(_ name: String) -> Bool {
    !traits.documentSources.isEmpty && UserCodeTraits.speaksOfDocuments(name)
  }

  private static let castToText: Set<String> = ["quote_literal", "quote_nullable"]

  // Expressions

  /// Operators of expression kinds whose name is a keyword.
  private static let implied: [String: [String]] = [
    "AEXPR_BETWEEN": ["<", "<=", ">", ">="], "AEXPR_NOT_BETWEEN": ["<", "<=", ">", ">="],
    "AEXPR_BETWEEN_SYM": ["<", "<=", ">", ">="], "AEXPR_NOT_BETWEEN_SYM": ["<", "<=", ">", ">="],
  ]

  /// What an expression's own node does with the values below it.
  func findings(in node: SyntaxNode, parts: PartSizes) -> [Finding] {
    let place = node.location
    switch node.kind {
    case .expression:
      let left = parts[.left].first
      let right = Magnitude.combined(parts[.right])
      let implied = Self.implied[node.choice(.kind) ?? ""]
      let names = implied.map { $0.map { [$0] } } ?? [node.strings(.name)]
      let joined = names.contains { $0.last == "||" } ? textual(parts.all, at: place) : []
      return names.flatMap { operation($0, left, right, at: place) } + joined + use(parts.all, at: place)
    case .caseExpr:
      guard let subject = parts[.arg].first, node.node(.arg) != nil else { return use(parts.all, at: place) }
      return operation(["="], subject, .combined(parts[.args]), at: place) + use(parts.all, at: place)
    case .minMaxExpr: return parts.all.flatMap { comparison($0, at: place) } + use(parts.all, at: place)
    case .sortBy:
      let written = node.strings(.usingOperator)
      guard let value = parts[.node].first else { return [] }
      return written.isEmpty ? comparison(value, at: place) : operation(written, value, value, at: place)
    case .windowDef: return parts[.partitionClause].flatMap { comparison($0, at: place) }
    case .funcCall:
      let values = parts.all
      let distinct = node.flag(.aggregateDistinct) ? values.flatMap { comparison($0, at: place) } : []
      let name = node.strings(.functionName).last ?? ""
      var made = makesDocument(name) ? document(values, at: place) : []
      if Self.castToText.contains(name) { made += textual(values, at: place) }
      return distinct + made + (name == "count" ? [] : use(values, at: place))
    case .coalesceExpr, .arrayExpr, .boolExpr, .caseWhen, .booleanTest, .indices: return use(parts.all, at: place)
    default: return []
    }
  }
}
