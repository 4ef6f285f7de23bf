internal import Storage

/// The SQL of this module, by the name of its file in `SQL/`.
enum AccessStatement: String, CaseIterable {
  case insertKey = "insert-key"
  case findKey = "find-key"
  case listKeys = "list-keys"
  case revokeKey = "revoke-key"

  var sql: StoreStatement {
    guard let statement = StoreStatement(named: "SQL/\(rawValue).sql", in: EmbeddedText.files) else {
      preconditionFailure("SQL/\(rawValue).sql is not embedded")
    }
    return statement
  }
}
