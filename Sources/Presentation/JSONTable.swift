package import Vocabulary

/// Results as JSON: numbers and booleans as such, JSON columns as they are, all else as text.
package enum JSONTable {
  /// `{"columns": [{"name", "type"}], "rows": [[…]], "truncation": null}` on one line.
  package static func render(_ table: ResultTable) -> String {
    let columns = table.columns.map { #"{"name":\#(quoted($0.name)),"type":\#(quoted($0.type))}"# }
    let rows = rows(table)
    let truncation = table.truncation.map { quoted($0.rawValue) } ?? "null"
    return
      #"{"columns":[\#(columns.joined(separator: ","))],"rows":[\#(rows.joined(separator: ","))],"truncation":\#(truncation)}"#
      + "\n"
  }

  /// A list a row.
  package static func rows(_ table: ResultTable) -> [String] {
    table.rows.map { row in "[" + values(row, table.columns).joined(separator: ",") + "]" }
  }

  /// One object a line; a repeated column name gets a number, so that nothing is lost.
  package static func renderLines(_ table: ResultTable) -> String {
    var names: [String] = []
    for column in table.columns {
      var name = column.name
      var next = 2
      while names.contains(name) {
        name = "\(column.name)_\(next)"
        next += 1
      }
      names.append(name)
    }
    let keys = names.map(quoted)
    return table.rows.map { row in
      "{" + zip(keys, values(row, table.columns)).map { "\($0):\($1)" }.joined(separator: ",") + "}\n"
    }.joined()
  }

  private static func values(_ row: [String?], _ columns: [ResultTable.Column]) -> [String] {
    zip(row, columns).map { value, column in
      guard let value else { return "null" }
      switch column.type.prefix(while: { $0 != "(" }) {
      case "smallint", "integer", "bigint", "numeric", "real", "double precision":
        // NaN and Infinity are numbers to PostgreSQL and none to JSON.
        return value.utf8.first.map { $0 < 58 } == true && !value.hasPrefix("-I") ? value : quoted(value)
      case "boolean": return value == "t" ? "true" : "false"
      case "json", "jsonb": return value
      default: return quoted(value)
      }
    }
  }

  /// A JSON string literal.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 32 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
