import Foundation
import Retrieval
import TestSupport
import Vocabulary

/// How often all that a question's gold statement reads is found, each suite's databases hidden among many tables.
struct RecallTrial {
  let tables: Int
  let words: URL
  /// Holds `dev_*/questions*.jsonl`, `dev_*/databases`, `train/schemas/*` and `train/rows/*`.
  let data: URL
  /// Where each question that was not found whole is written to, if anywhere.
  let misses: URL?
  /// Where the tables, and for each question the ranks that its words give, are written to, if anywhere.
  let ranks: URL?

  /// What is written there: a line a table, then a line a question.
  private struct Ranked: Encodable {
    var suite: String
    var question: String
    /// Of the right statements.
    var gold: [[String]]
    /// Best first.
    var words: [String]
  }

  private struct Table: Encodable {
    var table: String
    var columns: [String]
    var neighbours: [String]
  }

  struct Count {
    var questions = 0
    var five = 0
    var twelve = 0
    var relations = 0
    var foundRelations = 0
    var columns = 0
    var foundColumns = 0
    var linkedColumns = 0
  }

  func run() async throws {
    var suites: [HiddenSuite] = []
    let folders = try Self.entries(data).filter { $0.lastPathComponent.hasPrefix("dev_") }
    for folder in folders {
      for file in try Self.entries(folder) where file.lastPathComponent.wholeMatch(of: /questions.*\.jsonl/) != nil {
        suites.append(try await HiddenSuite(file, hints: false))
        let hinted = try await HiddenSuite(file, hints: true)
        if !hinted.questions.isEmpty { suites.append(hinted) }
      }
    }
    var others: [(schema: URL, rows: URL)] = []
    for source in try Self.entries(data.appending(path: "train/schemas")) {
      for file in try Crowd.files(source) {
        others.append((file, data.appending(path: "train/rows/\(source.lastPathComponent)/\(file.lastPathComponent)")))
      }
    }
    var crowd = try await Crowd(hidden: folders.map { $0.appending(path: "databases") }, others: others)
    let real = crowd.snapshot.relations.count
    try crowd.grow(to: tables, words: words)
    let columns = crowd.snapshot.relations.reduce(0) { $0 + $1.columns.count }
    let retriever = Retriever(crowd.snapshot)
    print(
      "\(crowd.snapshot.relations.count) tables, \(columns) columns; \(real) tables are of \(crowd.schemas.count) databases, the others invented."
    )
    print("Left out as near-copies of a hidden database: \(crowd.copies.sorted().joined(separator: ", ")).\n")
    print(
      "| questions | | all tables within 5 | within 12 | tables within 12 | columns in these tables | columns linked by name |\n|---|---|---|---|---|---|---|"
    )
    var log = ""
    if let ranks { try Self.lines(Self.tables(crowd.snapshot), to: ranks) }
    var ranked: [Ranked] = []
    for suite in suites {
      var count = Count()
      for question in suite.questions { add(question, crowd, retriever, to: &count, suite.name, &log) }
      if ranks != nil { ranked += suite.questions.compactMap { Self.rank($0, suite.name, crowd, retriever) } }
      func share(_ part: Int, _ all: Int) -> String {
        String(format: "%.1f %%", 100 * Double(part) / Double(max(1, all)))
      }
      print(
        "| \(suite.name) | \(count.questions) | \(share(count.five, count.questions)) | \(share(count.twelve, count.questions)) | \(share(count.foundRelations, count.relations)) | \(share(count.foundColumns, count.columns)) | \(share(count.linkedColumns, count.columns)) |"
      )
    }
    if let misses { try Data(log.utf8).write(to: misses) }
    if let ranks { try Self.lines(ranked, to: ranks, after: true) }
  }

  private static func tables(_ snapshot: SchemaSnapshot) -> [Table] {
    var near: [RelationName: [String]] = [:]
    for key in snapshot.foreignKeys where key.from != key.to {
      near[key.from, default: []].append(key.to.description)
      near[key.to, default: []].append(key.from.description)
    }
    return snapshot.relations.map {
      Table(table: $0.name.description, columns: $0.columns.map(\.name), neighbours: near[$0.name] ?? [])
    }
  }

  private static func rank(
    _ question: HiddenSuite.Question, _ suite: String, _ crowd: Crowd, _ retriever: Retriever
  ) -> Ranked? {
    guard let schema = crowd.schemas[question.database] else { return nil }
    return Ranked(
      suite: suite, question: question.text,
      gold: question.gold.map { $0.relations.map { RelationName(schema, $0).description } },
      words: retriever.evidence(for: question.text, maxRelations: 60).relations.map(\.name.description))
  }

  private static func lines(_ items: [some Encodable], to file: URL, after: Bool = false) throws {
    var data = after ? try Data(contentsOf: file) : Data()
    for item in items { data += try JSONEncoder().encode(item) + Data("\n".utf8) }
    try data.write(to: file)
  }

  private func add(
    _ question: HiddenSuite.Question, _ crowd: Crowd, _ retriever: Retriever, to count: inout Count, _ suite: String,
    _ log: inout String
  ) {
    guard let schema = crowd.schemas[question.database] else { return }
    let evidence = retriever.evidence(for: question.text, maxRelations: 12)
    let twelve = Set(evidence.relations.map(\.name))
    let five = Set(retriever.evidence(for: question.text, maxRelations: 5).relations.map(\.name))
    count.questions += 1
    // Of several right statements the one that was found best counts.
    let golds = question.gold.map { gold in gold.relations.map { RelationName(schema, $0) } }
    guard let best = golds.indices.min(by: { missing(golds[$0], twelve) < missing(golds[$1], twelve) }) else { return }
    let isFive = golds.contains { missing($0, five) == 0 }
    let isTwelve = missing(golds[best], twelve) == 0
    count.five += isFive ? 1 : 0
    count.twelve += isTwelve ? 1 : 0
    count.relations += golds[best].count
    count.foundRelations += golds[best].count - missing(golds[best], twelve)
    let linked = Set(evidence.columns.map(\.name))
    for column in question.gold[best].columns {
      let parts = column.split(separator: ".").map(String.init)
      let places = golds[best].filter { parts.count == 1 || $0.name == parts[0] }
        .map { ColumnName($0, parts[parts.count - 1]) }.filter { crowd.snapshot.column($0) != nil }
      guard !places.isEmpty else { continue }
      count.columns += 1
      count.foundColumns += places.contains { twelve.contains($0.relation) } ? 1 : 0
      count.linkedColumns += places.contains(where: linked.contains) ? 1 : 0
    }
    if !isFive || !isTwelve {
      log += "\(suite)\t\(question.database)\t\(isTwelve ? "5" : "12")\t\(question.text)\n"
      log += "\tgold " + golds[best].map { $0.name + (twelve.contains($0) ? "+" : "-") }.joined(separator: " ") + "\n"
      for relation in evidence.relations {
        log +=
          "\t\(golds[best].contains(relation.name) ? "*" : " ") " + String(format: "%.2f ", relation.score)
          + relation.name.description
          + "  " + relation.reasons.prefix(6).map(\.description).joined(separator: ", ") + "\n"
      }
    }
  }

  private func missing(_ relations: [RelationName], _ found: Set<RelationName>) -> Int {
    relations.count { !found.contains($0) }
  }

  private static func entries(_ folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).sorted {
      $0.path < $1.path
    }
  }
}
