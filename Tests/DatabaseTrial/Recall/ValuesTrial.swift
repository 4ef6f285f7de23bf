import Foundation
import Retrieval
import Vocabulary

/// How many of the texts that gold statements compare columns with a question's mentions stand for, and how many of the columns that they
/// read, but for keys, its words name.
struct ValuesTrial {
  /// Holds `dev_*/questions*.jsonl` and `dev_*/databases`.
  let data: URL
  /// Where each text that was not found is written to, if anywhere.
  let misses: URL?

  private struct Count {
    var all = 0
    /// A mention that is this value of this column.
    var linked = 0
    /// One whose words are the text, so that a statement can hold it.
    var said = 0
    var columns = 0
    /// Columns that some word means first, and that one means at all.
    var first = 0
    var named = 0
  }

  func run() async throws {
    let folders = try FileManager.default.contentsOfDirectory(at: data, includingPropertiesForKeys: nil)
      .filter { $0.lastPathComponent.hasPrefix("dev_") }.sorted { $0.path < $1.path }
    let crowd = try await Crowd(hidden: folders.map { $0.appending(path: "databases") }, others: [], readsValues: true)
    let retrievers = Dictionary(
      uniqueKeysWithValues: crowd.schemas.keys.compactMap { name in
        crowd.alone(name).map { (name, Retriever($0, sampled: crowd.values)) }
      })
    print(
      "| questions | texts in gold statements | mentioned with their column | mentioned | mentions a question | columns | named first | named |"
    )
    print("|---|---|---|---|---|---|---|---|")
    var log = ""
    for folder in folders {
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.lastPathComponent.wholeMatch(of: /questions.*\.jsonl/) != nil }.sorted { $0.path < $1.path }
      for file in files {
        let name = folder.lastPathComponent + "/" + file.deletingPathExtension().lastPathComponent
        var (count, mentions, questions) = (Count(), 0, 0)
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
          let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
          guard let retriever = retrievers[line.db], let gold = line.gold?.first else { continue }
          let found = retriever.mentions(in: line.question)
          questions += 1
          mentions += found.count
          if let snapshot = crowd.alone(line.db) {
            log += try await Self.unnamed(line, gold, snapshot, retriever, &count, name)
          }
          for literal in try await GoldLiteral.all(in: gold).sorted(by: { $0.text < $1.text }) {
            let isLinked = found.contains { Self.isLinked($0, literal) }
            let isSaid = isLinked || found.contains { Self.isSaid($0, literal) }
            count.all += 1
            count.linked += isLinked ? 1 : 0
            count.said += isSaid ? 1 : 0
            if isLinked { continue }
            log +=
              "\(name)\t\(line.db)\t\(isSaid ? "said" : "lost")\t\(literal.relation ?? "?").\(literal.column) \(literal.isPattern ? "~" : "=") \(literal.text)\t\(line.question)\t\(found.map(Self.told).joined(separator: " | "))\n"
          }
        }
        func share(_ part: Int, of all: Int) -> String {
          String(format: "%.1f %%", 100 * Double(part) / Double(max(1, all)))
        }
        print(
          "| \(name) | \(count.all) | \(share(count.linked, of: count.all)) | \(share(count.said, of: count.all)) | \(String(format: "%.2f", Double(mentions) / Double(max(1, questions)))) | \(count.columns) | \(share(count.first, of: count.columns)) | \(share(count.named, of: count.columns)) |"
        )
      }
    }
    if let misses { try Data(log.utf8).write(to: misses) }
  }

  /// Counts the columns of one question that are no keys and hold no value that it mentions; what no word names is told.
  private static func unnamed(
    _ line: Line, _ gold: String, _ snapshot: SchemaSnapshot, _ retriever: Retriever, _ count: inout Count,
    _ suite: String
  ) async throws -> String {
    let read = try await HiddenSuite.gold(gold)
    let evidence = retriever.evidence(for: line.question)
    let mentioned = Set(
      evidence.mentions.flatMap { mention -> [ColumnName] in
        if case .value(let stored) = mention.content { stored.map(\.column) } else { [] }
      })
    let keys = Set(
      snapshot.foreignKeys.flatMap { key in
        key.fromColumns.map { ColumnName(key.from, $0) } + key.toColumns.map { ColumnName(key.to, $0) }
      })
    let first = Set(evidence.words.compactMap(\.columns.first))
    let named = Set(evidence.words.flatMap { $0.columns.prefix(3) })
    var log = ""
    for column in read.columns.sorted() {
      let parts = column.split(separator: ".").map(String.init)
      let places = snapshot.relations.filter {
        read.relations.contains($0.name.name) && (parts.count == 1 || $0.name.name == parts[0])
          && $0.column(parts[parts.count - 1]) != nil
      }.map { ColumnName($0.name, parts[parts.count - 1]) }
      guard !places.isEmpty, keys.isDisjoint(with: places), mentioned.isDisjoint(with: places) else { continue }
      count.columns += 1
      count.first += first.isDisjoint(with: places) ? 0 : 1
      count.named += named.isDisjoint(with: places) ? 0 : 1
      if named.isDisjoint(with: places) {
        log +=
          "\(suite)\t\(line.db)\tunnamed\t\(places[0].relation.name).\(places[0].column)\t\(line.question)\t\(evidence.words.map { "\($0.range) " + ($0.relations.map(\.name) + $0.columns.map { "\($0.relation.name).\($0.column)" }).prefix(4).joined(separator: ",") }.joined(separator: " | "))\n"
      }
    }
    return log
  }

  private struct Line: Decodable {
    var db: String
    var question: String
    var gold: [String]?
  }

  private static func isLinked(_ mention: Mention, _ literal: GoldLiteral) -> Bool {
    if literal.isPattern { return isSaid(mention, literal) }
    guard case .value(let stored) = mention.content else { return false }
    return stored.contains {
      $0.value == literal.text && $0.column.column == literal.column
        && (literal.relation == nil || $0.column.relation.name == literal.relation)
    }
  }

  private static func isSaid(_ mention: Mention, _ literal: GoldLiteral) -> Bool {
    if case .number(let number) = mention.content, number == literal.text { return true }
    return mention.text.lowercased() == literal.text.lowercased()
  }

  private static func told(_ mention: Mention) -> String {
    switch mention.content {
    case .value(let stored):
      "\(mention.text)=\(stored.map { "\($0.column.relation.name).\($0.column.column):\($0.value)" }.joined(separator: ","))"
    case .text: "\(mention.text)~"
    case .number: "\(mention.text)#"
    case .period: "\(mention.text)@"
    }
  }
}
