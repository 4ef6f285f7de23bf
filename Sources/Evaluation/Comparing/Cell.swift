/// One value in the form in which values are compared.
struct Cell: Hashable {
  private let text: String?

  init(_ value: String?) {
    guard let value else {
      text = nil
      return
    }
    if let number = Double(value), number.isFinite, value.utf8.first.map({ $0 < 58 }) ?? false {
      // Nine significant digits: what is left after rounding noise of sums and quotients.
      text = number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : Self.significant(number)
    } else if value.hasSuffix(" 00:00:00") {
      text = String(value.dropLast(9))
    } else if value.hasSuffix(" 00:00:00+00") {
      text = String(value.dropLast(12))
    } else {
      text = value
    }
  }

  private static func significant(_ number: Double) -> String {
    var scale = 1.0
    while abs(number * scale) < 1e8, scale < 1e18 { scale *= 10 }
    let scaled = (number * scale).rounded()
    // Rounding may end on a whole number: then it is spelled as one.
    let rounded = scaled / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }
}
