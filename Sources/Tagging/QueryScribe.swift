import Vocabulary

/// Writes one tagged statement, scope by scope.
struct QueryScribe {
  let snapshot: SchemaSnapshot
  let graph: JoinGraph
  let tags: TagTable
  /// Aliases in use anywhere in the statement: no inner one ever hides an outer one.
  private var usedAliases: Set<String> = []

  init(snapshot: SchemaSnapshot, graph: JoinGraph, tags: TagTable) {
    self.snapshot = snapshot
    self.graph = graph
    self.tags = tags
  }

  /// A query: one SELECT, or several joined by set operators. `outer` is the scope around a sub-query.
  mutating func query(
    _ items: [TaggedItem], outer: Scope? = nil, withoutNulls: Bool = false
  ) throws(TagProblem) -> String {
    var parts: [String] = []
    var select: [TaggedItem] = []
    var index = 0
    while index < items.count {
      let item = items[index]
      if let word = item.word, ["union", "intersect", "except"].contains(word) {
        parts.append(try self.select(select, outer: outer, withoutNulls: withoutNulls))
        select = []
        var joiner = word.uppercased()
        if index + 1 < items.count, items[index + 1].word == "all" {
          joiner += " ALL"
          index += 1
        }
        parts.append(joiner)
      } else {
        select.append(item)
      }
      index += 1
    }
    parts.append(try self.select(select, outer: outer, withoutNulls: withoutNulls))
    return parts.joined(separator: " ")
  }

  // MARK: One SELECT

  private mutating func select(
    _ items: [TaggedItem], outer: Scope?, withoutNulls: Bool
  ) throws(TagProblem) -> String {
    guard let clauses = SelectClauses(items) else { throw .malformed }
    var from = FromClause(graph, tags.naming)
    var derived: [String] = []
    try fill(&from, clauses: clauses, derived: &derived, outer: outer)
    let scope = name(from, outer: outer, hasDerived: !derived.isEmpty, isReferred: clauses.all.hasOuterReference)

    var output = try expression(clauses.output, in: scope)
    var tail = ""
    let fromText = try self.from(from, derived: derived, in: scope)
    var conditions = try expression(clauses.where_, in: scope)
    if withoutNulls, case .token(.column(let number, .first))? = clauses.output.first, let column = tags.column(number),
      snapshot.column(column)?.nullable ?? true
    {
      let test = try expression([clauses.output[0]], in: scope) + " IS NOT NULL"
      conditions = conditions.isEmpty ? test : "(\(conditions)) AND \(test)"
    }
    if !fromText.isEmpty { tail += " FROM " + fromText }
    if !conditions.isEmpty { tail += " WHERE " + conditions }
    if !clauses.groupBy.isEmpty { tail += " GROUP BY " + (try expression(grouped(clauses), in: scope)) }
    if !clauses.having.isEmpty { tail += " HAVING " + (try expression(clauses.having, in: scope)) }
    let order = try self.order(clauses.orderBy, in: scope)
    if !clauses.per.isEmpty {
      return try topPerGroup(clauses, output: output, tail: tail, order: order, in: scope)
    }
    if !order.isEmpty { tail += " ORDER BY " + order }
    if !clauses.limit.isEmpty { tail += " LIMIT " + (try expression(clauses.limit, in: scope)) }
    if !clauses.offset.isEmpty { tail += " OFFSET " + (try expression(clauses.offset, in: scope)) }
    if clauses.isDistinct { output = "DISTINCT " + output }
    return "SELECT " + output + tail
  }

  /// The groups with the columns that are given out as they are: PostgreSQL takes none that they do not determine.
  private func grouped(_ clauses: SelectClauses) -> [TaggedItem] {
    var groups = clauses.groupBy
    for output in clauses.outputList where output.count == 1 {
      guard case .token(.column(let number, let instance)) = output[0], !groups.contains(output[0]),
        let name = tags.column(number), let key = snapshot.relation(name.relation)?.primaryKey
      else { continue }
      let isDetermined =
        !key.isEmpty
        && key.allSatisfy { part in
          groups.contains { item in
            if case .token(.column(let other, instance)) = item {
              tags.column(other) == ColumnName(name.relation, part)
            } else {
              false
            }
          }
        }
      if !isDetermined { groups += [.token(.symbol(",")), output[0]] }
    }
    return groups
  }

  /// `limit n per x`: ranks the rows within each group and keeps the first n.
  private mutating func topPerGroup(
    _ clauses: SelectClauses, output: String, tail: String, order: String, in scope: Scope
  ) throws(TagProblem) -> String {
    var names: [String] = []
    var columns: [String] = []
    for item in clauses.outputList {
      var name = "value"
      if case .token(.column(let number, _))? = item.first, item.count == 1, let column = tags.column(number) {
        name = column.column
      } else if let word = item.first?.word {
        name = word
      }
      var unique = name
      var next = 2
      while names.contains(unique) || unique == "position" {
        unique = "\(name)_\(next)"
        next += 1
      }
      names.append(unique)
      columns.append(try expression(item, in: scope) + " AS " + SQLText.identifier(unique))
    }
    let per = try expression(clauses.per, in: scope)
    let limit = try expression(clauses.limit, in: scope)
    let rank = "row_number() OVER (PARTITION BY \(per)\(order.isEmpty ? "" : " ORDER BY " + order)) AS rank_in_group"
    let list = names.map { SQLText.identifier($0) }.joined(separator: ", ")
    let alias = freshAlias("ranked")
    return "SELECT \(list) FROM (SELECT \(columns.joined(separator: ", ")), \(rank)\(tail)) AS \(alias)"
      + " WHERE rank_in_group <= \(limit)"
  }

