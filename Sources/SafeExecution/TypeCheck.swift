internal import SQLSyntax
internal import Vocabulary

/// Layer 3: casts and column definitions name only types whose values come into being without user code.
struct TypeCheck {
  let catalog: Catalog

  struct Outcome {
    var findings: [Finding] = []
    /// Domains that the statement casts to; their CHECKs are judged apart.
    var domains: [UserDefinedType] = []
  }

  func outcome(in nodes: [SyntaxNode]) -> Outcome {
    var outcome = Outcome()
    // The one look-up by number that analysts use: which partition does a row come from?
    var excused: Set<ObjectIdentifier> = []
    for node in nodes {
      if node.kind == .typeCast, let type = node.node(.typeName), type.strings(.names) == ["regclass"],
        let column = node.node(.arg), column.kind == .columnRef, column.strings(.fields).last == "tableoid"
      {
        excused.insert(ObjectIdentifier(type))
      }
      if node.kind == .typeName, !excused.contains(ObjectIdentifier(node)) { judge(node, into: &outcome) }
    }
    return outcome
  }

  private func judge(_ node: SyntaxNode, into outcome: inout Outcome) {
    let parts = node.strings(.names)
    guard let name = parts.last, parts.count <= 3 else {
      return outcome.findings.append(Rule.unknownType.finding("A type's name is not understood.", at: node.location))
    }
    if parts.count == 3, !parts[0].isExactly(catalog.snapshot.database) {
      return outcome.findings.append(Rule.otherDatabase.finding("\(parts[0]) is another database.", at: node.location))
    }
    let schema = parts.count > 1 ? parts[parts.count - 2] : nil
    if schema == nil || schema == "pg_catalog" {
      // `_int4` is how the server itself calls an array of int4.
      let element = name.hasPrefix("_") ? String(name.dropFirst()) : name
      if catalog.lists.allowedTypes.contains(ExactName(element)) {
        if let finding = size(name, node) { outcome.findings.append(finding) }
        return
      }
    }
    if schema != "pg_catalog", let type = catalog.type(name, schema: schema) {
      return judge(type, at: node.location, into: &outcome)
    }
    let isRelation = schema == nil ? catalog.relation(name) != nil : catalog.relation(name, schema: schema ?? "") != nil
    if isRelation || name.hasPrefix("reg") || name.hasPrefix("_") || schema == "pg_catalog" {
      let what = isRelation ? "The row type" : "The type"
      outcome.findings.append(
        Rule.forbiddenType.finding("\(what) \(name) is not allowed here.", hint: "Cast to text.", at: node.location))
    } else {
      outcome.findings.append(
        Rule.unknownType.finding(
          "There is no type \(name) that a query may use.",
          hint: Rule.didYouMean(name, among: catalog.typeNames.sorted()), at: node.location))
    }
  }

  private func judge(_ type: UserDefinedType, at location: Int?, into outcome: inout Outcome) {
    var domains: [UserDefinedType] = []
    if isPlain(type, &domains, depth: 0) { return outcome.domains += domains }
    outcome.findings.append(
      Rule.forbiddenType.finding(
        "The type \(type.schema).\(type.name) is made by user code.", hint: "Cast to text.", at: location))
  }

  /// Whether a value comes into being without user code, but for the CHECKs of domains, which are judged apart.
  private func isPlain(_ type: UserDefinedType, _ domains: inout [UserDefinedType], depth: Int) -> Bool {
    guard depth < 10 else { return false }
    if type.kind == .enumeration || catalog.trusts(type) { return true }
    let parts: [String]
    switch type.kind {
    case .domain:
      domains.append(type)
      guard let base = type.baseType else { return false }
      parts = [base]
    case .composite:
      guard let attributes = type.attributeTypes else { return false }
      parts = attributes
    default: return false
    }
    return parts.allSatisfy { part in
      let key = catalog.key(printed: part)
      if catalog.lists.allowedTypes.contains(ExactName(key)) { return true }
      return catalog.type(key: key).map { isPlain($0, &domains, depth: depth + 1) } ?? false
    }
  }

  /// `char(10000000)` pads to ten megabytes.
  private func size(_ name: String, _ node: SyntaxNode) -> Finding? {
    guard name == "bpchar" || name == "bit",
      let length = node.nodes(.typeModifiers).first.map({ $0.integer(.integerValue) ?? Int.max }),
      length > Int(ConstantSize.maxLength)
    else { return nil }
    return Rule.constantSize.finding(
      "A value of \(length) characters is too large.", hint: "Ask for at most \(Int(ConstantSize.maxLength)).",
      at: node.location)
  }
}
