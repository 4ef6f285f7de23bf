internal import Digests

/// One numbered step of the store's structure, from a file `0001-what-it-does.sql`.
package struct Migration: Hashable, Sendable {
  package let number: Int
  /// The file's name.
  package let file: String
  package let sql: String

  /// `nil` unless the name is four digits, a hyphen, words, `.sql`.
  package init?(file: String, sql: String) {
    guard file.hasSuffix(".sql"), let hyphen = file.firstIndex(of: "-"), file[..<hyphen].utf8.count == 4,
      let number = Int(file[..<hyphen]), number > 0
    else { return nil }
    self.number = number
    self.file = file
    self.sql = sql
  }

  /// The hex SHA-256 of the file.
  package var checksum: String { Digest.sha256(sql) }

  /// All migrations that this program knows, by number.
  package static let released: [Migration] = EmbeddedText.files
    .compactMap { Migration(file: $0.key, sql: $0.value) }
    .sorted { $0.number < $1.number }
}
