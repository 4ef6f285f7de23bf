/// The fields of the listed node kinds, by the grammar's own names; any other field is `.unlisted`.
package enum SyntaxField: String, Sendable, CaseIterable {
  // RawStmt
  case stmt, stmtLocation = "stmt_location", stmtLength = "stmt_len"
  // SelectStmt
  case distinctClause = "distinct_clause"
  case intoClause = "into_clause"
  case targetList = "target_list"
  case fromClause = "from_clause"
  case whereClause = "where_clause"
  case groupClause = "group_clause"
  case groupDistinct = "group_distinct"
  case havingClause = "having_clause"
  case windowClause = "window_clause"
  case valuesLists = "values_lists"
  case sortClause = "sort_clause"
  case limitOffset = "limit_offset"
  case limitCount = "limit_count"
  case limitOption = "limit_option"
  case lockingClause = "locking_clause"
  case withClause = "with_clause"
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
  case isNatural = "is_natural"
  case usingClause = "using_clause"
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
  case collationClause = "coll_clause"
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
  case typeName = "type_name"
  case names, setof
  case percentType = "pct_type"
  case typeModifiers = "typmods"
  case typeModifier = "typemod"
  case arrayBounds = "array_bounds"
  case collationName = "collname"
  case subLinkType = "sub_link_type"
  case testExpr = "testexpr"
  case operatorName = "oper_name"
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
  case usingOperator = "use_op"
  case referenceName = "refname"
  case partitionClause = "partition_clause"
  case orderClause = "order_clause"
  case frameOptions = "frame_options"
  case startOffset = "start_offset"
  case endOffset = "end_offset"
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
  // Tokens
  case start, end, token
  case keywordKind = "keyword_kind"
  /// Only ever met as a number; kept so that it does not count as unknown.
  case location
  case unlisted = ""
}
