/// The fields of the listed node kinds, by the grammar's own names; any other field is `.unlisted`.
package enum SyntaxField: String, Sendable, CaseIterable {
  // RawStmt
  case stmt, stmtLocation = "stmt_location", stmtLength = "stmt_len"
  // SelectStmt
  case distinctClause = "distinctClause"
  case intoClause = "intoClause"
  case targetList = "targetList"
  case fromClause = "fromClause"
  case whereClause = "whereClause"
  case groupClause = "groupClause"
  case groupDistinct = "groupDistinct"
  case havingClause = "havingClause"
  case windowClause = "windowClause"
  case valuesLists = "valuesLists"
  case sortClause = "sortClause"
  case limitOffset = "limitOffset"
  case limitCount = "limitCount"
  case limitOption = "limitOption"
  case lockingClause = "lockingClause"
  case withClause = "withClause"
  case op, all, larg, rarg
  // WITH
  case ctes, recursive
  case cteName = "ctename"
  case aliasColumnNames = "aliascolnames"
  case cteMaterialized = "ctematerialized"
  case cteQuery = "ctequery"
  case searchClause = "search_clause"
  case cycleClause = "cycle_clause"
  case searchColumns = "search_col_list"
  case searchBreadthFirst = "search_breadth_first"
  case searchSequenceColumn = "search_seq_column"
  case cycleColumns = "cycle_col_list"
  case cycleMarkColumn = "cycle_mark_column"
  case cycleMarkValue = "cycle_mark_value"
  case cycleMarkDefault = "cycle_mark_default"
  case cyclePathColumn = "cycle_path_column"
  // FROM
  case catalogName = "catalogname"
  case schemaName = "schemaname"
  case relationName = "relname"
  case inh
  case relationPersistence = "relpersistence"
  case alias
  case aliasName = "aliasname"
  case columnNames = "colnames"
  case lateral, subquery, ordinality
  case isRowsFrom = "is_rowsfrom"
  case functions
  case columnDefinitions = "coldeflist"
  case joinType = "jointype"
  case isNatural = "isNatural"
  case usingClause = "usingClause"
  case joinUsingAlias = "join_using_alias"
  case quals, relation, method, repeatable
  case columnName = "colname"
  case isLocal = "is_local"
  case documentExpr = "docexpr"
  case rowExpr = "rowexpr"
  case namespaces, columns
  case forOrdinality = "for_ordinality"
  case isNotNull = "is_not_null"
  case columnExpr = "colexpr"
  case columnDefaultExpr = "coldefexpr"
  case collationClause = "collClause"
  // Expressions
  case name, val, indirection, fields, kind
  case left = "lexpr"
  case right = "rexpr"
  case boolOperation = "boolop"
  case args, arg
  case functionName = "funcname"
  case aggregateOrder = "agg_order"
  case aggregateFilter = "agg_filter"
  case over
  case withinGroup = "agg_within_group"
  case aggregateStar = "agg_star"
  case aggregateDistinct = "agg_distinct"
  case variadic = "func_variadic"
  case functionFormat = "funcformat"
  /// Of a `ParamRef`.
  case number
  case argumentNumber = "argnumber"
  case typeName = "typeName"
  case names, setof
  case percentType = "pct_type"
  case typeModifiers = "typmods"
  case typeModifier = "typemod"
  case arrayBounds = "arrayBounds"
  case collationName = "collname"
  case subLinkType = "subLinkType"
  case testExpr = "testexpr"
  case operatorName = "operName"
  case subselect, expr, result
  case defaultResult = "defresult"
  case nullTestType = "nulltesttype"
  case booleanTestType = "booltesttype"
  case elements
  case rowFormat = "row_format"
  case isSlice = "is_slice"
  case lowerIndex = "lidx"
  case upperIndex = "uidx"
  case content, node
  case sortDirection = "sortby_dir"
  case sortNulls = "sortby_nulls"
  case usingOperator = "useOp"
  case referenceName = "refname"
  case partitionClause = "partitionClause"
  case orderClause = "orderClause"
  case frameOptions = "frameOptions"
  case startOffset = "startOffset"
  case endOffset = "endOffset"
  case integerValue = "ival"
  case floatValue = "fval"
  case booleanValue = "boolval"
  case stringValue = "sval"
  case bitStringValue = "bsval"
  case isNull = "isnull"
  case typmod
  case namedArgs = "named_args"
  case argNames = "arg_names"
  case xmlOption = "xmloption"
  /// Of a list inside a list.
  case items
  /// Only ever met as a number; kept so that it does not count as unknown.
  case location
  case unlisted = ""
}
