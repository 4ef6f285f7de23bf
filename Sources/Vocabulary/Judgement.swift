/// What the validator concluded about one statement, as data that can be logged and shown.
package struct Judgement: Hashable, Sendable, Codable {
  /// The statement that was judged, after text hygiene.
  package var sql: String
  /// Empty exactly when the statement was accepted.
  package var findings: [Finding]
  /// Relations that the statement reads, resolved against the snapshot.
  package var relations: [RelationName]
  /// The dry run's estimate; `nil` when the dry run did not take place.
  package var plan: PlanEstimate?

  package init(sql: String, findings: [Finding], relations: [RelationName] = [], plan: PlanEstimate? = nil) {
    self.sql = sql
    self.findings = findings
    self.relations = relations
    self.plan = plan
  }

  package var isAccepted: Bool { findings.isEmpty }
}

/// The planner's numbers for a statement, from `EXPLAIN (FORMAT JSON)`.
package struct PlanEstimate: Hashable, Sendable, Codable {
  /// Total cost in the planner's units.
  package var cost: Double
  /// Rows that the planner expects.
  package var rows: Double

  package init(cost: Double, rows: Double) {
    self.cost = cost
    self.rows = rows
  }
}
