internal import GRDB
internal import Postgres

/// A transaction in progress; SQLite's statements are prepared once a connection and used again.
package struct Transaction {
  enum Session {
    case sqlite(Database)
    case postgresql(PostgresSession)
  }

  let session: Session

  /// The SQL that this store speaks.
  package var dialect: Dialect {
    switch session {
    case .sqlite: .sqlite
    case .postgresql: .postgresql
    }
  }

  /// Runs a statement that gives no rows.
  package func run(_ statement: StoreStatement, _ arguments: [String: Cell] = [:]) throws {
    try run(statement, of: [arguments])
  }

  /// Runs a statement once for each set of arguments; PostgreSQL is sent all of them in one round trip.
  package func run(_ statement: StoreStatement, of sets: [[String: Cell]]) throws {
    switch session {
    case .sqlite(let database):
      let prepared = try PreparedStatement(statement.sqlite, database)
      for arguments in sets { try prepared.run(arguments) }
    case .postgresql(let session):
      try session.run(sets.map { PostgresCell.statement(statement, $0) })
    }
  }

  /// Runs a statement and gives all its rows.
  package func rows(_ statement: StoreStatement, _ arguments: [String: Cell] = [:]) throws -> [StoredRow] {
    var rows: [StoredRow] = []
    try each(statement, arguments) { rows.append($0.copy) }
    return rows
  }

  /// Runs a statement and shows its rows one by one, without copying them.
  package func each(
    _ statement: StoreStatement, _ arguments: [String: Cell] = [:], _ body: (borrowing RowView) throws -> Void
  ) throws {
    switch session {
    case .sqlite(let database):
      try PreparedStatement(statement.sqlite, database).each(arguments, body)
    case .postgresql(let session):
      try session.rows(PostgresCell.statement(statement, arguments)) { row in
        try body(RowView(StoredRow(cells: PostgresCell.cells(row))))
      }
    }
  }

  /// Runs several statements, separated by semicolons, that take no arguments.
  func script(_ sql: String) throws {
    switch session {
    case .sqlite(let database): try database.execute(sql: sql)
    case .postgresql(let session):
      for statement in SQLTextReader.statements(sql) { try session.run([PostgresStatement(statement)]) }
    }
  }
}
