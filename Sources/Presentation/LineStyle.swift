/// What tables are drawn with.
package enum LineStyle: String, Sendable, CaseIterable {
  case ascii, unicode

  enum Rule { case top, middle, bottom }

  var horizontal: String { self == .ascii ? "-" : "─" }
  var vertical: String { self == .ascii ? "|" : "│" }
  /// After a line that goes on because the value has a newline.
  var newline: String { self == .ascii ? "+" : "↵" }
  /// At both ends of where a line was folded.
  var fold: String { self == .ascii ? "." : "…" }

  /// Where a rule meets the left border, a column's end and the right border.
  func crossings(_ rule: Rule) -> (left: String, middle: String, right: String) {
    guard self == .unicode else { return ("+", "+", "+") }
    return switch rule {
    case .top: ("┌", "┬", "┐")
    case .middle: ("├", "┼", "┤")
    case .bottom: ("└", "┴", "┘")
    }
  }

  /// The mark where a value goes on.
  func mark(_ ending: CellText.Piece.Ending) -> String {
    switch ending {
    case .cell: " "
    case .line: newline
    case .wrap: fold
    }
  }
}

/// Blanks to fill up with.
func blanks(_ count: Int) -> String { count > 0 ? String(repeating: " ", count: count) : "" }
