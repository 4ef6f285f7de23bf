internal import Foundation

/// Fields as browsers send them, in a body or after a question mark.
struct FormFields: Sendable {
  /// In their order.
  let fields: [(name: String, value: String)]

  init(_ text: String) {
    fields = text.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(halves[0]), halves.count == 2 ? Self.decoded(halves[1]) : "")
    }
  }

  subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  private static func decoded(_ text: Substring) -> String {
    let plain = String(text).replacing("+", with: " ")
    return plain.removingPercentEncoding ?? plain
  }
}
