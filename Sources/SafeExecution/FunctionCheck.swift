internal import SQLSyntax
internal import Vocabulary

/// Layer 3: every function that the statement calls by name is on a list.
struct FunctionCheck {
  /// Who wrote the text. Who owns a view or a policy may let it ask about the session and its settings.
  enum Author { case stranger, owner, policy }

  let catalog: Catalog
  var author = Author.stranger

  func findings(in nodes: [SyntaxNode]) -> [Finding] {
    nodes.compactMap { node in
      switch node.kind {
      case .funcCall: finding(call: node)
      case .rangeTableSample: finding(sample: node)
      case .sqlValueFunction: finding(value: node)
      case .expression: finding(operator: node)
      default: nil
      }
    }
  }

  private func finding(call: SyntaxNode) -> Finding? {
    let parts = call.strings(.functionName)
    guard let name = parts.last, parts.count <= 3 else {
      return Rule.unknownFunction.finding("A function's name is not understood.", at: call.location)
    }
    if parts.count == 3, !parts[0].isExactly(catalog.snapshot.database) {
      return Rule.otherDatabase.finding("\(parts[0]) is another database.", at: call.location)
    }
    let schema = parts.count > 1 ? parts[parts.count - 2] : nil
    let isBuiltIn = catalog.lists.allowedFunctions.contains(ExactName(name))
    switch schema {
    case nil:
      let routines = catalog.visibleRoutines(name)
      if let foreign = routines.first(where: { !catalog.isAllowed($0) }) {
        return isBuiltIn ? shadowed(name, by: foreign, call) : user(foreign, call)
      }
      guard isBuiltIn || !routines.isEmpty else { return refused(name, call) }
    case "pg_catalog":
      guard isBuiltIn else { return refused(name, call) }
    case let schema?:
      let routines = catalog.routines(name, schema: schema)
      guard !routines.isEmpty else { return unknown("\(schema).\(name)", name, call) }
      if let foreign = routines.first(where: { !catalog.isAllowed($0) }) { return user(foreign, call) }
      return nil
    }
    return name == "current_setting" ? setting(call) : nil
  }

  private func refused(_ name: String, _ call: SyntaxNode) -> Finding? {
    guard let reason = catalog.lists.refusedFunctions[ExactName(name)] else { return unknown(name, name, call) }
    // Policies ask who is there: `pg_has_role(current_user, …)`.
    if author == .policy, Self.readable.contains(reason) { return nil }
    return Rule.forbiddenFunction.finding(
      "The function \(name) is not allowed: it \(reason).", hint: "Answer without it.", at: call.location)
  }

  private func unknown(_ shown: String, _ name: String, _ call: SyntaxNode) -> Finding {
    let known = catalog.lists.allowedFunctions.map(\.text).sorted() + catalog.routineNames.sorted()
    return Rule.unknownFunction.finding(
      "There is no function \(shown) that a query may call.", hint: Rule.didYouMean(name, among: known),
      at: call.location)
  }

  private func user(_ routine: Routine, _ call: SyntaxNode) -> Finding {
    Rule.userFunction.finding(
      "The function \(routine.schema).\(routine.name) is user code and is not on the list of allowed functions.",
      hint: "Answer without it, or let the administrator allow it.", at: call.location)
  }

  private func shadowed(_ name: String, by routine: Routine, _ call: SyntaxNode) -> Finding {
    Rule.shadowedFunction.finding(
      "\(name) could mean \(routine.schema).\(name)(\(routine.arguments)), which is user code, and not the built-in function.",
      hint: "Write pg_catalog.\(name) for the built-in function.", at: call.location)
  }

  private static let readable = ["tells about the session or the server", "reads the system catalogs"]

  private func setting(_ call: SyntaxNode) -> Finding? {
    guard author == .stranger else { return nil }
    let name = call.nodes(.args).first?.string(.stringValue)
    if let name, catalog.lists.readableSettings.contains(name.lowercased()) { return nil }
    return Rule.unreadableSetting.finding(
      "Settings may hold secrets; this one is not on the list of readable settings.", hint: "Answer without it.",
      at: call.location)
  }

  private func finding(operator node: SyntaxNode) -> Finding? {
    guard let symbol = node.strings(.name).last, catalog.lists.refusedOperators.contains(ExactName(symbol)) else {
      return nil
    }
    return Rule.userOperator.finding(
      "The operator \(symbol) makes a row of a table's type, which can run user code.", hint: "Name the columns.",
      at: node.location)
  }

  private func finding(sample: SyntaxNode) -> Finding? {
    let parts = sample.strings(.method)
    let method = parts.last ?? ""
    let isKnown = method == "bernoulli" || method == "system"
    if isKnown, parts.count == 1 || parts.dropLast() == ["pg_catalog"] { return nil }
    return Rule.sampleMethod.finding(
      "The sampling method \(method) is not allowed.", hint: "Use BERNOULLI or SYSTEM.", at: sample.location)
  }

  private func finding(value: SyntaxNode) -> Finding? {
    guard author == .stranger else { return nil }
    return switch value.choice(.op) {
    case "SVFOP_CURRENT_ROLE", "SVFOP_CURRENT_USER", "SVFOP_USER", "SVFOP_SESSION_USER", "SVFOP_CURRENT_CATALOG",
      "SVFOP_CURRENT_SCHEMA":
      Rule.sessionIdentity.finding(
        "The query asks which role, database or schema the service uses.", hint: "Answer without it.",
        at: value.location)
    default: nil
    }
  }
}
