// What the parser's JSON does not say by itself: what a field holds.

extension SyntaxField {
  private static let byName: [String: SyntaxField] = Dictionary(
    allCases.filter { $0 != .unlisted }.map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

  static func named(_ name: String) -> SyntaxField { byName[name] ?? .unlisted }

  /// Whether a quoted value is text; otherwise it names a value of an enumeration.
  var isText: Bool {
    switch self {
    case .aliasName, .catalogName, .schemaName, .relationName, .relationPersistence, .columnName, .cteName,
      .searchSequenceColumn, .cycleMarkColumn, .cyclePathColumn, .name, .referenceName, .stringValue, .floatValue,
      .bitStringValue:
      true
    default: false
    }
  }

  /// The kind of the node that stands in a field without its name around it.
  var bareKind: NodeKind? {
    switch self {
    case .withClause: .withClause
    case .intoClause: .intoClause
    case .larg, .rarg: .selectStmt
    case .alias, .joinUsingAlias: .alias
    case .typeName: .typeName
    case .over: .windowDef
    case .searchClause: .cteSearchClause
    case .cycleClause: .cteCycleClause
    case .collationClause: .collateClause
    default: nil
    }
  }

  /// The value that a constant's field holds in an object of its own; the object's field has the same name.
  var bareConstant: SyntaxField? {
    switch self {
    case .integerValue, .floatValue, .booleanValue, .stringValue, .bitStringValue: self
    default: nil
    }
  }
}

extension NodeKind {
  private static let byName: [String: NodeKind] = Dictionary(
    allCases.filter { $0 != .unlisted }.map { ($0.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

  static func named(_ name: String) -> NodeKind { byName[name] ?? .unlisted }

  /// Whether the grammar keeps a place for nodes of the kind.
  var hasLocation: Bool {
    switch self {
    case .rawStmt, .selectStmt, .intoClause, .lockingClause, .rangeSubselect, .rangeFunction, .joinExpr, .alias, .star,
      .indirection, .indices, .setToDefault, .insertStmt, .updateStmt, .deleteStmt, .mergeStmt, .unlisted:
      false
    default: true
    }
  }
}
