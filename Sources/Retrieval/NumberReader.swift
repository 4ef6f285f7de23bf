import Vocabulary

/// Reads numbers as people write them: `1,500`, `2k`, `five`, `€20`, `3.5`.
enum NumberReader {
  /// The SQL spelling of a word that is a number; `nil` for anything else.
  static func number(_ word: Word) -> String? {
    if let value = words[word.folded] { return String(value) }
    return digits(word.text)
  }

  /// `1,500.50` → `1500.50`, `2k` → `2000`, `1.5m` → `1500000`, `3rd` → nothing (an ordinal is no amount).
  static func digits(_ text: String) -> String? {
    var body = text.lowercased()
    var factor = 1
    if let last = body.last, let scale = scales[last], body.dropLast().last?.isNumber == true {
      factor = scale
      body.removeLast()
    }
    for unit in ["eur", "usd", "gbp", "kg", "km", "cm"] where body.hasSuffix(unit) { body.removeLast(unit.count) }
    body = body.replacing(",", with: "")
    guard !body.isEmpty, body.first?.isASCII == true, body.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
      body.count(where: { $0 == "." }) <= 1, body.first != ".", body.last != ".", body.count <= 18
    else { return nil }
    if factor == 1 { return body }
    guard let value = Double(body) else { return nil }
    let scaled = value * Double(factor)
    return scaled == scaled.rounded() ? String(Int(scaled)) : String(scaled)
  }

  private static let scales: [Character: Int] = ["k": 1_000, "m": 1_000_000]

  private static let words: [String: Int] = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
    "thousand": 1000, "dozen": 12,
  ]
}
