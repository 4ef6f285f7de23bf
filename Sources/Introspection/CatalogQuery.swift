internal import Postgres

/// The catalog queries, in the order in which they run: each needs only what those before it brought.
enum CatalogQuery: String, CaseIterable {
  case session, types, enums, relations, columns, keys
  case foreignKeys = "foreign_keys"
  case statistics, checks, views
  case hiddenViews = "hidden_views"
  case routines, operators, casts
  case policies
  case hiddenCalls = "hidden_calls"
  case reaches

  /// The query for a role; for the session's own when `nil`.
  func statement(for role: String?) -> PostgresStatement {
    var statement = Self.text(rawValue)
    if statement.sql.contains("$1") { statement.parameters = [role] }
    return statement
  }

  static let remainingTypes = text("remaining_types")
  static let standpoint = text("standpoint")

  static let moment = text("moment")

  /// The stamp for a role; for the session's own when `nil`.
  static func stamp(for role: String?) -> PostgresStatement { PostgresStatement(text("stamp").sql, [role]) }

  private static func text(_ name: String) -> PostgresStatement {
    guard let sql = EmbeddedText.files["SQL/\(name).sql"] else { preconditionFailure("built without SQL/\(name).sql") }
    return PostgresStatement(sql)
  }
}
