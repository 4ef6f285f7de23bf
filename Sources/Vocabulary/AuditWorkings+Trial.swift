extension AuditWorkings {
  /// One of several statements that were run within small bounds, to see which of them find the same.
  package struct Trial: Hashable, Sendable, Codable {
    package var sql: String
    /// The planner's.
    package var cost: Double
    /// `nil` where it did not come to its end.
    package var rows: Int?
    /// Hex SHA-256 of the rows as a multiset: equal ones found the same.
    package var digest: String?
    package var milliseconds: Double?
    /// The code of what stopped it.
    package var failure: String?

    package init(sql: String, cost: Double) {
      self.sql = sql
      self.cost = cost
    }
  }
}
