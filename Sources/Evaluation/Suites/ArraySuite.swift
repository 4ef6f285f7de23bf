internal import Foundation

/// Suites that are one JSON array: Spider's and BIRD mini-dev's distributions.
enum ArraySuite {
  private struct Row: Decodable {
    var db_id: String
    var question: String
    /// Spider's gold.
    var query: String?
    /// BIRD's gold.
    var SQL: String?
    var question_id: LooseText?
    var evidence: String?
    var difficulty: String?
  }

  static func read(_ bytes: Data, _ path: String) throws(EvaluationError) -> Suite {
    guard let rows = try? JSONDecoder().decode([Row].self, from: bytes) else { throw .badArray(path) }
    let names = SpiderNames(besides: path)
    var items: [Suite.Item] = []
    for (number, row) in rows.enumerated() {
      guard let sql = row.SQL ?? row.query else { throw .badLine(path, number + 1) }
      items.append(
        Suite.Item(
          id: row.question_id?.text ?? "\(number)", question: row.question,
          gold: [row.SQL ?? names.postgres(sql, db: row.db_id)], db: row.db_id, difficulty: row.difficulty,
          hint: row.evidence.flatMap { $0.isEmpty ? nil : $0 }))
    }
    return Suite(items: SuiteForm.distinct(items))
  }
}

/// The names of Spider's `tables.json`: with them SQLite's `"text"` can be told from a quoted name.
struct SpiderNames {
  private struct Schema: Decodable {
    var db_id: String
    var table_names_original: [String]
    var column_names_original: [Column]

    /// `[table number, name]`.
    struct Column: Decodable {
      var name: String

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        _ = try container.decode(Int.self)
        name = try container.decode(String.self)
      }
    }
  }

  private var names: [String: Set<String>] = [:]

  /// Reads the `tables.json` beside a suite; without one every quoted text counts as a text.
  init(besides path: String) {
    let file = (path as NSString).deletingLastPathComponent + "/tables.json"
    guard let bytes = FileManager.default.contents(atPath: file.hasPrefix("/tables") ? "tables.json" : file),
      let schemas = try? JSONDecoder().decode([Schema].self, from: bytes)
    else { return }
    for schema in schemas {
      names[schema.db_id] = Set(
        (schema.table_names_original + schema.column_names_original.map(\.name)).map { $0.lowercased() })
    }
  }

  /// The query as PostgreSQL reads it, as far as quotes and LIKE go: SQLite takes `"text"` for a text where no column
  /// is of that name, and its LIKE does not mind case. What else differs fails and is reported as a gold error.
  func postgres(_ sql: String, db: String) -> String {
    var result = ""
    var rest = Substring(sql)
    while let quote = rest.first(where: { $0 == "\"" || $0 == "'" }), let start = rest.firstIndex(of: quote) {
      result += Self.ilike(rest[..<start])
      let after = rest.index(after: start)
      guard let end = rest[after...].firstIndex(of: quote) else { break }
      let inside = rest[after..<end]
      let isName = quote == "\"" && names[db]?.contains(inside.lowercased()) == true
      result +=
        quote == "\"" && !isName
        ? "'" + inside.replacing("'", with: "''") + "'" : String(quote) + inside + String(quote)
      rest = rest[rest.index(after: end)...]
    }
    return result + Self.ilike(rest)
  }

  private static func ilike(_ text: Substring) -> String {
    String(text.replacing(#/\b(?i:like)\b/#, with: "ILIKE"))
  }
}
