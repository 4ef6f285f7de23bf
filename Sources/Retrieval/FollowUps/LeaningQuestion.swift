import Vocabulary

/// A question by the words that it begins with: whether these say that it goes on from another one.
struct LeaningQuestion {
  let text: String
  /// The words that say something, without those that only lean.
  let body: ArraySlice<Word>
  /// Whether its beginning cannot be a whole question's: "and", "what about", "only those".
  let isPlain: Bool
  /// Whether it puts one thing in the place of another: "what about suppliers?".
  let replaces: Bool
  /// Whether it says in what order.
  let sorts: Bool
  /// Whether it says by what to group.
  let groups: Bool
  /// Whether it adds a restriction by its first word: "in Sweden".
  private let restricts: Bool
  /// Whether a word of it stands for what came before.
  let pointsBack: Bool
  private let asks: Bool

  private static let openers: [[String]] = [
    ["what", "about"], ["how", "about"], ["what", "if"], ["the", "same"], ["and"], ["but"], ["also"], ["only"],
    ["just"],
    ["same"], ["now"], ["then"], ["instead"], ["ok"], ["okay"], ["those"], ["these"], ["them"], ["the", "ones"],
    ["ones"],
  ]
  private static let leaning: Set<String> = [
    "and", "but", "also", "only", "just", "same", "those", "these", "them", "ones",
  ]
  private static let fillers: Set<String> = [
    "those", "these", "them", "ones", "one", "that", "which", "who", "are", "is", "were", "was", "please", "too",
    "instead",
    "well", "as", "only", "just", "it", "now", "though", "again",
  ]
  private static let asking: Set<String> = [
    "how", "what", "which", "who", "whom", "whose", "when", "where", "why", "list", "show", "give", "find", "get",
    "tell",
    "count", "calculate", "compute", "display", "return", "is", "are", "do", "does", "did",
  ]
  static let prepositions: Set<String> = [
    "in", "for", "from", "of", "at", "on", "with", "without", "since", "before", "after", "between", "during", "until",
    "except", "excluding", "not", "under", "over", "above", "below", "within", "to", "near", "by",
  ]
  private static let sorting: Set<String> = ["sort", "sorted", "ordered", "ranked"]
  private static let grouping: Set<String> = ["per", "by", "grouped", "each", "every"]

  init(_ question: String) {
    text = question
    var rest = WordScanner.words(question)[...]
    pointsBack = rest.contains { ["them", "they", "these", "those"].contains($0.folded) }
    var (isPlain, replaces) = (false, false)
    while let opener = Self.openers.first(where: { rest.map(\.folded).starts(with: $0) }) {
      // "the same" and "what about" put something in something's place; so does "and" before a name.
      isPlain = isPlain || opener.count > 1 || Self.leaning.contains(opener[0])
      replaces = replaces || ["about", "same"].contains(opener.last ?? "") || opener == ["and"]
      rest = rest.dropFirst(opener.count)
    }
    let first = rest.first?.folded ?? ""
    let second = rest.dropFirst().first?.folded ?? ""
    if isPlain, first == "for", replaces, second != "each" { rest = rest.dropFirst() }
    sorts = Self.sorting.contains(first) || first == "order" && second == "by"
    groups = !sorts && (first == "per" || first == "by" || first == "grouped" || first == "for" && second == "each")
    restricts = Self.prepositions.contains(first)
    while let word = rest.first, Self.fillers.contains(word.folded) { rest = rest.dropFirst() }
    while let word = rest.last, Self.fillers.contains(word.folded) { rest = rest.dropLast() }
    body = rest
    asks = rest.contains { Self.asking.contains($0.folded) && !$0.isCapitalised }
    self.isPlain = isPlain || sorts
    self.replaces = replaces
  }

  /// Whether the words alone allow it; what they name is not known yet.
  var mayLean: Bool { !asks && body.count <= 12 && (isPlain || sorts || groups || restricts || body.count <= 4) }

  /// Whether it leans on the question before it, by what it names.
  func leans(_ own: Evidence, on before: Evidence) -> Bool {
    if sorts || groups { return body.count <= 8 }
    let known = Set(before.words.flatMap(\.relations))
    let named = own.words.flatMap { $0.relations.prefix(1) }
    // What names a relation of its own is a question of its own, unless it says that it takes another one's place.
    if isPlain { return replaces || named.allSatisfy(known.contains) || own.mentions.count > 0 && named.isEmpty }
    let telling = body.filter { !AskingWords.all.contains($0.folded) && !Self.prepositions.contains($0.folded) }
    let areMentioned = telling.allSatisfy { word in own.mentions.contains { $0.range.contains(word.range.lowerBound) } }
    return areMentioned && !own.mentions.isEmpty
  }
}
