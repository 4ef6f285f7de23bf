internal import Foundation
internal import SafeExecution
internal import Vocabulary

/// Reads the distinct values of text columns as the identity itself, through the gate, politely: one short statement after
/// another, small relations first, until its time is up. What is left is read the next time. Of a large table a sample of its
/// blocks is read, so that what stands at its end is seen too.
struct ValueSampler: Sendable {
  let validator: Validator
  let executor: Executor
  /// How long it may take in all.
  let budget: Duration
  /// Where what was read outlives the process; `nil` for nowhere.
  let file: String?
  /// In milliseconds; a column that takes longer stays unknown until the next time.
  var timeout = 300

  /// Rows of a relation that are looked at, and values of a column that are kept.
  static let rows = 20_000
  static let maxValues = 1_000
  private static let maxColumns = 2_000
  private static let maxLength = 100
  /// A table this many times as large is sampled.
  private static let largeTable = 3
  /// Values of a column that a snapshot shows as common.
  private static let mostShown = 100
  /// How old values may become, and those of relations under row security, which are the identity's own.
  static let lifetime = Duration.seconds(86_400)
  static let ownLifetime = Duration.seconds(3_600)

  /// The values that are known by the end of the budget, of columns whose statistics do not tell them all.
  func values(of snapshot: SchemaSnapshot) async -> [ColumnName: ColumnValues] {
    guard budget > .zero else { return [:] }
    let start = ContinuousClock.now
    let wanted = Self.wanted(snapshot)
    let kept = file.flatMap { ValueFile.read($0) } ?? ValueFile(fingerprint: snapshot.fingerprint)
    var fresh = ValueFile(fingerprint: snapshot.fingerprint)
    let now = Date().timeIntervalSince1970
    var isChanged = false
    for (relation, column) in wanted {
      let name = ColumnName(relation.name, column.name)
      let lifetime = relation.hasRowSecurity == true ? Self.ownLifetime : Self.lifetime
      if let known = kept.entry(name), now - known.readAt < Double(lifetime.components.seconds),
        kept.fingerprint == snapshot.fingerprint
      {
        fresh.set(name, known)
      } else if ContinuousClock.now - start < budget {
        isChanged = true
        fresh.set(name, .init(readAt: now, values: await read(column, of: relation)))
      }
    }
    if isChanged, let file { fresh.write(file) }
    var values: [ColumnName: ColumnValues] = [:]
    for (relation, column) in wanted {
      let name = ColumnName(relation.name, column.name)
      if let known = fresh.entry(name)?.values { values[name] = known }
    }
    return values
  }

  /// The snapshot with the values of relations under row security as common ones: the server's statistics are of all rows, so that
  /// it has none of these.
  static func shown(_ values: [ColumnName: ColumnValues], in snapshot: SchemaSnapshot) -> SchemaSnapshot {
    var snapshot = snapshot
    for (index, relation) in snapshot.relations.enumerated() where relation.hasRowSecurity == true {
      for (place, column) in relation.columns.enumerated() where column.commonValues.isEmpty {
        guard let known = values[ColumnName(relation.name, column.name)] else { continue }
        snapshot.relations[index].columns[place].commonValues = Array(known.values.prefix(mostShown))
      }
    }
    return snapshot
  }

  /// Text columns whose values are not all known, those of small relations first.
  private static func wanted(_ snapshot: SchemaSnapshot) -> [(Relation, Column)] {
    let kinds: Set<Relation.Kind> = [.table, .partitionedTable, .materializedView]
    let relations = snapshot.relations.filter {
      kinds.contains($0.kind) || $0.hasRowSecurity == true && $0.kind != .partition && $0.kind != .foreignTable
    }
    // The sort is stable: relations of one size stay in the order of their names.
    let sorted = relations.sorted { ($0.estimatedRows ?? .max) < ($1.estimatedRows ?? .max) }
    let all = sorted.flatMap { relation in
      relation.columns.filter { $0.family == .text && !$0.valuesAreComplete }.map { (relation, $0) }
    }
    return Array(all.prefix(maxColumns))
  }

  /// `nil` where it could not be read in time, or not at all.
  private func read(_ column: Column, of relation: Relation) async -> ColumnValues? {
    let name = SQLText.identifier(column.name)
    let sample = Self.sample(relation)
    let sql = """
      SELECT s.v, count(*) FROM (SELECT \(name)::text AS v FROM \(relation.name.sql)\(sample) LIMIT \(Self.rows)) AS s \
      GROUP BY s.v ORDER BY count(*) DESC, s.v LIMIT \(Self.maxValues + 2)
      """
    guard let query = try? await validator.judge(sql).query else { return nil }
    let limits = Executor.Limits(maxRows: Self.maxValues + 2, maxBytes: 1 << 20, timeout: timeout)
    guard let table = try? await executor.run(query, limits: limits) else { return nil }
    let counted = table.rows.reduce(0) { $0 + ($1.last.flatMap { $0 }.flatMap { Int($0) } ?? 0) }
    let distinct = table.rows.compactMap { $0.first.flatMap { $0 } }
    let short = distinct.filter { !$0.isEmpty && $0.utf8.count <= Self.maxLength }
    let isWhole =
      sample.isEmpty && counted < Self.rows && table.truncation == nil && table.rows.count <= Self.maxValues
    return ColumnValues(
      values: Array(short.prefix(Self.maxValues)),
      isComplete: isWhole && short.count == distinct.count { !$0.isEmpty })
  }

  /// The blocks of a large table that hold about as many rows as are looked at, the same ones while it stays the same; a view
  /// cannot be sampled.
  static func sample(_ relation: Relation) -> String {
    let kinds: Set<Relation.Kind> = [.table, .partitionedTable, .materializedView]
    guard kinds.contains(relation.kind), let all = relation.estimatedRows, all > rows * largeTable else { return "" }
    // Ten thousandths of a percent are as fine as matters; a little less than there is room for, so that the end is not cut off.
    let share = max(1, Int((80 * Double(rows) / Double(all) * 10_000).rounded(.up)))
    let digits = String(share % 10_000)
    return
      " TABLESAMPLE SYSTEM (\(share / 10_000).\(String(repeating: "0", count: 4 - digits.count))\(digits)) REPEATABLE (0)"
  }
}
