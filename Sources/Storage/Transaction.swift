internal import GRDB

/// A transaction in progress; statements are prepared once a connection and used again.
package struct Transaction {
  let database: Database

  /// Runs a statement that gives no rows.
  package func run(_ sql: String, _ arguments: [String: Cell] = [:]) throws {
    let statement = try database.cachedStatement(sql: sql)
    try statement.execute(arguments: Self.bind(arguments))
  }

  /// Runs a statement and gives all its rows.
  package func rows(_ sql: String, _ arguments: [String: Cell] = [:]) throws -> [StoredRow] {
    let statement = try database.cachedStatement(sql: sql)
    let cursor = try Row.fetchCursor(statement, arguments: Self.bind(arguments))
    var rows: [StoredRow] = []
    while let row = try cursor.next() {
      rows.append(StoredRow(cells: row.databaseValues.map(Cell.init)))
    }
    return rows
  }

  /// Runs several statements, separated by semicolons, that take no arguments.
  func script(_ sql: String) throws { try database.execute(sql: sql) }

  private static func bind(_ arguments: [String: Cell]) -> StatementArguments {
    StatementArguments(arguments.mapValues(\.databaseValue))
  }
}
