package import Interpretation
package import Postgres
internal import SafeExecution
package import Vocabulary

/// Where the questions of one database are asked and judged: its interpreter, and sessions for the gold queries.
package struct Arena: Sendable {
  /// The same schema with other rows: a prediction should be right there too.
  package struct SecondContent: Sendable {
    package let database: Database
    package let connection: PostgresConnection

    package init(database: Database, connection: PostgresConnection) {
      self.database = database
      self.connection = connection
    }
  }

  /// Who asks.
  package static let principal = Principal("evaluation")
  /// Longest that a gold query may take.
  static let patience = Duration.seconds(60)

  package let interpreter: Interpreter
  package let database: Database
  /// The name under which questions go into the audit log.
  package let name: String
  /// A session of the same role: gold queries are the user's own and run read-only.
  package let connection: PostgresConnection
  package let second: SecondContent?

  package init(
    interpreter: Interpreter, database: Database, name: String, connection: PostgresConnection,
    second: SecondContent? = nil
  ) {
    self.interpreter = interpreter
    self.database = database
    self.name = name
    self.connection = connection
    self.second = second
  }

  /// Ends the sessions.
  package func close() async {
    await connection.close()
    await database.close()
    await second?.connection.close()
    await second?.database.close()
  }

  /// The rows of a statement on the second content, through the same gate as on the first.
  func secondRows(_ sql: String) async throws -> ResultTable? {
    guard let second else { return nil }
    let view = try await second.database.view(for: Self.principal)
    guard let query = try await view.judge(sql).query else { return nil }
    return try await view.run(query)
  }
}

extension Arena {
  /// Where one content of a database is.
  package struct Place: Sendable {
    package let database: Database
    /// The connection string of the same role.
    package let url: String

    package init(_ database: Database, url: String) {
      self.database = database
      self.url = url
    }

    fileprivate func session() async throws -> PostgresConnection {
      try await PostgresConnection.connect(
        PostgresSettings(connectionString: url, options: ["default_transaction_read_only": "on"]))
    }
  }

  /// An arena with sessions of its own, which can only read.
  package static func open(
    _ place: Place, second: Place? = nil, name: String, interpreter: Interpreter
  ) async throws -> Arena {
    var content: SecondContent?
    if let second { content = SecondContent(database: second.database, connection: try await second.session()) }
    return Arena(
      interpreter: interpreter, database: place.database, name: name, connection: try await place.session(),
      second: content)
  }
}
