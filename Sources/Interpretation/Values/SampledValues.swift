internal import SafeExecution
internal import Vocabulary

/// Common values of relations under row security. The server's statistics are of all rows, so that the snapshot has none;
/// these are read through the gate as the identity itself, and are its own.
struct SampledValues: Sendable {
  let validator: Validator
  let executor: Executor

  /// Rows that are looked at, relations and columns that are sampled at most.
  private static let rows = 1_000
  private static let maxRelations = 40
  private static let maxColumns = 24
  private static let maxValues = 100
  private static let maxLength = 100

  /// The snapshot with what was found; a relation that cannot be sampled is left as it is.
  func added(to snapshot: SchemaSnapshot) async -> SchemaSnapshot {
    let indexes = snapshot.relations.indices.filter { index in
      let relation = snapshot.relations[index]
      return relation.hasRowSecurity == true && relation.kind != .partition && relation.kind != .foreignTable
    }
    var snapshot = snapshot
    for index in indexes.prefix(Self.maxRelations) {
      let columns = snapshot.relations[index].columns.indices.filter { column in
        let column = snapshot.relations[index].columns[column]
        return column.family == .text && column.commonValues.isEmpty
      }
      guard !columns.isEmpty else { continue }
      let chosen = Array(columns.prefix(Self.maxColumns))
      guard let rows = await sample(snapshot.relations[index], chosen) else { continue }
      for (place, column) in chosen.enumerated() {
        snapshot.relations[index].columns[column].commonValues = Self.common(rows.compactMap { $0[place] })
      }
    }
    return snapshot
  }

  private func sample(_ relation: Relation, _ columns: [Int]) async -> [[String?]]? {
    let names = columns.map { SQLText.identifier(relation.columns[$0].name) }
    let sql = "SELECT \(names.joined(separator: ", ")) FROM \(relation.name.sql) LIMIT \(Self.rows)"
    guard let query = try? await validator.judge(sql).query else { return nil }
    let limits = Executor.Limits(maxRows: Self.rows, maxBytes: 4 << 20, timeout: 2_000)
    return try? await executor.run(query, limits: limits).rows
  }

  /// The most frequent short values first, those that are equally frequent in their own order.
  private static func common(_ values: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for value in values where !value.isEmpty && value.utf8.count <= maxLength { counts[value, default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return Array(sorted.prefix(maxValues).map(\.key))
  }
}
