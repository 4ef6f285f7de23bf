/// What a question says by name, beyond its mentions: which keys, whose rows are counted, whether it denies.
package struct Naming: Hashable, Sendable {
  private var relations: [RelationName: Int] = [:]
  private var columns: [ColumnName: Int] = [:]
  /// The relation whose rows the question counts ("how many flights", "the most flights"); `nil` where it counts none.
  package private(set) var counted: RelationName?
  /// Whether it asks for their number and another figure: "number of orders and average total".
  package private(set) var countsBesides = false
  /// Columns whose name stands before that of a relation as what it is like: "preferred supplier", `is_preferred`.
  package private(set) var described: [ColumnName] = []
  /// The relation whose rows themselves are asked for: "which lakes …", "show the customers who …"; `nil` where it asks for something of them.
  package private(set) var asked: RelationName?
  /// Whether it asks for what belongs to them, too: "and their population".
  package private(set) var asksBesides = false
  /// Relations of which each row has a part of the answer: "for each state", "per journal".
  package private(set) var parts: [RelationName] = []
  /// Whether nothing but how many is asked: "how many customers like kayaking?"
  package private(set) var asksHowMany = false
  /// Whether the most of something is asked for, or the least; `nil` for neither and for both.
  package private(set) var asksMost: Bool?
  /// Columns of numbers that it asks the sum of in the same way ("how many stars"), the likeliest first.
  package private(set) var counts: [ColumnName] = []
  /// Whether it says no to something ("who have no cat"), which is another thing than naming what differs ("other than a cat").
  package private(set) var denies = false
  /// Where what it says no to begins, in UTF-8 bytes; `nil` where it says no to nothing, or more than once.
  package private(set) var denialPlace: Int?
  /// Whether it leaves something out: "other than a cat", "except Oslo".
  package private(set) var excludes = false
  /// Whether nothing in it can mean a no.
  package private(set) var affirms = false
  /// Whether it asks how many are so, and how many are not.
  package private(set) var asksBothWays = false
  /// Whether it asks for what nobody has told.
  package private(set) var asksUnknown = false
  /// Whether it asks for a number of anything.
  package private(set) var asksNumber = false
  /// Whether its figures add up to something, and none is said to be a mean.
  package private(set) var asksSum = false
  /// Columns after "ordered by" and the like, the likeliest first, and whether the greatest are to come first.
  package private(set) var sortedBy: [ColumnName] = []
  package private(set) var sortsDown = false
  /// Whether a number is what several rows come to.
  package private(set) var asksInTotal = false
  /// Whether it says "or" anywhere.
  package private(set) var saysOr = false
  /// Functions that the words before a column's name ask for.
  private var aggregates: [ColumnName: Set<String>] = [:]
  /// How many words name columns of which a function is asked.
  package private(set) var aggregatedWords = 0
  /// Columns that a word means before anything else.
  private var meant: Set<ColumnName> = []
  /// Where the words that name columns end, in UTF-8 bytes, and which.
  private var ends: [Int: [ColumnName]] = [:]
  /// Whether it asks for what goes on: "current", "still".
  package private(set) var goesOn = false
  /// Columns that it names one after the other ("name, price and weight"): of each word those that it may mean, the likeliest first.
  package private(set) var lists: [[[ColumnName]]] = []

  /// The question itself.
  package private(set) var question = ""

  package init() {}

  /// - Parameter words: what retrieval found that the words of the question name.
  package init(_ words: [Evidence.LinkedWords], question: String) {
    self.question = question
    let bytes = Array(question.utf8)
    var before: Evidence.LinkedWords?
    for word in words.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      for name in word.relations { relations[name, default: 0] += 1 }
      for name in word.columns { columns[name, default: 0] += 1 }
      if word.relations.isEmpty, let first = word.columns.first { meant.insert(first) }
      ends[word.range.upperBound] = word.columns
      if !word.relations.isEmpty, let before, before.relations.isEmpty,
        before.range.upperBound + 1 == word.range.lowerBound
      {
        described += before.columns.prefix(1)
      }
      if let relation = word.relations.first, word.range.upperBound <= bytes.count {
        let head = bytes[..<word.range.lowerBound].split { !Self.isLetter($0) }.map {
          String(decoding: $0, as: UTF8.self).lowercased()
        }
        let isOwner = bytes[word.range.upperBound...].first == UInt8(ascii: "'")
        if asked == nil, !isOwner, before == nil, let first = head.first, Self.askings.contains(first),
          head.dropFirst().allSatisfy(Self.fillers.contains)
        {
          asked = relation
        }
        if !isOwner, let last = head.last, ["each", "per", "every"].contains(last) { parts.append(relation) }
      }
      before = word
      if word.range.lowerBound <= bytes.count {
        let head = String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self).lowercased()
        if sortedBy.isEmpty, Self.sorts(head), bytes.dropFirst(word.range.upperBound).first != UInt8(ascii: "'") {
          sortedBy = word.columns
          let tail = String(decoding: bytes.dropFirst(word.range.upperBound), as: UTF8.self).lowercased()
          sortsDown = Self.downwards.stand(in: String(head.suffix(24)) + tail)
        }
        if let found = Self.aggregate(head) {
          if !word.columns.isEmpty { aggregatedWords += 1 }
          for name in word.columns { aggregates[name, default: []].insert(found) }
        }
      }
      guard word.range.upperBound <= bytes.count, counted == nil || counts.isEmpty else { continue }
      let head = String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self).lowercased()
      let tail = String(decoding: bytes[word.range.upperBound...], as: UTF8.self).lowercased()
      let said = String(decoding: bytes[word.range], as: UTF8.self).lowercased()
      if let relation = word.relations.first {
        let isCount = tail.hasPrefix(" count")
        guard counted == nil, isCount || Self.counts(head, between: 2), Self.isNoun(said, of: relation.name) else {
          continue
        }
        counted = relation
        countsBesides = Self.isFollowed(isCount ? String(tail.dropFirst(6)) : tail) || Self.isAdded(head)
      } else if counts.isEmpty, Self.counts(head, between: 0) {
        counts = word.columns.filter { Self.isNoun(said, of: $0.column) || Self.people.contains(said) }
      }
    }
    lists = Self.lists(words, bytes)
    goesOn = Self.goesOn(words, bytes)
    let asked = " " + question.lowercased().replacing("’", with: "'") + " "
    asksHowMany = Self.openings.contains { asked.hasPrefix($0) } && !Self.eachOnes.stand(in: asked)
    asksBesides = Self.belongings.stand(in: asked)
    asksMost = Self.most(asked)
    excludes = Self.exclusions.stand(in: asked)
    affirms = !Self.denies(asked)
    asksBothWays = Self.bothWays.stand(in: asked)
    asksUnknown = Self.unknowns.stand(in: asked)
    asksNumber = Self.numbers.stand(in: asked)
    asksInTotal = Self.inTotal.stand(in: asked)
    saysOr = Self.alternatives.stand(in: asked)
    asksSum = Self.totals.stand(in: asked) && !Self.means.stand(in: asked)
    denies = Self.denials.stand(in: asked) && !Self.differences.stand(in: asked)
    // One blank stands before the question here.
    if denies, !Self.bounds.stand(in: asked) { denialPlace = Self.denials.place(in: asked).map { $0 - 1 } }
  }

  /// Whether what follows a figure is another one: ", average total", " + avg price".
  private static func isFollowed(_ tail: String) -> Bool {
    let words = tail.split { $0 == " " }.prefix(4)
    guard tail.hasPrefix(",") || ["and", "+", "&", "plus", "with"].contains(words.first ?? "") else { return false }
    return words.contains { figures.contains($0.trimmingPrefix { !$0.isLetter }.description) }
  }

  /// Whether a number is one more figure: "average price and number of".
  private static func isAdded(_ head: String) -> Bool {
    let words = head.split { $0 == " " }.map(String.init)
    guard let place = words.lastIndex(where: { ["number", "nr", "no", "count"].contains($0) }), place > 1 else {
      return false
    }
    let joint = words[place - 1] == "the" ? place - 2 : place - 1
    return (["and", "+", "&", "plus"].contains(words[joint]) || words[joint].hasSuffix(","))
      && words[..<joint].contains(where: figures.contains)
  }

  private static let figures: Set<String> = [
    "average", "avg", "mean", "total", "sum", "minimum", "maximum", "min", "max",
  ]

  /// The function that the word right before a column's name asks for ("total population": `sum`); `nil` where none does or
  /// several do ("average total amount").
  private static func aggregate(_ head: String) -> String? {
    let words = head.split { !$0.isLetter }.suffix(2).map(String.init)
    guard let last = words.last, let found = aggregates[last] else { return nil }
    return words.count > 1 && aggregates[words[0]] != nil ? nil : found
  }

  private static let aggregates = [
    "average": "avg", "avg": "avg", "mean": "avg", "total": "sum", "combined": "sum", "maximum": "max", "max": "max",
    "minimum": "min", "min": "min",
  ]

  private static let openings = [
    " how many ", " number of ", " the number of ", " what is the number of ", " what's the number of ", " count the ",
  ]
  /// What asks for a number of each.
  private static let eachOnes: Phrases = [" each ", " per ", " every ", " by "]

  private static let belongings: Phrases = [
    " and their ", " with their ", ", their ", " and its ", " with its ", " along with the ", " together with the ",
  ]
  private static let askings: Set<String> = [
    "which", "what", "list", "show", "get", "find", "give", "return", "display", "name", "identify",
  ]
  private static let fillers: Set<String> = ["me", "us", "all", "the", "of", "are", "is", "distinct", "different"]

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

  /// Words of size alone: which way an age or a rank goes they do not tell.
  private static func most(_ asked: String) -> Bool? {
    let words = asked.replacing("at least", with: "").replacing("at most", with: "").split { !$0.isLetter }.map(
      String.init)
    guard !words.contains(where: undirected.contains) else { return nil }
    let isMost = words.contains(where: greatest.contains)
    return isMost == words.contains(where: slightest.contains) ? nil : isMost
  }

  private static let greatest: Set<String> = [
    "highest", "largest", "biggest", "greatest", "most", "longest", "heaviest", "tallest", "dearest", "priciest",
    "costliest", "maximum",
  ]
  private static let slightest: Set<String> = [
    "lowest", "smallest", "fewest", "least", "shortest", "lightest", "cheapest", "minimum",
  ]
  private static let undirected: Set<String> = [
    "youngest", "oldest", "young", "old", "earliest", "latest", "early", "late", "first", "last", "recent", "recently",
    "newest", "rank", "ranked", "ranking", "best", "worst", "bottom",
  ]

  package func words(for relation: RelationName) -> Int { relations[relation] ?? 0 }
  package func words(for column: ColumnName) -> Int { columns[column] ?? 0 }

  /// The one function of a column that the question asks for by a word before its name; `nil` for none and for several.
  package func aggregate(of column: ColumnName) -> String? {
    guard let found = aggregates[column], found.count == 1 else { return nil }
    return found.first
  }

  /// The function of which a number is a bound: what the words since the clause's beginning ask for ("whose **average** salary is
  /// above 3000"); `nil` for none and for several.
  package func function(before place: Int) -> String? {
    let bytes = Array(question.utf8)
    guard place <= bytes.count else { return nil }
    let words = String(decoding: bytes[..<place], as: UTF8.self).lowercased().split { !$0.isLetter }.map(String.init)
    guard let start = words.lastIndex(where: Self.clauses.contains) else { return nil }
    let found = Set(words[start...].compactMap { Self.aggregates[$0] })
    return found.count == 1 ? found.first : nil
  }

  private static let clauses: Set<String> = [
    "where", "with", "whose", "having", "which", "that", "have", "has", "who", "when", "if",
  ]

  /// Columns of which the question asks for one function, by a word before their name.
  package var aggregated: [ColumnName] {
    aggregates.filter { $0.value.count == 1 && means($0.key) }.map(\.key).sorted()
  }

  /// Whether a text ends with words that say what rows are in the order of.
  private static func sorts(_ head: String) -> Bool {
    let words = head.split { !$0.isLetter }.suffix(4).filter { !["the", "their", "its", "each"].contains($0) }
    let last = words.suffix(2).joined(separator: " ")
    return ["ordered by", "sorted by", "order by", "sort by", "order of", "sorting by", "ordering by"].contains(last)
  }

  private static let downwards: Phrases = [
    "descend", " desc", "decreas", "revers", "largest to", "highest to", "high to low", "from highest", "from largest",
    "from most", "newest first", "latest first", "highest first", "largest first", "most recent first", "z to a",
  ]

  /// Whether a word means this column before anything else.
  package func means(_ column: ColumnName) -> Bool { meant.contains(column) }

  /// What the word names after which, but for a preposition, something stands: "opened" of "opened in 2024".
  package func columns(before place: Int) -> [ColumnName] {
    (2...Self.longestPreposition).lazy.compactMap { ends[place - $0] }.first ?? []
  }

  /// " between ", the longest that stands before a period.
  private static let longestPreposition = 9

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
    ",", "and", ", and", "&", "+", "plus", "and the", ", the", ", and the", "and their", ", their", "and its",
    "and his", "and her", "as well as", "as well as the",
  ]

  private static func goesOn(_ words: [Evidence.LinkedWords], _ bytes: [UInt8]) -> Bool {
    let question = String(decoding: bytes, as: UTF8.self).lowercased()
    let asked = " " + question.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    if ongoing.stand(in: asked) { return true }
    guard current.stand(in: asked), let current = question.utf8.firstRange(of: "current ".utf8) else { return false }
    let start = question.utf8.distance(from: question.utf8.startIndex, to: current.upperBound)
    // A current price is a column of its own.
    return words.first { $0.range.lowerBound == start }.map { !$0.relations.isEmpty || $0.columns.isEmpty } ?? true
  }
}
