/// One statement of ours, with the words for each kind of store; parameters are named `:name` in both.
package struct StoreStatement: Hashable, Sendable {
  /// What SQLite is told, and PostgreSQL too where it understands the same.
  package let sqlite: String
  private let postgresql: String?

  package init(_ sql: String, postgresql: String? = nil) {
    sqlite = sql
    self.postgresql = postgresql
  }

  /// The statement of a file and, where there is one, of its variant: `search.sql` and `search.postgresql.sql`. A line
  /// `-- include matching.sql` stands for that file of the same folder, or for its variant.
  ///
  /// - Parameter files: embedded texts by their path.
  package init?(named file: String, in files: [String: String]) {
    guard let sqlite = Self.text(file, .sqlite, files), let postgresql = Self.text(file, .postgresql, files) else {
      return nil
    }
    self.init(sqlite, postgresql: sqlite == postgresql ? nil : postgresql)
  }

  /// A file with what it includes; `nil` where one of them is missing.
  private static func text(_ file: String, _ dialect: Dialect, _ files: [String: String]) -> String? {
    guard let text = dialect == .postgresql ? files[variant(of: file)] ?? files[file] : files[file] else { return nil }
    guard text.contains(inclusion) else { return text }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix(inclusion) else {
        lines.append(String(line))
        continue
      }
      let name = folder + String(line.dropFirst(inclusion.count))
      guard let included = Self.text(name, dialect, files) else { return nil }
      lines.append(included)
    }
    return lines.joined(separator: "\n")
  }

  private static let inclusion = "-- include "

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
