import SQLSyntax
import Vocabulary

/// A statement taken apart into short phrases, so that two of them can be told apart in words.
struct StatementPhrases: Hashable {
  /// `count`, `name, sum of price`.
  var output = ""
  /// `sales order with customer`.
  var source = ""
  /// `order date in 2024`, one a condition.
  var conditions: [String] = []
  /// `per country name`.
  var groups = ""
  /// `by price, largest first`.
  var order = ""
  /// `first 5`.
  var limit = ""

  /// - Parameter node: a `SelectStmt`.
  init(_ node: SyntaxNode) {
    if let left = node.node(.larg), let right = node.node(.rarg) {
      let (a, b) = (StatementPhrases(left), StatementPhrases(right))
      self = a
      let joiner =
        switch node.choice(.op) {
        case "SETOP_EXCEPT": "except"
        case "SETOP_INTERSECT": "both"
        default: "and"
        }
      conditions.append("\(joiner) \(([b.source] + b.conditions).joined(separator: ", "))")
      return
    }
    var relations = Relations()
    for item in node.nodes(.fromClause) { relations.read(item) }
    let expressions = ExpressionWords(relations: relations.byAlias)
    source = relations.names.joined(separator: " with ") + relations.inner.map { " of \($0)" }.joined()
    let isDistinct = node[.distinctClause] != nil
    let targets = node.nodes(.targetList).map { expressions.words($0.node(.val)) }.filter { !$0.isEmpty }
    output = (isDistinct ? "different " : "") + targets.prefix(4).joined(separator: ", ")
    let all = Self.conjuncts(node.node(.whereClause)) + Self.conjuncts(node.node(.havingClause))
    conditions = relations.optional + PeriodPhrase.merged(all.map(expressions.words)).filter { !$0.isEmpty }
    let grouped = node.nodes(.groupClause).map(expressions.words).filter { !$0.isEmpty }
    groups = grouped.isEmpty ? "" : "per " + grouped.joined(separator: ", ")
    order = node.nodes(.sortClause).map { item in
      let isDown = item.choice(.sortDirection) == "SORTBY_DESC"
      return expressions.words(item.node(.node)) + (isDown ? ", largest first" : "")
    }.joined(separator: ", ")
    if !order.isEmpty { order = "by " + order }
    if let count = node.node(.limitCount) { limit = "first " + expressions.words(count) }
  }

  /// The phrases in the order in which they are said.
  var aspects: [[String]] {
    [[output], [source], conditions, [groups], [order], [limit]].map { $0.filter { !$0.isEmpty } }
  }

  private static func conjuncts(_ node: SyntaxNode?) -> [SyntaxNode] {
    guard let node else { return [] }
    guard node.kind == .boolExpr, node.choice(.boolOperation) == "AND_EXPR" else { return [node] }
    return node.nodes(.args).flatMap(conjuncts)
  }

  /// What the FROM clause names.
  private struct Relations {
    var names: [String] = []
    var byAlias: [String: String] = [:]
    /// What stands in sub-queries.
    var inner: [String] = []
    /// Relations that need not have a row.
    var optional: [String] = []

    mutating func read(_ node: SyntaxNode) {
      switch node.kind {
      case .rangeVar:
        let name = node.string(.relationName) ?? ""
        let words = Identifier.words(name).joined(separator: " ")
        names.append(words)
        byAlias[node.node(.alias)?.string(.aliasName) ?? name] = words
      case .joinExpr:
        if let left = node.node(.larg) { read(left) }
        let before = names.count
        if let right = node.node(.rarg) { read(right) }
        if node.choice(.joinType) == "JOIN_LEFT", names.count > before {
          optional.append("also without \(names[before])")
        }
      case .rangeSubselect:
        guard let query = node.node(.subquery) else { return }
        let phrases = StatementPhrases(query)
        inner.append((phrases.aspects.flatMap { $0 }).joined(separator: " "))
      default: break
      }
    }
  }
}
