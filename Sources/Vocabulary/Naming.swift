/// What a question says by name, beyond its mentions: which keys, whose rows are counted, whether it denies.
package struct Naming: Hashable, Sendable {
  private var relations: [RelationName: Int] = [:]
  private var columns: [ColumnName: Int] = [:]
  /// The relation whose rows the question counts ("how many flights", "the most flights"); `nil` where it counts none.
  package private(set) var counted: RelationName?
  /// Columns of numbers that it asks the sum of in the same way ("how many stars"), the likeliest first.
  package private(set) var counts: [ColumnName] = []
  /// Whether it says no to something ("who have no cat"), which is another thing than naming what differs ("other than a cat").
  package private(set) var denies = false
  /// Whether it asks for what goes on: "current", "still".
  package private(set) var goesOn = false
  /// Columns that it names one after the other ("name, price and weight"): of each word those that it may mean, the likeliest first.
  package private(set) var lists: [[[ColumnName]]] = []

  package init() {}

  /// - Parameter words: what retrieval found that the words of the question name.
  package init(_ words: [Evidence.LinkedWords], question: String) {
    let bytes = Array(question.utf8)
    for word in words.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      for name in word.relations { relations[name, default: 0] += 1 }
      for name in word.columns { columns[name, default: 0] += 1 }
      guard word.range.upperBound <= bytes.count, counted == nil || counts.isEmpty else { continue }
      let before = String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self).lowercased()
      let said = String(decoding: bytes[word.range], as: UTF8.self).lowercased()
      if let relation = word.relations.first {
        if counted == nil, Self.counts(before, between: 2), Self.isNoun(said, of: relation.name) { counted = relation }
      } else if counts.isEmpty, Self.counts(before, between: 0) {
        counts = word.columns.filter { Self.isNoun(said, of: $0.column) || Self.people.contains(said) }
      }
    }
    lists = Self.lists(words, bytes)
    goesOn = Self.goesOn(words, bytes)
    let asked = " " + question.lowercased().replacing("’", with: "'") + " "
    denies =
      Self.denials.contains { asked.contains($0) } && !["other than", "different from"].contains { asked.contains($0) }
  }

  package func words(for relation: RelationName) -> Int { relations[relation] ?? 0 }
  package func words(for column: ColumnName) -> Int { columns[column] ?? 0 }

  private static func lists(_ words: [Evidence.LinkedWords], _ bytes: [UInt8]) -> [[[ColumnName]]] {
    var lists: [[[ColumnName]]] = []
    var run: [[ColumnName]] = []
    var end = 0
    for word in words where word.range.upperBound <= bytes.count && word.range.lowerBound >= end {
      let between = String(decoding: bytes[end..<word.range.lowerBound], as: UTF8.self).lowercased()
        .split { $0.isWhitespace }.joined(separator: " ")
      let isColumn = !word.columns.isEmpty && word.relations.isEmpty
      if !listing.contains(between) || !isColumn {
        if run.count > 1 { lists.append(run) }
        run = []
      }
      if isColumn { run.append(word.columns) }
      end = word.range.upperBound
    }
    return run.count > 1 ? lists + [run] : lists
  }

  private static let listing: Set<String> = [
    ",", "and", ", and", "&", "and the", ", the", ", and the", "and their", "and its", "and his", "and her", ", their",
    "plus",
    "as well as", "as well as the", "+",
  ]

  private static func goesOn(_ words: [Evidence.LinkedWords], _ bytes: [UInt8]) -> Bool {
    let question = String(decoding: bytes, as: UTF8.self).lowercased()
    let asked = " " + question.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    if ongoing.contains(where: { asked.contains($0) }) { return true }
    guard let current = question.utf8.firstRange(of: "current ".utf8) else { return false }
    let start = question.utf8.distance(from: question.utf8.startIndex, to: current.upperBound)
    // A current price is a column of its own.
    return words.first { $0.range.lowerBound == start }.map { !$0.relations.isEmpty || $0.columns.isEmpty } ?? true
  }

  private static let ongoing = [
    " currently ", " still ", " at the moment ", " right now ", " nowadays ", " at present ", " presently ",
    " these days ",
    " on sale now ", " current ones ", " current people ", " current only ",
  ]

  /// What a population is counted by.
  private static let people: Set<String> = ["people", "inhabitants", "residents"]

  private static let denials = [" not ", "n't ", " no ", " never ", " without ", " neither ", " nor "]

  /// Whether words end with the noun that something is called by, in the singular or the plural.
  private static func isNoun(_ said: String, of name: String) -> Bool {
    guard let word = said.split(separator: " ").last, let noun = Identifier.words(name).last else {
      return false
    }
    return !singulars(String(word)).isDisjoint(with: singulars(noun))
  }

  private static func singulars(_ word: String) -> Set<String> {
    var found: Set = [word]
    if word.hasSuffix("s") { found.insert(String(word.dropLast())) }
    if word.hasSuffix("es") { found.insert(String(word.dropLast(2))) }
    if word.hasSuffix("ies") { found.insert(word.dropLast(3) + "y") }
    return found
  }

  /// Whether a text ends with words that count what comes next, with a few others in between at most.
  private static func counts(_ text: String, between most: Int) -> Bool {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "'" }.suffix(5).map(String.init)
    for between in 0...most where words.count > between {
      let rest = Array(words.dropLast(between))
      if rest.last == "many" || ["most", "fewest", "least", "count"].contains(rest.last ?? "") { return true }
      if rest.suffix(2) == ["number", "of"] || rest.suffix(2) == ["count", "of"] || rest.suffix(2) == ["count", "the"] {
        return true
      }
    }
    return false
  }
}
