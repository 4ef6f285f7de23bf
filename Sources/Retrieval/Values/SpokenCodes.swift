import Vocabulary

/// What people say for a column's values that are codes, or that a yes stands for: "women" for `F`, "official" for a yes of
/// `isofficial`.
struct SpokenCodes {
  private struct Line {
    var columns: Set<String>
    var stored: Set<String>
    var said: [String]
  }

  private static let lines: [Line] = (EmbeddedText.files["Lexicon/codes.txt"] ?? "").split(separator: "\n").compactMap {
    let fields = $0.split(separator: "|")
    guard fields.count == 3, !$0.hasPrefix("#") else { return nil }
    func items(_ field: Substring) -> [String] {
      field.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
    }
    return Line(
      columns: Set(fields[0].split(separator: " ").map(String.init)),
      stored: Set(items(fields[1]).map { $0.lowercased() }),
      said: items(fields[2]))
  }

  private static let yes: Set<String> = ["t", "true", "y", "yes", "1"]
  private static let no: Set<String> = ["f", "false", "n", "no", "0", "-1"]
  private static let affixes: Set<String> = ["is", "has", "was", "are", "flag", "ind", "indicator", "yn"]

  private let lines: [Line]
  private let isPlace: Bool

  /// - Parameter column: the words of the column's name.
  init(of column: [String]) {
    lines = Self.lines.filter { !$0.columns.isDisjoint(with: column) }
    isPlace = column.contains(where: Places.areHeld)
  }

  /// What people say for a value of the column.
  func words(for stored: String) -> [String] {
    let value = stored.lowercased()
    let found = lines.filter { $0.stored.contains(value) }.flatMap(\.said)
    return (found + Places.words(for: stored, isPlace: isPlace)).filter { $0.lowercased() != value }
  }

  /// Values that tell whether a column only holds yes and no.
  static let telling = 3

  /// What a column asks, where it only holds yes and no: "official" for `isofficial`.
  ///
  /// - Parameter values: the most frequent that it holds.
  static func question(_ column: [String], _ values: some Sequence<String>) -> String? {
    let folded = Set(values.map { $0.lowercased() })
    guard !folded.isEmpty, folded.isSubset(of: yes.union(no)), folded.contains(where: { $0.first?.isLetter == true })
    else { return nil }
    var words = column.filter { !affixes.contains($0) }
    if words.count == 1, let only = words.first, only.hasPrefix("is"), only.utf8.count > 5 {
      words = [String(only.dropFirst(2))]
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  static func isYes(_ stored: String) -> Bool { yes.contains(stored.lowercased()) }
}
