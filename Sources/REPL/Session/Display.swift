package import Presentation

/// How a session shows what it has.
package struct Display: Sendable, Equatable {
  /// Whether long results go through a pager.
  package enum Pager: String, Sendable { case off, on, always }

  package var style = TableStyle()
  package var pager = Pager.on
  /// The width that tables are to fit, whatever the screen's; 0 for the screen's.
  package var columns = 0
  package var isTimed = false
  /// Whether only what was asked for is said.
  package var isQuiet = false

  package init() {}

  /// Sets an option as `\pset` does.
  package mutating func set(_ option: String, _ value: String?) throws {
    try DisplayOption.named(option).apply(value, to: &self)
  }

  /// The style for a screen so many columns wide; 0 when rows go elsewhere.
  func style(screen: Int) -> TableStyle {
    var style = style
    style.width = columns > 0 ? columns : screen
    return style
  }
}
