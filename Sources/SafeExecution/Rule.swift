internal import Vocabulary

/// Every rule that can refuse a statement. Names are stable; `docs/security.md` explains each, and a test says so.
enum Rule: String, CaseIterable {
  // 0 · hygiene
  case tooLong = "too-long"
  case nulByte = "nul-byte"
  case invalidUTF8 = "invalid-utf8"
  case byteOrderMark = "byte-order-mark"
  case severalFences = "several-code-fences"
  case prose
  case emptyStatement = "empty-statement"
  // 1 · syntax
  case syntaxError = "syntax-error"
  case tooDeep = "too-deep"
  case tooManyTokens = "too-many-tokens"
  case operatorRun = "operator-run"
  // 2 · statement
  case notOneStatement = "not-one-statement"
  case notAQuery = "not-a-query"
  case writingWith = "writing-with"
  case selectInto = "select-into"
  case lockingClause = "locking-clause"
  case parameter = "parameter"
  case unlistedSyntax = "unlisted-syntax"
  // 3 · functions, and what calls them without looking like it
  case forbiddenFunction = "forbidden-function"
  case unknownFunction = "unknown-function"
  case userFunction = "user-function"
  case shadowedFunction = "shadowed-function"
  case unreadableSetting = "unreadable-setting"
  case userOperator = "user-operator"
  case userCast = "user-cast"
  case unknownType = "unknown-type"
  case forbiddenType = "forbidden-type"
  case sessionIdentity = "session-identity"
  case sampleMethod = "sample-method"
  case attributeNotation = "attribute-notation"
  // 4 · names
  case unknownRelation = "unknown-relation"
  case unknownColumn = "unknown-column"
  case unknownAlias = "unknown-alias"
  case systemCatalog = "system-catalog"
  case deniedRelation = "denied-relation"
  case otherDatabase = "other-database"
  case unsafeView = "unsafe-view"
  case unsafePolicy = "unsafe-policy"
  // 6 · dry run
  case serverError = "server-error"
  case planCost = "plan-cost"
  case planRows = "plan-rows"
  case planRelation = "plan-relation"
  // 7 · limits
  case constantSize = "constant-size"

  var layer: Finding.Layer {
    switch self {
    case .tooLong, .nulByte, .invalidUTF8, .byteOrderMark, .severalFences, .prose, .emptyStatement:
      .hygiene
    case .syntaxError, .tooDeep, .tooManyTokens, .operatorRun: .syntax
    case .notOneStatement, .notAQuery, .writingWith, .selectInto, .lockingClause, .parameter, .unlistedSyntax:
      .statement
    case .forbiddenFunction, .unknownFunction, .userFunction, .shadowedFunction, .unreadableSetting, .userOperator,
      .userCast, .unknownType, .forbiddenType, .sessionIdentity, .sampleMethod, .attributeNotation:
      .functions
    case .unknownRelation, .unknownColumn, .unknownAlias, .systemCatalog, .deniedRelation, .otherDatabase, .unsafeView,
      .unsafePolicy:
      .names
    case .serverError, .planCost, .planRows, .planRelation: .dryRun
    case .constantSize: .limits
    }
  }

  func finding(_ message: String, hint: String? = nil, at position: Int? = nil, sqlState: String? = nil) -> Finding {
    Finding(rule: rawValue, layer: layer, message: message, hint: hint, position: position, sqlState: sqlState)
  }

  /// "Did you mean" for a name, if one is near.
  static func didYouMean(_ name: String, among names: some Sequence<String>) -> String? {
    let near = Suggestion.nearest(to: name, in: names)
    return near.isEmpty ? nil : "Did you mean \(near.joined(separator: ", "))?"
  }
}
