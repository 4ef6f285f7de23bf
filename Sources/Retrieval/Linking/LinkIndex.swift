internal import Foundation
import Vocabulary

/// Where each word of the names and comments of a schema stands, and what stands beside what.
struct LinkIndex: Sendable {
  /// A word in a name or a comment.
  struct Posting: Sendable {
    var relation: Int32
    /// Negative where it is the relation's own name or comment.
    var column: Int32
    /// 1 for a name of this word alone, less the more words there are.
    var strength: Float
    var isComment: Bool
  }

  /// A word's postings, in the order of relations, and how telling it is.
  struct Entry: Sendable {
    var stem: String
    var postings: [Posting] = []
    /// 0 to 1: near 1 for a word that hardly a relation is called by.
    var rarityInNames: Float = 0
    /// The same among columns and comments.
    var rarityInColumns: Float = 0
  }

  /// A schema of at most so many relations is about one thing.
  private static let smallSchema = 64
  /// A relation that so many others lead to says nothing of them.
  private static let hub = 24

  private(set) var entries: [Entry] = []
  private var places: [String: Int32] = [:]
  private var roots: [String: [Int32]] = [:]
  /// The relations that keys join to each, few and many alike.
  private(set) var neighbours: [[Int32]] = []
  /// The small schema that a relation is in; negative in a large one.
  private(set) var schemas: [Int32] = []
  private(set) var schemaCount = 0
  private(set) var sizes: [Int] = []

  init(_ snapshot: SchemaSnapshot) {
    var reader = NameWordReader()
    var bySchema: [String: [Int]] = [:]
    for (index, relation) in snapshot.relations.enumerated() where relation.kind != .partition {
      bySchema[relation.name.schema, default: []].append(index)
    }
    schemas = [Int32](repeating: -1, count: snapshot.relations.count)
    var common: [String: NameWordReader.Company] = [:]
    for (schema, relations) in bySchema {
      common[schema] = reader.company(relations.map { snapshot.relations[$0].name.name })
      guard relations.count <= Self.smallSchema else { continue }
      for relation in relations { schemas[relation] = Int32(schemaCount) }
      schemaCount += 1
      sizes.append(relations.count)
    }
    for (index, relation) in snapshot.relations.enumerated() where relation.kind != .partition {
      let own = reader.words(relation.name.name, in: common[relation.name.schema] ?? .init())
      post(own, relation.comment, Int32(index), -1)
      var company = reader.company(relation.columns.map(\.name))
      company.words.formUnion(own.map(\.stem))
      for (position, column) in relation.columns.enumerated() {
        post(reader.words(column.name, in: company), column.comment, Int32(index), Int32(position))
      }
    }
    weigh()
    for (place, entry) in entries.enumerated() {
      if let root = WordRoot.root(entry.stem) { roots[root, default: []].append(Int32(place)) }
    }
    join(snapshot)
  }

  private mutating func post(
    _ words: [NameWordReader.NameWord], _ comment: String?, _ relation: Int32, _ column: Int32
  ) {
    for word in words {
      add(word.stem, Posting(relation: relation, column: column, strength: Float(word.strength), isComment: false))
    }
    guard let comment else { return }
    let described = Set(WordScanner.words(comment).prefix(24).map { Stemmer.stem($0.folded) })
      .subtracting(words.map(\.stem))
    let strength = 0.5 / Float(max(1, described.count)).squareRoot()
    for word in described where word.utf8.count > 2 && !ValueIndex.stopWords.contains(word) {
      add(word, Posting(relation: relation, column: column, strength: strength, isComment: true))
    }
  }

  private mutating func add(_ stem: String, _ posting: Posting) {
    let place: Int
    if let known = places[stem] {
      place = Int(known)
    } else {
      place = entries.count
      places[stem] = Int32(place)
      entries.append(Entry(stem: stem))
    }
    entries[place].postings.append(posting)
  }

  private mutating func weigh() {
    for place in entries.indices {
      var (named, held) = (0, 0)
      var (lastNamed, lastHeld): (Int32, Int32) = (-1, -1)
      for posting in entries[place].postings {
        if posting.column < 0, !posting.isComment {
          if posting.relation != lastNamed { named += 1 }
          lastNamed = posting.relation
        } else {
          if posting.relation != lastHeld { held += 1 }
          lastHeld = posting.relation
        }
      }
      entries[place].rarityInNames = rarity(named)
      entries[place].rarityInColumns = rarity(held)
    }
  }

  private mutating func join(_ snapshot: SchemaSnapshot) {
    var found = [Set<Int32>](repeating: [], count: snapshot.relations.count)
    let numbers = Dictionary(
      snapshot.relations.enumerated().map { ($0.element.name, Int32($0.offset)) }, uniquingKeysWith: { one, _ in one })
    for key in snapshot.foreignKeys where key.from != key.to {
      guard let from = numbers[key.from], let to = numbers[key.to] else { continue }
      found[Int(from)].insert(to)
      found[Int(to)].insert(from)
    }
    neighbours = found.map { $0.count > Self.hub ? [] : $0.sorted() }
  }

  /// How telling it is to be one of so many relations: 0.2 to 1.
  func rarity(_ count: Int) -> Float {
    let all = Float(schemas.count + 1)
    return max(0.2, log(all / (Float(count) + 0.5)) / log(all + 1))
  }

  /// The postings of a word in one relation.
  func postings(of entry: Int32, in relation: Int32) -> ArraySlice<Posting> {
    let postings = entries[Int(entry)].postings
    var low = 0
    var high = postings.count
    while low < high {
      let middle = (low + high) / 2
      if postings[middle].relation < relation { low = middle + 1 } else { high = middle }
    }
    return postings[low...].prefix { $0.relation == relation }
  }

  /// Whether a stemmed word stands anywhere.
  func holds(_ stem: String) -> Bool { places[stem] != nil }

  func place(of stem: String) -> Int32? { places[stem] }

  /// Words of the same root.
  func relatives(of stem: String) -> [Int32] { WordRoot.root(stem).flatMap { roots[$0] } ?? [] }
}
