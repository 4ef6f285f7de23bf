import Vocabulary

/// Reads numbers as people write them: `1,500`, `2k`, `five`, `€20`, `3.5`, `twenty-five`, `two thousand`, `1.5 million`,
/// `half a million`, `a dozen`.
enum NumberReader {
  /// The longest number that starts at the word with this index, in SQL spelling, and how many words it takes.
  static func number(_ words: [Word], _ index: Int) -> (String, count: Int)? {
    if let stars = stars(words, index) { return stars }
    var place = index
    var total = 0.0
    var current = 0.0
    var end = index
    // "a dozen", "half a million": an article counts only before a scale.
    if ["a", "an", "half"].contains(words[index].folded) {
      let isHalf = words[index].folded == "half"
      place += 1
      if isHalf, words.indices.contains(place), words[place].folded == "a" { place += 1 }
      guard words.indices.contains(place), let scale = large[words[place].folded], scale > 1, !isHalf || scale >= 12
      else {
        return nil
      }
      current = isHalf ? 0.5 : 1
    }
    while words.indices.contains(place) {
      let text = words[place].folded
      if let scale = large[text] {
        // "thousand" alone is a number, "1.5 million" a product.
        let factor = current == 0 ? 1 : current
        if scale >= 1000 {
          total += factor * scale
          current = 0
        } else {
          current = factor * scale
        }
      } else if let value = small(text) {
        // "two five" are two numbers; "twenty five" and "hundred five" are one.
        guard
          current == 0 && total == 0 || current >= 20 && current.truncatingRemainder(dividingBy: 10) == 0 && value < 10
            || current >= 100 && current.truncatingRemainder(dividingBy: 100) == 0 && value < 100
            || current == 0 && total >= 1000 && value < 1000
        else { break }
        current += value
      } else if place == index, let digits = digits(words[place].text), let value = Double(digits) {
        // Digits stand for themselves unless "million" or the like follows.
        guard words.indices.contains(place + 1), let scale = large[words[place + 1].folded], scale >= 12 else {
          return (digits, 1)
        }
        current = value
      } else if text == "and", end > index, place > index, large[words[place - 1].folded] == 100,
        words.indices.contains(place + 1), small(words[place + 1].folded) != nil
      {
        place += 1
        continue
      } else {
        break
      }
      place += 1
      end = place
    }
    guard end > index else { return nil }
    let value = total + current
    return (value == value.rounded() ? String(Int(value)) : String(value), end - index)
  }

  /// `one star`, `5-star`: here "one" is a number.
  private static func stars(_ words: [Word], _ index: Int) -> (String, count: Int)? {
    let text = words[index].folded
    let next = words.indices.contains(index + 1) ? words[index + 1].folded : ""
    if text == "one" || text == "single", ["star", "stars"].contains(next) { return ("1", 1) }
    let parts = text.split(separator: "-").map(String.init)
    guard parts.count == 2, ["star", "stars"].contains(parts[1]) else { return nil }
    return parts[0] == "one" ? ("1", 1) : (Self.words[parts[0]].map(String.init) ?? digits(parts[0])).map { ($0, 1) }
  }

  /// The SQL spelling of a word that is a number; `nil` for anything else.
  static func number(_ word: Word) -> String? { number([word], 0)?.0 }

  /// Whether what follows a number is money or a measure of it.
  static func isUnit(_ word: Word) -> Bool { !word.isQuoted && units.contains(word.folded) }

  private static let units: Set<String> = [
    "euro", "euros", "eur", "dollar", "dollars", "usd", "pound", "pounds", "gbp", "kr", "krone", "kroner", "nok", "sek",
    "dkk", "chf", "yen", "franc", "francs", "kg", "km", "cm", "mm", "ml",
  ]

  /// `1,500.50` → `1500.50`, `2k` → `2000`, `1.5m` → `1500000`, `3rd` → nothing (an ordinal is no amount).
  static func digits(_ text: String) -> String? {
    // Most words are none, which their first letter tells.
    guard let first = text.utf8.first, first &- 48 < 10 || first == UInt8(ascii: ",") else { return nil }
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

  /// A number word below a hundred, `twenty-five` included; "one" is more often a pronoun.
  private static func small(_ text: String) -> Double? {
    if let value = words[text] { return Double(value) }
    guard text.utf8.contains(UInt8(ascii: "-")) else { return nil }
    let parts = text.split(separator: "-").map(String.init)
    guard parts.count == 2, let tens = words[parts[0]], tens >= 20, let units = parts[1] == "one" ? 1 : words[parts[1]],
      units < 10
    else { return nil }
    return Double(tens + units)
  }

  private static let words: [String: Int] = [
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
  ]

  private static let large: [String: Double] = [
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "mio": 1_000_000, "billion": 1_000_000_000,
  ]
}
