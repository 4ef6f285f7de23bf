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
    let forms = forms(table.columns)
    return table.rows.map { row in
      var text = "["
      for (place, form) in forms.enumerated() where place < row.count {
        if place > 0 { text += "," }
        text += value(row[place], form)
      }
      return text + "]"
    }
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
    let columns = Array(zip(names.map(quoted), forms(table.columns)))
    return table.rows.map { row in
      "{" + zip(columns, row).map { "\($0.0):\(value($1, $0.1))" }.joined(separator: ",") + "}\n"
    }.joined()
  }

  /// How a column's values are written.
  private enum Form { case number, flag, json, text }

  private static func forms(_ columns: [ResultTable.Column]) -> [Form] {
    columns.map { column in
      switch column.type.prefix(while: { $0 != "(" }) {
      case "smallint", "integer", "bigint", "numeric", "real", "double precision": .number
      case "boolean": .flag
      case "json", "jsonb": .json
      default: .text
      }
    }
  }

  private static func value(_ value: String?, _ form: Form) -> String {
    guard let value else { return "null" }
    return switch form {
    // NaN and Infinity are numbers to PostgreSQL and none to JSON.
    case .number: value.utf8.first.map { $0 < 58 } == true && !value.hasPrefix("-I") ? value : quoted(value)
    case .flag: value == "t" ? "true" : "false"
    case .json: value
    case .text: quoted(value)
    }
  }

  /// A JSON string literal.
  package static func quoted(_ text: String) -> String { JSONText.quoted(text) }
}
