// What the parser's JSON does not say by itself: what a field holds.

extension SyntaxField {
  private static let byName = NameTable(allCases.filter { $0 != .unlisted }.map { ($0.rawValue, $0) })

  static func named(_ name: UnsafeBufferPointer<UInt8>) -> SyntaxField { byName.value(of: name) ?? .unlisted }

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
  private static let byName = NameTable<(kind: NodeKind, name: String)>(
    allCases.filter { $0 != .unlisted }.map { ($0.rawValue, (kind: $0, name: $0.rawValue)) })

  /// A kind and its name, made without a new text where it is listed.
  static func named(_ name: UnsafeBufferPointer<UInt8>) -> (kind: NodeKind, name: String) {
    byName.value(of: name) ?? (.unlisted, String(decoding: name, as: UTF8.self))
  }

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

/// Values of enumerations that most statements have: kept as texts that are made once.
enum CommonChoice {
  private static let byName = NameTable(
    [
      "SETOP_NONE", "SETOP_UNION", "LIMIT_OPTION_DEFAULT", "LIMIT_OPTION_COUNT", "COERCE_EXPLICIT_CALL",
      "COERCE_SQL_SYNTAX", "COERCE_IMPLICIT_CAST", "COERCE_EXPLICIT_CAST", "SORTBY_DEFAULT", "SORTBY_ASC",
      "SORTBY_DESC",
      "SORTBY_NULLS_DEFAULT", "SORTBY_NULLS_LAST", "SORTBY_NULLS_FIRST", "AEXPR_OP", "AEXPR_OP_ANY", "AEXPR_IN",
      "AEXPR_LIKE", "AEXPR_ILIKE", "AEXPR_BETWEEN", "AEXPR_NULLIF", "AEXPR_DISTINCT", "AND_EXPR", "OR_EXPR", "NOT_EXPR",
      "JOIN_INNER", "JOIN_LEFT", "JOIN_FULL", "JOIN_RIGHT", "IS_NULL", "IS_NOT_NULL", "EXPR_SUBLINK", "ANY_SUBLINK",
      "EXISTS_SUBLINK", "CTEMaterializeDefault", "SVFOP_CURRENT_DATE", "SVFOP_CURRENT_TIMESTAMP", "IS_GREATEST",
      "IS_LEAST",
    ].map { ($0, $0) })

  static func text(_ name: UnsafeBufferPointer<UInt8>) -> String {
    byName.value(of: name) ?? String(decoding: name, as: UTF8.self)
  }
}