  // MARK: FROM

  private mutating func fill(
    _ from: inout FromClause, clauses: SelectClauses, derived: inout [String], outer: Scope?
  ) throws(TagProblem) {
    if clauses.sources.allSatisfy(\.isPlain) {
      // What does not fit together is told below.
      _ = from.begin(with: clauses.relations(tags))
    }
    for source in clauses.sources {
      switch source.kind {
      case .relation(let number):
        guard let relation = relation(number) else { throw .unknownTag("<t\(number)>") }
        if source.on.isEmpty {
          if !from.add(relation, isLeft: source.isLeft) { throw .unjoinable(relation) }
        } else {
          from.add(relation, isLeft: source.isLeft, on: source.on)
        }
      case .query(let items, let alias):
        let inner = try query(items, outer: outer)
        derived.append("(\(inner)) AS \(SQLText.identifier(alias))")
      }
    }
    for (number, instance) in clauses.all.columns where instance != .outer {
      guard let column = tags.column(number) else { throw .unknownTag("<c\(number)>") }
      let isAdded =
        instance == .second ? from.addSecond(column.relation) : from.add(column.relation)
      if !isAdded { throw .unjoinable(column.relation) }
    }
  }

  private mutating func from(
    _ from: FromClause, derived: [String], in scope: Scope
  ) throws(TagProblem) -> String {
    var text = ""
    for join in from.joins {
      let named = join.source.relation.sql + (scope.alias(join.source).map { " AS " + $0 } ?? "")
      if text.isEmpty {
        text = named
        continue
      }
      var condition = join.on.map { earlier, left, right in
        scope.spell(earlier, left) + " = " + scope.spell(join.source, right)
      }.joined(separator: " AND ")
      if !join.written.isEmpty { condition = try expression(join.written, in: scope) }
      text += (join.isLeft ? " LEFT JOIN " : " JOIN ") + named + " ON " + condition
    }
    for query in derived { text += (text.isEmpty ? "" : " CROSS JOIN ") + query }
    return text
  }

  /// Gives each source of a scope its alias; a scope of one relation needs none.
  private mutating func name(_ from: FromClause, outer: Scope?, hasDerived: Bool, isReferred: Bool) -> Scope {
    var scope = Scope(outer: outer.map { Scope.Box($0) })
    guard from.joins.count > 1 || hasDerived || isReferred || outer?.isAliased == true else {
      scope.only = from.sources.first
      return scope
    }
    for source in from.sources {
      let words = source.relation.name.split { !$0.isLetter && !$0.isNumber }
      let initials = String(words.compactMap(\.first)).lowercased().filter { $0.isASCII && $0.isLetter }
      scope.aliases[source] = freshAlias(initials.isEmpty ? "t" : initials)
    }
    return scope
  }

  private mutating func freshAlias(_ wanted: String) -> String {
    var alias = wanted
    var next = 2
    while usedAliases.contains(alias) || SQLText.identifier(alias) != alias {
      alias = "\(wanted)\(next)"
      next += 1
    }
    usedAliases.insert(alias)
    return alias
  }

  // MARK: Expressions

  private mutating func order(_ items: [TaggedItem], in scope: Scope) throws(TagProblem) -> String {
    var parts: [String] = []
    for part in items.split(separator: .token(.symbol(","))) {
      var text = try expression(Array(part), in: scope)
      // PostgreSQL puts NULL first when descending: nobody who asks for the highest means the unknown ones.
      if part.last?.word == "desc", mayBeNull(Array(part.dropLast())) { text += " NULLS LAST" }
      parts.append(text)
    }
    return parts.joined(separator: ", ")
  }

  private func mayBeNull(_ items: [TaggedItem]) -> Bool {
    if items.first?.word == "count" { return false }
    return items.columns.contains { number, _ in tags.column(number).flatMap { snapshot.column($0)?.nullable } ?? true }
      || ["sum", "avg", "max", "min"].contains(items.first?.word)
  }

  private mutating func expression(_ items: [TaggedItem], in scope: Scope) throws(TagProblem) -> String {
    let scribe = ExpressionScribe(snapshot: snapshot, tags: tags, scope: scope)
    return try scribe.write(items) { (query, withoutNulls) throws(TagProblem) in
      try self.query(query, outer: scope, withoutNulls: withoutNulls)
    }
  }

  private func relation(_ number: Int) -> RelationName? {
    tags.relations.indices.contains(number) ? tags.relations[number] : nil
  }
}

/// How columns are spelled in one SELECT.
struct Scope {
  /// An indirection: a scope knows the one around it.
  final class Box: Sendable {
    let scope: Scope
    init(_ scope: Scope) { self.scope = scope }
  }

  var outer: Box?
  var aliases: [FromClause.Source: String] = [:]
  /// The scope's only source, when that needs no alias.
  var only: FromClause.Source?

  var isAliased: Bool { !aliases.isEmpty }

  func alias(_ source: FromClause.Source) -> String? { aliases[source] }

  func spell(_ source: FromClause.Source, _ column: String) -> String {
    let name = SQLText.identifier(column)
    return aliases[source].map { $0 + "." + name } ?? name
  }
}
