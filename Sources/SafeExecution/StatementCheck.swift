internal import SQLSyntax
internal import Vocabulary

/// Layer 2: one statement, and it is a query from its top to its leaves. Kinds and fields that are not listed are refused.
enum StatementCheck {
  /// The query, or why it is none.
  static func query(in tree: ParseTree) -> Result<SyntaxNode, Refused> {
    guard tree.statements.count == 1, let statement = tree.onlyStatement else {
      if tree.statements.isEmpty { return .failure(Refused(Rule.emptyStatement.finding("There is no statement."))) }
      let second = tree.statements[1].integer(.stmtLocation)
      return .failure(
        Refused(
          Rule.notOneStatement.finding(
            "There are \(tree.statements.count) statements; one is allowed.", hint: "Write one SELECT only.", at: second
          )))
    }
    if tree.statements.first?.integer(.stmtLocation) ?? 0 > 0 {
      // The server would be given the empty statement as well.
      return .failure(
        Refused(
          Rule.notOneStatement.finding("An empty statement stands before the query.", hint: "Begin with SELECT.", at: 0)
        ))
    }
    guard statement.kind == .selectStmt else {
      return .failure(
        Refused(
          Rule.notAQuery.finding(
            "Only queries are allowed, not \(spoken(statement.name)).",
            hint: "Write one SELECT (WITH, VALUES and TABLE are queries too).", at: 0)))
    }
    return .success(statement)
  }

  struct Refused: Error {
    let finding: Finding

    init(_ finding: Finding) { self.finding = finding }
  }

  /// What in a query's nodes is not allowed, whatever its names.
  static func findings(in nodes: [SyntaxNode]) -> [Finding] {
    var findings: [Finding] = []
    for node in nodes {
      if let finding = finding(for: node) { findings.append(finding) }
      for field in node.fields where field.key == .unlisted {
        findings.append(
          Rule.unlistedSyntax.finding("A part of \(spoken(node.name)) is not allowed here.", at: node.location))
      }
    }
    return findings
  }

  private static func finding(for node: SyntaxNode) -> Finding? {
    switch node.kind {
    case .selectStmt, .withClause, .commonTableExpr, .cteSearchClause, .cteCycleClause, .resTarget, .sortBy, .windowDef,
      .groupingSet, .rangeSubselect, .rangeFunction, .rangeTableFunc, .rangeTableFuncCol, .rangeTableSample, .joinExpr,
      .alias, .columnDef, .columnRef, .star, .constant, .expression, .boolExpr, .funcCall, .namedArgExpr, .typeCast,
      .collateClause, .subLink, .caseExpr, .caseWhen, .nullTest, .booleanTest, .coalesceExpr, .minMaxExpr,
      .sqlValueFunction, .groupingFunc, .arrayExpr, .rowExpr, .indirection, .indices, .xmlExpr, .xmlSerialize:
      return nil
    case .rangeVar:
      guard node.string(.relationPersistence) == "p" else {
        return Rule.unlistedSyntax.finding("Temporary and unlogged tables are not allowed here.", at: node.location)
      }
      return nil
    case .typeName:
      guard !node.flag(.setof), !node.flag(.percentType) else {
        return Rule.unlistedSyntax.finding("A type must be named plainly.", at: node.location)
      }
      return nil
    case .insertStmt, .updateStmt, .deleteStmt, .mergeStmt:
      return Rule.writingWith.finding(
        "\(spoken(node.name)) inside a query changes data.", hint: "Only read.", at: node.location)
    case .intoClause:
      return Rule.selectInto.finding("SELECT INTO creates a table.", hint: "Leave INTO out.", at: node.location)
    case .lockingClause:
      return Rule.lockingClause.finding(
        "FOR UPDATE and its like lock rows.", hint: "Leave the locking clause out.", at: node.location)
    case .paramRef:
      return Rule.parameter.finding(
        "The parameter $\(node.integer(.number) ?? 0) has no value.",
        hint: "Write the value itself.", at: node.location)
    case .rawStmt, .setToDefault, .unlisted:
      return Rule.unlistedSyntax.finding("\(spoken(node.name)) is not allowed here.", at: node.location)
    }
  }

  /// A node's name as a person would say it: `DropStmt` is DROP.
  private static func spoken(_ name: String) -> String {
    var words = ""
    let stem = name.hasSuffix("Stmt") ? String(name.dropLast(4)) : name
    for character in stem {
      if character.isUppercase, !words.isEmpty { words += " " }
      words += character.uppercased()
    }
    return words
  }
}
