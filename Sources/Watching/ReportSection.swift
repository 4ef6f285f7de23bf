/// One card of the report: sentences, plots, tables.
struct ReportSection {
  struct Table {
    /// A name that begins with `#` heads a column of numbers.
    var heads: [String]
    var rows: [[String]]
  }

  var title: String
  var sentences: [String] = []
  var plots: [(svg: String, legend: [String])] = []
  var tables: [Table] = []

  /// What the template reads.
  var context: [String: Any] {
    [
      "title": title, "sentences": sentences,
      "plots": plots.map { plot in
        [
          "svg": plot.svg, "hasLegend": !plot.legend.isEmpty,
          "legend": plot.legend.enumerated().map { ["colour": "s\($0.offset)", "name": $0.element] },
        ] as [String: Any]
      },
      "tables": tables.filter { !$0.rows.isEmpty }.map(Self.context),
    ]
  }

  private static func context(_ table: Table) -> [String: Any] {
    let numbers = table.heads.map { $0.hasPrefix("#") }
    func cells(_ texts: [String]) -> [[String: Any]] {
      zip(texts, numbers).map { ["text": $0.0, "isNumber": $0.1] }
    }
    return [
      "heads": cells(table.heads.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }),
      "rows": table.rows.map { ["cells": cells($0)] },
    ]
  }
}
