package import SQLSyntax
internal import Synchronization
package import Vocabulary

/// Proves that a statement only reads, and only what it may, before a server sees a byte of it; then asks the planner.
package final class Validator: Sendable {
  private let parser: SQLParser
  let catalog: Catalog
  /// What was found in views and domains, once for each.
  private let judged = Mutex<[String: [Finding]]>([:])
  /// Findings that a judgement holds at most; more help nobody.
  private static let maxFindings = 12

  package init(snapshot: SchemaSnapshot, policy: ExecutionPolicy = ExecutionPolicy(), parser: SQLParser = .shared) {
    self.parser = parser
    catalog = Catalog(snapshot: snapshot, policy: policy)
  }

  /// Judges a model's or a person's text: SQL, in one code fence at most.
  ///
  /// - Parameter session: where the dry run takes place; without one the static layers alone decide.
  /// - Throws: breakage only (a server that cannot be reached); a refusal is in the verdict.
  package func judge(_ text: String, session: ExecutionSession? = nil) async throws -> Verdict {
    try await judge(Hygiene.check(text), as: text, session)
  }

  /// Judges a text of which nothing is known, not even its encoding.
  package func judge(bytes: [UInt8], session: ExecutionSession? = nil) async throws -> Verdict {
    try await judge(Hygiene.check(bytes: bytes), as: String(decoding: bytes, as: UTF8.self), session)
  }

  private func judge(_ outcome: Hygiene.Outcome, as text: String, _ session: ExecutionSession?) async throws -> Verdict
  {
    switch outcome {
    case .refused(let finding): return refusal(text, [finding])
    case .statement(let sql):
      let (findings, read, isOpen) = await staticFindings(sql)
      let relations = read.map(\.name)
      guard findings.isEmpty else { return refusal(sql, findings, relations) }
      let query = ValidatedQuery(
        sql: sql, relations: relations, reach: catalog.reach(of: read, isOpen: isOpen))
      guard let session else {
        return Verdict(judgement: Judgement(sql: sql, findings: [], relations: relations), query: query)
      }
      let plan = try await session.dryRun(query)
      let judgement = Judgement(sql: sql, findings: plan.findings, relations: relations, plan: plan.estimate)
      return Verdict(
        judgement: judgement, query: plan.findings.isEmpty ? query : nil, complaint: plan.complaint)
    }
  }

  private func refusal(_ sql: String, _ findings: [Finding], _ relations: [RelationName] = []) -> Verdict {
    Verdict(
      judgement: Judgement(sql: sql, findings: Array(findings.prefix(Self.maxFindings)), relations: relations),
      query: nil)
  }

  /// Layers 1 to 4, and the sizes of constants; the relations that are read, and whether a function may read others.
  private func staticFindings(_ sql: String) async -> (findings: [Finding], relations: [Relation], isOpen: Bool) {
    let query: SyntaxNode
    switch await parse(sql) {
    case .failure(let refused): return ([refused.finding], [], false)
    case .success(let node): query = node
    }
    let nodes = Self.nodes(of: query)
    var findings = StatementCheck.findings(in: nodes)
    guard findings.isEmpty else { return (findings, [], false) }

    findings += FunctionCheck(catalog: catalog).findings(in: nodes)
    let types = TypeCheck(catalog: catalog).outcome(in: nodes)
    findings += types.findings
    var names = NameCheck(catalog: catalog)
    _ = names.select(query, outer: nil, tables: nil)
    findings += names.findings
    for domain in types.domains { findings += await self.findings(in: domain) }
    for relation in names.relations {
      findings += await self.findings(inView: relation, above: []) + self.findings(inPoliciesOf: relation)
    }
    let isOpen = nodes.contains(where: catalog.isListed) || names.relations.contains(where: catalog.callsListed)
    return (Self.distinct(findings), names.relations, isOpen)
  }

  private func parse(_ sql: String) async -> Result<SyntaxNode, StatementCheck.Refused> {
    do {
      return StatementCheck.query(in: try await parser.parse(sql))
    } catch {
      let rule: Rule =
        switch error {
        case .syntax, .malformedTree: .syntaxError
        case .tooLong: .tooLong
        case .tooManyTokens: .tooManyTokens
        case .tooDeep: .tooDeep
        case .nulByte: .nulByte
        case .operatorRun: .operatorRun
        }
      return .failure(StatementCheck.Refused(rule.finding(error.message, hint: error.hint, at: error.position)))
    }
  }

  static func nodes(of query: SyntaxNode) -> [SyntaxNode] {
    var nodes: [SyntaxNode] = []
    query.walk { node in
      nodes.append(node)
      return true
    }
    return nodes
  }

  /// The same fault of the same thing is told once.
  private static func distinct(_ findings: [Finding]) -> [Finding] {
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }
  }

  // Views and domains: what runs although the statement does not show it

  private func findings(inView relation: Relation, above: [RelationName]) async -> [Finding] {
    guard relation.kind == .view, !above.contains(relation.name) else { return [] }
    let key = "view \(relation.name.schema.utf8.count) \(relation.name)"
    if let known = judged.withLock({ $0[key] }) { return known }
    let found: [Finding]
    if let definition = relation.definition {
      found = await calls(relation.calls) + hidden(in: definition, above: above + [relation.name])
    } else {
      found = [Rule.unsafeView.finding("Its definition is not known.")]
    }
    let findings = found.prefix(1).map { cause in
      Rule.unsafeView.finding(
        "The view \(relation.name) is not open to queries: \(cause.message)", hint: "Read the tables below it.")
    }
    judged.withLock { $0[key] = findings }
    return findings
  }

  /// Row-security policies run for whoever reads. What they ask about the session is their author's matter.
  private func findings(inPoliciesOf relation: Relation) async -> [Finding] {
    guard !relation.policies.isEmpty else { return [] }
    let key = "policies \(relation.name.schema.utf8.count) \(relation.name)"
    if let known = judged.withLock({ $0[key] }) { return known }
    var found = calls(relation.calls)
    for policy in relation.policies { found += await hidden(in: "SELECT 1 WHERE \(policy)", above: [], isPolicy: true) }
    let findings = found.prefix(1).map { cause in
      Rule.unsafePolicy.finding(
        "\(relation.name) is not open to queries, because of a row-security policy: \(cause.message)",
        hint: "Answer without it, or let the administrator allow the function.")
    }
    judged.withLock { $0[key] = findings }
    return findings
  }

  /// User code that runs below a view, a policy or a domain.
  private func calls(_ calls: [HiddenCall]) -> [Finding] {
    calls.filter { !catalog.isAllowed($0) }.map { call in
      let rule: Rule = call.kind == .operator ? .userOperator : call.kind == .cast ? .userCast : .userFunction
      return rule.finding("The \(call.kind) \(call.schema).\(call.name) is user code that is not allowed.")
    }
  }

  private func findings(in domain: UserDefinedType) async -> [Finding] {
    let key = "domain \(domain.schema.utf8.count) \(domain.schema).\(domain.name)"
    if let known = judged.withLock({ $0[key] }) { return known }
    var causes = calls(domain.calls).map(\.message)
    for check in domain.checks ?? [] {
      causes += await hidden(in: "SELECT 1 WHERE \(check)", above: []).map(\.message)
    }
    if domain.checks == nil { causes = ["its CHECKs are not known."] }
    let findings = causes.prefix(1).map { cause in
      Rule.forbiddenType.finding(
        "A cast to the domain \(domain.schema).\(domain.name) is not allowed: \(cause)", hint: "Cast to its base type.")
    }
    judged.withLock { $0[key] = findings }
    return findings
  }

  /// What a text that an administrator wrote would be refused for, were it a query; its names are its owner's matter.
  private func hidden(
    in definition: String, above: [RelationName], isPolicy: Bool = false
  ) async -> [Finding] {
    guard case .statement(let sql) = Hygiene.check(definition) else {
      return [Rule.unsafeView.finding("Its definition is not understood.")]
    }
    switch await parse(sql) {
    case .failure(let refused): return [refused.finding]
    case .success(let query):
      let nodes = Self.nodes(of: query)
      let types = TypeCheck(catalog: catalog).outcome(in: nodes)
      let functions = FunctionCheck(catalog: catalog, author: isPolicy ? .policy : .owner)
      var findings = StatementCheck.findings(in: nodes) + functions.findings(in: nodes) + types.findings
      for domain in types.domains { findings += await self.findings(in: domain) }
      for node in nodes where node.kind == .rangeVar {
        let name = node.string(.relationName) ?? ""
        let schema = node.string(.schemaName)
        if schema.map(Catalog.isSystemSchema) ?? name.hasPrefix("pg_") {
          findings.append(Rule.systemCatalog.finding("It reads the system catalog \(name)."))
        } else if let below = catalog.viewBelow(name, schema: schema) {
          findings += await self.findings(inView: below, above: above)
        }
      }
      return findings
    }
  }
}
