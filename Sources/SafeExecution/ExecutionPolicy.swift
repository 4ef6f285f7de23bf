/// What may run and how much of it: the administrator's part of the rules.
package struct ExecutionPolicy: Hashable, Sendable, Codable {
  /// Rows that an answer may have.
  package var maxRows: Int
  /// Bytes of values that an answer may have.
  package var maxBytes: Int
  /// How long a statement may run, in milliseconds.
  package var statementTimeout: Int
  /// How long its dry run may take, in milliseconds.
  package var dryRunTimeout: Int
  /// How long a statement may wait for a lock, in milliseconds; its dry run half as long.
  package var lockTimeout: Int
  /// The planner's cost above which a statement is refused.
  package var maxCost: Double
  /// The planner's row estimate, at any node of the plan, above which a statement is refused.
  package var maxPlanRows: Double
  /// Functions of user schemas and extensions that queries may call: `name` or `schema.name`.
  package var allowedFunctions: Set<String>
  /// Relations that queries may not read: `name` or `schema.name`, `*` in place of either part.
  package var deniedRelations: Set<String>
  /// Whether functions of well-known extensions that compute from their arguments only are allowed without being listed.
  package var trustsKnownExtensions: Bool
  /// Sessions that may work at the same time.
  package var maxSessions: Int

  package init(
    maxRows: Int = 1_000, maxBytes: Int = 8 << 20, statementTimeout: Int = 10_000, dryRunTimeout: Int = 2_000,
    lockTimeout: Int = 1_000, maxCost: Double = 10_000_000, maxPlanRows: Double = 1_000_000_000,
    allowedFunctions: Set<String> = [],
    deniedRelations: Set<String> = [], trustsKnownExtensions: Bool = true, maxSessions: Int = 4
  ) {
    self.maxRows = maxRows
    self.maxBytes = maxBytes
    self.statementTimeout = statementTimeout
    self.dryRunTimeout = dryRunTimeout
    self.lockTimeout = lockTimeout
    self.maxCost = maxCost
    self.maxPlanRows = maxPlanRows
    self.allowedFunctions = allowedFunctions
    self.deniedRelations = deniedRelations
    self.trustsKnownExtensions = trustsKnownExtensions
    self.maxSessions = maxSessions
  }

  func allows(function name: String, schema: String) -> Bool {
    !allowedFunctions.isEmpty && (allowedFunctions.contains(name) || allowedFunctions.contains("\(schema).\(name)"))
  }

  func denies(relation name: String, schema: String) -> Bool {
    guard !deniedRelations.isEmpty else { return false }
    return [name, "\(schema).\(name)", "\(schema).*", "*.\(name)"].contains { deniedRelations.contains($0) }
  }
}
