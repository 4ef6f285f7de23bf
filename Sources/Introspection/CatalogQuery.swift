internal import Postgres

/// The catalog queries, in the order in which they run: each needs only what those before it brought.
enum CatalogQuery: String, CaseIterable {
  case session, types, enums, relations, columns, keys
  case foreignKeys = "foreign_keys"
  case statistics, views
  case hiddenViews = "hidden_views"
  case routines, operators, casts

  var statement: PostgresStatement { Self.text(rawValue) }

  static let remainingTypes = text("remaining_types")
  static let stamp = text("stamp")

  private static func text(_ name: String) -> PostgresStatement {
    guard let sql = EmbeddedText.files["SQL/\(name).sql"] else { preconditionFailure("built without SQL/\(name).sql") }
    return PostgresStatement(sql)
  }
}
