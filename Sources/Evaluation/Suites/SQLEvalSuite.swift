internal import Foundation

/// sql-eval's CSV files: several gold queries between semicolons, column alternatives between braces.
enum SQLEvalSuite {
  static func read(_ bytes: Data, _ path: String) throws(EvaluationError) -> Suite {
    let rows = CSVText.rows(String(decoding: bytes, as: UTF8.self))
    guard let header = rows.first, let question = header.firstIndex(of: "question"),
      let query = header.firstIndex(of: "query") ?? header.firstIndex(of: "golden_query")
    else { throw .badLine(path, 1) }
    func field(_ name: String, _ row: [String]) -> String? {
      header.firstIndex(of: name).flatMap { $0 < row.count && !row[$0].isEmpty ? row[$0] : nil }
    }
    var items: [Suite.Item] = []
    for (number, row) in rows.dropFirst().enumerated() {
      guard row.count > max(question, query) else { throw .badLine(path, number + 2) }
      let category = field("query_category", row)
      items.append(
        Suite.Item(
          id: "\(number + 1)", question: row[question], gold: alternatives(row[query]), db: field("db_name", row),
          class: category, hint: field("instructions", row), asksForOrder: asksForOrder(row[question], category)))
    }
    return Suite(items: items, columns: .subset)
  }

  /// Many of its gold queries order what nobody asked to be ordered: there its order does not count.
  static func asksForOrder(_ question: String, _ category: String?) -> Bool {
    category == "order_by"
      || question.lowercased().split { !$0.isLetter }.contains { word in
        ["order", "sort", "arrange"].contains { word.hasPrefix($0) } && word != "orders"
      }
  }

  /// Every query that a field stands for: `SELECT {a, b} FROM t; SELECT c FROM t` is four of them.
  package static func alternatives(_ field: String) -> [String] {
    field.split(separator: ";").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
      .flatMap(expanded)
  }

  private static func expanded(_ sql: String) -> [String] {
    guard let open = sql.firstIndex(of: "{"), let close = sql[open...].firstIndex(of: "}") else { return [sql] }
    let columns = sql[sql.index(after: open)..<close].split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard (1...6).contains(columns.count) else { return [sql.filter { $0 != "{" && $0 != "}" }] }
    let right = sql[sql.index(after: close)...]
    // Fewer columns first, as sql-eval tries them.
    let choices = (1..<(1 << columns.count)).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    return choices.map { choice in
      let list = columns.indices.filter { choice & (1 << $0) != 0 }.map { columns[$0] }.joined(separator: ", ")
      return sql[..<open] + list + right.replacing("GROUP BY {}", with: "GROUP BY \(list)")
    }
  }
}

/// Comma-separated values as RFC 4180 has them.
enum CSVText {
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    func isEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if scalars.first == "\"" {
          field.unicodeScalars.append("\"")
          scalars.removeFirst()
        } else {
          isQuoted = false
        }
      } else if scalar == "\"", field.isEmpty {
        isQuoted = true
      } else if scalar == "," {
        row.append(field)
        field = ""
      } else if isEnd(scalar) {
        if scalar == "\r", scalars.first == "\n" { scalars.removeFirst() }
        if !row.isEmpty || !field.isEmpty { rows.append(row + [field]) }
        row = []
        field = ""
      } else if scalar != "\u{FEFF}" {
        field.unicodeScalars.append(scalar)
      }
    }
    if !row.isEmpty || !field.isEmpty { rows.append(row + [field]) }
    return rows
  }
}
