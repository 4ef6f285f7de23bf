internal import Postgres
internal import Vocabulary

/// Layer 6: the planner's word on a statement that the static layers accepted, in a transaction that is rolled back.
struct DryRun {
  var findings: [Finding] = []
  var estimate: PlanEstimate?
  /// What the server said, word for word, when it refused.
  var complaint: ServerComplaint?
}

extension ExecutionSession {
  /// The parenthesised list ends the options: a text that begins with one of its own is no statement and never gets here.
  private static let explain = "EXPLAIN (VERBOSE, FORMAT JSON) "

  /// Explains exactly the validated text. Planning runs code (constants are folded), hence short timeouts of its own.
  func dryRun(_ query: ValidatedQuery) async throws -> DryRun {
    let outcome: Result<ResultTable, PostgresError>
    do {
      outcome = try await run(
        Self.explain + query.sql, timeout: policy.dryRunTimeout, lockTimeout: max(1, policy.lockTimeout / 2))
    } catch PostgresError.deadlinePassed {
      return DryRun(findings: [Self.slow])
    }
    switch outcome {
    case .success(let table): return try judge(plan: table.rows.first?.first.flatMap { $0 } ?? "", reach: query.reach)
    case .failure(.server(let fault)):
      return DryRun(findings: [Self.finding(fault, in: query.sql)], complaint: fault.complaint)
    case .failure(let error): throw error
    }
  }

  private static let slow = Rule.serverError.finding(
    "The server took too long to plan the statement.", hint: "Write a simpler statement.", sqlState: "57014")

  static func finding(_ fault: ServerFault, in sql: String) -> Finding {
    // The server sees the text behind the EXPLAIN that stands before it, and counts characters from 1.
    let prefix = explain.unicodeScalars.count
    var position: Int?
    if let place = fault.position.map({ $0 - 1 - prefix }), place >= 0 {
      let scalars = sql.unicodeScalars
      let index = scalars.index(scalars.startIndex, offsetBy: place, limitedBy: scalars.endIndex) ?? scalars.endIndex
      position = sql.utf8.distance(from: sql.startIndex, to: index)
    }
    return Rule.serverError.finding(
      ServerMessage.cleaned(fault), hint: ServerMessage.cleanedHint(fault), at: position, sqlState: fault.sqlState)
  }

  func judge(plan text: String, reach: PlanReach) throws -> DryRun {
    guard let top = JSONValue(text.utf8)?.list?.first?["Plan"].flatMap(PlanNode.init) else {
      throw PostgresError.unexpectedAnswer("a plan in another form than was asked for")
    }
    var dryRun = DryRun(estimate: PlanEstimate(cost: top.totalCost, rows: top.planRows))
    if top.totalCost > policy.maxCost {
      dryRun.findings.append(
        Rule.planCost.finding(
          "The planner expects a cost of \(Int(min(top.totalCost, 1e15))); the limit is \(Int(policy.maxCost)).",
          hint: "Join on keys, filter earlier, or ask for less."))
    }
    var pending = [top]
    var largest = 0.0
    var strange = false
    while let node = pending.popLast() {
      largest = max(largest, node.planRows)
      pending += node.plans
      guard let schema = node.schema, let name = node.relationName else { continue }
      // A view may read what the statement itself does not name.
      if Catalog.isSystemSchema(schema) {
        dryRun.findings.append(
          Rule.planRelation.finding("The statement would read the system catalog \(schema).\(name)."))
      } else if policy.denies(relation: name, schema: schema) {
        dryRun.findings.append(
          Rule.planRelation.finding("The statement would read \(schema).\(name), which nobody may read here."))
      } else if !reach.contains(RelationName(schema, name)) {
        // Its name is not told: the role may know nothing of it.
        strange = true
      }
    }
    if strange {
      dryRun.findings.append(
        Rule.planRelation.finding(
          "The server would read a table that the statement was not resolved to.",
          hint: "The schema may just have changed; ask again."))
    }
    if largest > policy.maxPlanRows {
      dryRun.findings.append(
        Rule.planRows.finding(
          "The planner expects \(Int(min(largest, 1e15))) rows in one step; the limit is \(Int(policy.maxPlanRows)).",
          hint: "Join on keys or filter earlier."))
    }
    return dryRun
  }
}

/// The parts of `EXPLAIN (FORMAT JSON)` that are read.
private struct PlanNode {
  let totalCost: Double
  let planRows: Double
  let schema: String?
  let relationName: String?
  let plans: [PlanNode]

  /// `nil` where a node below is none, too: what cannot be read is not taken for harmless.
  init?(_ node: JSONValue) {
    guard let cost = node["Total Cost"]?.number, let rows = node["Plan Rows"]?.number else { return nil }
    (totalCost, planRows) = (cost, rows)
    (schema, relationName) = (node["Schema"]?.text, node["Relation Name"]?.text)
    let below = node["Plans"]?.list ?? []
    plans = below.compactMap(PlanNode.init)
    guard plans.count == below.count else { return nil }
  }
}
