/// One statement of ours, with the words for each kind of store; parameters are named `:name` in both.
package struct StoreStatement: Hashable, Sendable {
  /// What SQLite is told, and PostgreSQL too where it understands the same.
  package let sqlite: String
  private let postgresql: String?

  package init(_ sql: String, postgresql: String? = nil) {
    sqlite = sql
    self.postgresql = postgresql
  }

  /// The statement of a file and, where there is one, of its variant: `list.sql` and `list.postgresql.sql`.
  ///
  /// - Parameter files: embedded texts by their path.
  package init?(named file: String, in files: [String: String]) {
    guard let sql = files[file] else { return nil }
    self.init(sql, postgresql: files[Self.variant(of: file)])
  }

  /// The name of the file that holds PostgreSQL's words where they differ.
  package static func variant(of file: String) -> String { file.replacing(/\.sql$/, with: ".postgresql.sql") }

  package func text(for dialect: Dialect) -> String {
    switch dialect {
    case .sqlite: sqlite
    case .postgresql: postgresql ?? sqlite
    }
  }
}

extension StoreStatement: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  package init(stringLiteral sql: String) { self.init(sql) }
}
