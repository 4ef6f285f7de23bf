package import Vocabulary

/// Joins for which no key is declared, concluded from names and types: few and probable rather than many.
///
/// A column leads to a relation's only key column when both hold the same kind of value and
/// - columns of that very name lead there by declared keys, and nowhere else; or
/// - its name says so: `customer_id` (also `billing_customer_id`) for the key `id` of `customer` or `customers`,
///   `country_code` for `country.code`, `customer_id` for `customer.customer_id`, `customer` for `customer.id` or any other number
///   that is the primary key of `customer`, `sbtxcustid` for `sbcustid` (a part was put into the key's name).
///
/// Where a relation declares no key at all, its column `id`, `author_id` or `authorid` (of `author`), or such a `code`, is taken
/// for one. Views get keys by their columns' names in the same way. Columns of declared keys are left alone.
package func inferredForeignKeys(_ snapshot: SchemaSnapshot) -> [ForeignKey] {
  var inference = KeyInference(snapshot)
  return inference.keys()
}

/// Joins that names only hint at and values confirm: `from_airport` for `airport.airport_code`, `state_name` for
/// `state.state_name`. Both columns' values are known, those of the first are all among those of the second, and these never repeat.
func foreignKeysByValues(_ snapshot: SchemaSnapshot) -> [ForeignKey] {
  var inference = KeyInference(snapshot)
  return inference.keysByValues()
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

/// Whether the values that are known leave no doubt of a key: there are several, and all of them lead to one of the others.
private func isConfirmed(_ key: ForeignKey, in snapshot: SchemaSnapshot) -> Bool {
  guard let from = snapshot.column(ColumnName(key.from, key.fromColumns[0])), from.valuesAreComplete,
    from.commonValues.count > 1, let to = snapshot.column(ColumnName(key.to, key.toColumns[0])), to.valuesAreComplete
  else { return false }
  return Set(from.commonValues).isSubset(of: to.commonValues) && !isContradicted(key, in: snapshot)
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
  /// Targets by words that hint at them: values must confirm it.
  private var byHint: [String: Set<Target>] = [:]
  /// Targets whose names are one word, by each ending of it that is long enough to tell; with the beginning before it.
  private var byEnding: [String: [(beginning: Substring, target: Target)]] = [:]
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
        addEndings(target, name)
      }
      hint(target, noun)
      // `customer` alone may mean many things, except as a number that is the customer's only key.
      if primary == [name], column.family == .integer || words == ["id"] && column.family != .text { add(target, noun) }
    }
  }

  /// `custid` of `sbcustid`, so that `sbtxcustid` leads there too.
  private mutating func addEndings(_ target: Target, _ name: String) {
    let name = name.lowercased()
    guard Self.endings.contains(where: name.hasSuffix) else { return }
    for length in stride(from: Self.shortestEnding, to: name.count, by: 1) {
      byEnding[String(name.suffix(length)), default: []].append((name.dropLast(length), target))
    }
  }
  private static let endings = ["id", "code", "key", "no", "nr"]
  private static let shortestEnding = 5

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
      guard words.starts(with: noun) || words == ["code"] else { continue }
      if words.last == "code" { hint(target, noun) }
      if words.dropLast() == noun[...], words.last == "name" { hint(target, words) }
    }
  }

  private mutating func hint(_ target: Target, _ words: [String]) {
    byHint[words.joined(separator: " "), default: []].insert(target)
  }

  private mutating func add(_ target: Target, _ words: [String]) {
    byWords[words.joined(separator: " "), default: []].insert(target)
  }

  mutating func keys() -> [ForeignKey] {
    var keys: [ForeignKey] = []
    for relation in snapshot.relations where relation.kind != .partition {
      for column in relation.columns {
        let name = ColumnName(relation.name, column.name)
        guard !declared.contains(name), column.family != .boolean,
          let target = target(of: name, column) ?? relative(of: name, column, relation)
        else { continue }
        keys.append(key(name, target))
      }
    }
    return keys
  }

  mutating func keysByValues() -> [ForeignKey] {
    let known = declared.union(snapshot.foreignKeys.map { ColumnName($0.from, $0.fromColumns[0]) })
    var keys: [ForeignKey] = []
    for relation in snapshot.relations where relation.kind != .partition {
      for column in relation.columns where column.valuesAreComplete && !column.commonValues.isEmpty {
        let name = ColumnName(relation.name, column.name)
        guard !known.contains(name), column.family != .boolean else { continue }
        let words = split(column.name)
        let hinted = words.indices.lazy.compactMap { [byHint] in byHint[words[$0...].joined(separator: " ")] }.first
        guard let target = choose(hinted, for: name, column) else { continue }
        let key = key(name, target)
        if isConfirmed(key, in: snapshot) { keys.append(key) }
      }
    }
    return keys
  }

  private func key(_ from: ColumnName, _ target: Target) -> ForeignKey {
    ForeignKey(
      from: from.relation, [from.column], to: target.column.relation, [target.column.column], origin: .inferred)
  }

  /// The key whose one-word name this column's has in it, around a part of its own.
  private mutating func relative(of name: ColumnName, _ column: Column, _ relation: Relation) -> Target? {
    guard !byEnding.isEmpty, relation.primaryKey != [column.name], split(column.name).count == 1 else { return nil }
    let lower = column.name.lowercased()
    guard Self.endings.contains(where: lower.hasSuffix) else { return nil }
    for length in stride(from: lower.count - 1, through: Self.shortestEnding, by: -1) {
      let fitting = byEnding[String(lower.suffix(length))]?.filter { lower.dropLast(length).hasPrefix($0.beginning) }
      if let fitting, !fitting.isEmpty { return choose(Set(fitting.map(\.target)), for: name, column) }
    }
    return nil
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
