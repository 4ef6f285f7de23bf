package import Vocabulary

/// How results are written, with psql's names and defaults.
package struct TableStyle: Sendable, Equatable {
  package enum Format: String, Sendable, CaseIterable { case aligned, wrapped, unaligned, csv, json, jsonl }

  /// Whether rows are written one value a line; `auto` where a row is wider than the screen.
  package enum Expansion: String, Sendable { case off, on, auto }

  package var format = Format.aligned
  package var expanded = Expansion.off
  /// 0 for none, 1 between columns, 2 all around.
  package var border = 1
  package var lines = LineStyle.ascii
  /// What stands for NULL.
  package var null = ""
  /// Between the values of the unaligned format.
  package var fieldSeparator = "|"
  /// Between the rows of the unaligned format.
  package var recordSeparator = "\n"
  package var csvSeparator: Character = ","
  package var tuplesOnly = false
  /// Whether the number of rows is told.
  package var footer = true
  package var title: String?
  /// The screen's width in columns; 0 when nothing is to fit.
  package var width = 0

  package init() {}

  /// The table as text that ends with a newline, byte for byte as psql 15 writes it.
  package func render(_ table: ResultTable) -> String {
    switch format {
    case .aligned, .wrapped:
      expanded == .on
        ? ExpandedTable(self).render(table) : AlignedTable(self).render(table)
    case .unaligned: UnalignedTable(self).render(table)
    case .csv: CSV(self).render(table)
    case .json: JSONTable.render(table)
    case .jsonl: JSONTable.renderLines(table)
    }
  }

  /// `(2 rows)`, unless it is not to be told.
  func count(_ table: ResultTable) -> String? {
    guard footer, !tuplesOnly else { return nil }
    return table.rows.count == 1 ? "(1 row)" : "(\(table.rows.count) rows)"
  }
}
