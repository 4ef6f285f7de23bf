package import Vocabulary

/// Joins for which no key is declared, concluded from names and types: few and probable rather than many.
///
/// A column leads to a relation's only key column when both hold the same kind of value and
/// - columns of that very name lead there by declared keys, and nowhere else; or
/// - its name says so: `customer_id` (also `billing_customer_id`) for the key `id` of `customer` or `customers`,
///   `country_code` for `country.code`, `customer_id` for `customer.customer_id`, `customer` for `customer.id`.
///
/// Where a relation declares no key at all, its column `id`, `author_id` or `authorid` (of `author`), or such a `code`, is taken
/// for one. Views get keys by their columns' names in the same way. Columns of declared keys are left alone.
package func inferredForeignKeys(_ snapshot: SchemaSnapshot) -> [ForeignKey] {
  var inference = KeyInference(snapshot)
  return inference.keys()
}

/// Whether the values that are known contradict an inferred key: those of the referring column are mostly not among the others,
/// or the others repeat.
func isContradicted(_ key: ForeignKey, in snapshot: SchemaSnapshot) -> Bool {
  guard let from = snapshot.column(ColumnName(key.from, key.fromColumns[0])), let target = snapshot.relation(key.to),
    let to = target.column(key.toColumns[0]), to.valuesAreComplete, !to.commonValues.isEmpty
  else { return false }
  let isDeclared = target.primaryKey == [to.name] || target.uniqueKeys.contains([to.name])
  if !isDeclared, let rows = target.estimatedRows, to.commonValues.count < rows { return true }
  guard from.valuesAreComplete, !from.commonValues.isEmpty else { return false }
  return 2 * Set(from.commonValues).intersection(to.commonValues).count < from.commonValues.count
}

private struct KeyInference {
  /// A key of one column that can be led to.
  struct Target: Hashable {
    var column: ColumnName
    var family: TypeFamily
  }

  private let snapshot: SchemaSnapshot
  /// Targets by the words of a column's name that lead to them, joined by spaces.
  private var byWords: [String: Set<Target>] = [:]
  /// Where declared keys lead, by the exact name of their one column.
  private var byExample: [String: Set<Target>] = [:]
  private var declared: Set<ColumnName> = []
  /// Many columns share a name.
  private var words: [String: [String]] = [:]

  init(_ snapshot: SchemaSnapshot) {
    self.snapshot = snapshot
    for key in snapshot.foreignKeys {
      for column in key.fromColumns { declared.insert(ColumnName(key.from, column)) }
      guard key.fromColumns.count == 1, key.from != key.to else { continue }
      let column = ColumnName(key.to, key.toColumns[0])
      guard let family = snapshot.column(column)?.family else { continue }
      byExample[key.fromColumns[0], default: []].insert(Target(column: column, family: family))
    }
    for relation in snapshot.relations where relation.kind == .table || relation.kind == .partitionedTable {
      addTargets(relation)
    }
  }

  private mutating func addTargets(_ relation: Relation) {
    var noun = NameWords.split(relation.name.name)
    guard let last = noun.popLast() else { return }
    noun.append(NameWords.singular(last))
    let unique = relation.uniqueKeys.filter { $0.count == 1 }.map { $0[0] }
    let primary = relation.primaryKey.count == 1 ? relation.primaryKey : []
    if relation.primaryKey.isEmpty, relation.uniqueKeys.isEmpty { addLikelyKeys(relation, noun) }
    for name in primary + unique {
      guard let column = relation.column(name) else { continue }
      let target = Target(column: ColumnName(relation.name, name), family: column.family)
      let words = NameWords.split(name)
      if words.starts(with: noun), words.count > noun.count {
        add(target, words)
      } else if words.count == 1 {
        add(target, noun + words)
        // `customer` alone may mean many things, except as a number that is the customer's only key.
        if words == ["id"], primary == [name], column.family != .text { add(target, noun) }
      }
    }
  }

  private mutating func addLikelyKeys(_ relation: Relation, _ noun: [String]) {
    for column in relation.columns {
      let target = Target(column: ColumnName(relation.name, column.name), family: column.family)
      let words = NameWords.split(column.name)
      for ending in ["id", "code"] {
        let whole = noun + [ending]
        if words == whole || words == [whole.joined()] {
          add(target, whole)
          add(target, [whole.joined()])
        }
      }
      if words == ["id"] || words == ["code"] { add(target, noun + words) }
    }
  }

  private mutating func add(_ target: Target, _ words: [String]) {
    byWords[words.joined(separator: " "), default: []].insert(target)
  }

  mutating func keys() -> [ForeignKey] {
    var keys: [ForeignKey] = []
    for relation in snapshot.relations where relation.kind != .partition {
      for column in relation.columns {
        let name = ColumnName(relation.name, column.name)
        guard !declared.contains(name), column.family != .boolean, let target = target(of: name, column) else {
          continue
        }
        keys.append(
          ForeignKey(
            from: relation.name, [column.name], to: target.column.relation, [target.column.column], origin: .inferred))
      }
    }
    return keys
  }

  private mutating func target(of name: ColumnName, _ column: Column) -> Target? {
    if let example = choose(byExample[column.name], for: name, column) { return example }
    let words = split(column.name)
    // The longest ending first: `order_line_id` is for `order_line`, not for `line`.
    for start in words.indices where start == 0 || words.count - start >= 2 {
      // A prefix is a part played (`billing_customer_id`), which only numbers and the like play reliably.
      guard start == 0 || column.family != .text else { break }
      let key = words[start...].joined(separator: " ")
      if let found = byWords[key] { return choose(found, for: name, column) }
    }
    return nil
  }

  private mutating func split(_ name: String) -> [String] {
    if let known = words[name] { return known }
    let fresh = NameWords.split(name)
    words[name] = fresh
    return fresh
  }

  /// The only candidate of the right kind; among several, the only one of the same schema.
  private func choose(_ candidates: Set<Target>?, for name: ColumnName, _ column: Column) -> Target? {
    guard let candidates else { return nil }
    let fitting = candidates.filter { $0.family == column.family && $0.column.relation != name.relation }
    if fitting.count == 1 { return fitting.first }
    let near = fitting.filter { $0.column.relation.schema == name.relation.schema }
    return near.count == 1 ? near.first : nil
  }
}
