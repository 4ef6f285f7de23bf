internal import Foundation

/// Writes the few elements of SVG that a plot needs; colours are classes, so that light and dark are the page's business.
struct SVG {
  private(set) var body = ""
  let width: Double
  let height: Double

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// The whole element; `title` is what a screen reader says.
  func element(title: String) -> String {
    let label = Self.escaped(title)
    return
      "<svg viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" role=\"img\" aria-label=\"\(label)\">\(body)</svg>"
  }

  mutating func text(_ text: String, x: Double, y: Double, anchor: String = "start") {
    body +=
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor)\">\(Self.escaped(text))</text>"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) {
    body +=
      "<line class=\"\(name)\" x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" "
      + "y2=\"\(Self.number(y2))\"/>"
  }

  /// `tip` is shown while the pointer rests on it.
  mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, class name: String, tip: String) {
    body +=
      "<rect class=\"\(name)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
      + "height=\"\(Self.number(height))\"><title>\(Self.escaped(tip))</title></rect>"
  }

  mutating func dot(_ x: Double, _ y: Double, class name: String, tip: String) {
    body +=
      "<circle class=\"\(name)\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"2.5\">"
      + "<title>\(Self.escaped(tip))</title></circle>"
  }

  mutating func path(_ points: [(x: Double, y: Double)], class name: String) {
    guard points.count > 1 else { return }
    let steps = points.map { "\(Self.number($0.x)) \(Self.number($0.y))" }.joined(separator: " L")
    body += "<path class=\"\(name)\" d=\"M\(steps)\"/>"
  }

  static func number(_ value: Double) -> String { String(format: "%.1f", value) }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
