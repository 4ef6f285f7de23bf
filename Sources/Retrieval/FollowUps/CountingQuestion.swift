import Vocabulary

/// A question that counts what the one before it found: "how many of them?", "count them", "how many of those are paid?".
struct CountingQuestion {
  private let text: String
  /// What narrows the ones that are counted; empty where all of them are meant.
  private let narrowing: ArraySlice<Word>
  /// Whether a word of it stands for what came before.
  let pointsBack: Bool

  private static let pointers: Set<String> = ["them", "those", "these", "they", "ones", "that"]
  private static let padding: Set<String> = [
    "are", "is", "were", "was", "there", "it", "all", "in", "total", "altogether", "overall", "please", "now", "and",
    "so",
    "then", "ok", "okay",
  ]
  /// Words that begin a list of things, which "how many" may take the place of.
  private static let listing: Set<String> = [
    "which", "what", "who", "list", "show", "give", "find", "get", "tell", "display", "return", "me", "us", "are", "is",
    "all", "the", "every", "please",
  ]
  /// Words after which the rows of an answer are no longer the things that it names first.
  private static let shaping: Set<String> = [
    "per", "by", "each", "every", "top", "average", "mean", "median", "total", "sum", "share", "percentage", "percent",
    "ratio", "rate", "most", "least", "highest", "lowest", "largest", "smallest", "best", "worst", "sorted", "ordered",
    "ranked", "distinct", "unique", "different", "first", "last",
  ]

  /// `nil` where the question does not count what came before.
  init?(_ question: String) {
    text = question
    var rest = WordScanner.words(question)[...]
    while let first = rest.first, ["and", "so", "then", "ok", "okay", "now", "but"].contains(first.folded) {
      rest = rest.dropFirst()
    }
    let head = rest.prefix(4).map(\.folded)
    if head.starts(with: ["how", "many", "of"]), head.count == 4, Self.pointers.contains(head[3]) {
      rest = rest.dropFirst(4)
    } else if head.starts(with: ["count"]), head.count > 1, Self.pointers.contains(head[1]) {
      rest = rest.dropFirst(2)
    } else if head.starts(with: ["how", "many"]) {
      // "How many are there?" points back only where it names nothing.
      rest = rest.dropFirst(2)
      guard rest.allSatisfy({ Self.padding.contains($0.folded) || Self.pointers.contains($0.folded) }) else {
        return nil
      }
    } else {
      return nil
    }
    pointsBack = WordScanner.words(question).contains { Self.pointers.contains($0.folded) }
    narrowing = rest.allSatisfy { Self.padding.contains($0.folded) } ? [] : rest
  }

  /// Whether all of them are counted.
  var countsAll: Bool { narrowing.isEmpty }

  /// The question before it as one that counts, narrowed as this one says; `nil` where its rows are not the things it
  /// names.
  ///
  /// - Parameter before: what the question before it names.
  func completed(_ previous: String, _ before: Evidence) -> String? {
    guard let counting = Self.counting(previous, before) else { return nil }
    guard let first = narrowing.first, let last = narrowing.last else { return counting == previous ? nil : counting }
    let isMark: (Character) -> Bool = { "?.! ".contains($0) }
    var words = narrowing
    while let word = words.first, ["are", "is", "were", "was"].contains(word.folded) { words = words.dropFirst() }
    guard let start = words.first else { return nil }
    let said = String(decoding: Array(text.utf8)[start.range.lowerBound..<last.range.upperBound], as: UTF8.self)
    let goesOn = LeaningQuestion.prepositions.contains(start.folded) || start.folded.hasSuffix("ed")
    let joint = goesOn ? " " : start.range == first.range ? " that " : " that are "
    let mark = counting.last.map(isMark) == true ? "?" : ""
    var base = counting[...]
    while base.last.map(isMark) == true { base.removeLast() }
    return base + joint + said + mark
  }

  /// Whether a question is answered by one number.
  static func isOneNumber(_ question: String) -> Bool {
    let words = WordScanner.words(question).map(\.folded)
    let asks = words.starts(with: ["how", "many"]) || words.starts(with: ["how", "much"]) || words.first == "count"
    return asks && !words.contains { ["per", "by", "each", "every"].contains($0) }
  }

  /// "Which customers live in Oslo?" as "how many customers live in Oslo?"; a question that counts as it is.
  private static func counting(_ previous: String, _ before: Evidence) -> String? {
    let words = WordScanner.words(previous)
    let rest = words.drop { listing.contains($0.folded) }
    guard !rest.contains(where: { shaping.contains($0.folded) && !$0.isQuoted }) else { return nil }
    if words.prefix(2).map(\.folded) == ["how", "many"] { return previous }
    // The things come first: a number before them says something else.
    guard let first = rest.first, !first.isNumber else { return nil }
    let isNamed = before.words.contains { !$0.relations.isEmpty && $0.range.lowerBound == first.range.lowerBound }
    guard isNamed || first.folded.hasSuffix("s") && !AskingWords.all.contains(first.folded) else { return nil }
    return "how many " + String(decoding: Array(previous.utf8)[first.range.lowerBound...], as: UTF8.self)
  }
}
