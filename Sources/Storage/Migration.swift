internal import Digests

/// One numbered step of the store's structure, from a file `0001-what-it-does.sql`.
///
/// Where PostgreSQL needs other words, they stand beside it in `0001-what-it-does.postgresql.sql`.
package struct Migration: Hashable, Sendable {
  package let number: Int
  /// The file's name.
  package let file: String
  package let statement: StoreStatement

  /// `nil` unless the name is four digits, a hyphen, words, `.sql`.
  package init?(file: String, sql: String, postgresql: String? = nil) {
    guard file.hasSuffix(".sql"), !file.hasSuffix(".postgresql.sql"), let hyphen = file.firstIndex(of: "-"),
      file[..<hyphen].utf8.count == 4, let number = Int(file[..<hyphen]), number > 0
    else { return nil }
    self.number = number
    self.file = file
    statement = StoreStatement(sql, postgresql: postgresql)
  }

  /// The script in SQLite's words.
  package var sql: String { statement.sqlite }

  /// The hex SHA-256 of the script that a store of that kind is given.
  package func checksum(_ dialect: Dialect) -> String { Digest.sha256(statement.text(for: dialect)) }

  /// All migrations that this program knows, by number.
  package static let released: [Migration] = EmbeddedText.files
    .compactMap { file, sql in
      Migration(file: file, sql: sql, postgresql: EmbeddedText.files[StoreStatement.variant(of: file)])
    }
    .sorted { $0.number < $1.number }
}
