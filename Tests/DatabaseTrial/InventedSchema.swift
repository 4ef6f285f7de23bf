import Foundation
import Vocabulary

/// A large schema of near-namesakes, the same on every machine: `retail_order`, `order_line`, `archived_order_line`.
struct InventedSchema {
  let snapshot: SchemaSnapshot
  /// Questions about it, each with the relation that it asks about.
  let questions: [(text: String, relation: RelationName)]

  private static let columnsPerTable = 12

  init(tables: Int, questions count: Int, words: URL) throws {
    let words = try Self.read(words)
    func list(_ kind: String) -> [String] { words[kind] ?? [] }
    let (nouns, modifiers) = (list("nouns"), list("modifiers"))
    var draw = Draw()
    var names: Set<String> = []
    while names.count < tables {
      var parts = [draw.one(of: nouns)]
      if draw.happens(0.6) { parts.append(draw.one(of: nouns)) }
      if draw.happens(0.5) { parts.insert(draw.one(of: modifiers), at: 0) }
      names.insert(parts.joined(separator: "_"))
    }
    let sorted = names.sorted()
    var relations: [Relation] = []
    var keys: [ForeignKey] = []
    for name in sorted {
      let relation = RelationName("s\(draw.below(12))", name)
      let other = draw.one(of: sorted)
      // What every table has, as in real ones, and what is its own.
      var columns = ["id", "created_at", "updated_at", other + "_id"]
      while columns.count < Self.columnsPerTable {
        var column = draw.one(of: list("attributes"))
        if draw.happens(0.2) { column = draw.one(of: nouns) + "_" + column }
        if !columns.contains(column) { columns.append(column) }
      }
      relations.append(
        Relation(
          name: relation, kind: .table, comment: draw.happens(0.2) ? "One \(draw.one(of: nouns)) of a \(name)" : nil,
          columns: columns.enumerated().map { place, column in
            let isText = place > 3 && draw.happens(0.4)
            return Column(
              name: column, type: isText ? "text" : "integer", family: isText ? .text : .integer,
              comment: draw.happens(0.1) ? "The \(draw.one(of: nouns)) of it" : nil,
              commonValues: isText && draw.happens(0.3) ? (0..<5).map { _ in draw.one(of: list("values")) } : [])
          }, primaryKey: ["id"]))
    }
    relations.sort { $0.name < $1.name }
    let byName = Dictionary(relations.map { ($0.name.name, $0.name) }, uniquingKeysWith: { one, _ in one })
    for relation in relations {
      guard let other = byName[String(relation.columns[3].name.dropLast(3))] else { continue }
      keys.append(ForeignKey(from: relation.name, [relation.columns[3].name], to: other, ["id"]))
    }
    snapshot = SchemaSnapshot(
      database: "invented", role: "reader", serverVersion: 150_000, searchPath: [], relations: relations,
      foreignKeys: keys, fingerprint: "0")
    questions = (0..<count).map { _ in
      let relation = draw.one(of: relations)
      func said(_ name: String) -> String { name.replacing("_", with: " ") }
      let (one, other) = (draw.one(of: relation.columns).name, draw.one(of: relation.columns).name)
      let value = draw.one(of: list("values"))
      let text = [
        "Show the \(said(one)) and \(said(other)) of each \(said(relation.name.name)) in \(value)",
        "How many \(said(relation.name.name))s have a \(said(one)) above 100 since March 2024?",
        "Which \(said(relation.name.name)) has the highest \(said(one)), by \(said(other))?",
      ]
      return (draw.one(of: text), relation.name)
    }
  }

  static func read(_ file: URL) throws -> [String: [String]] {
    var words: [String: [String]] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      words[String(parts[0]), default: []] += parts[1].split(separator: " ").map(String.init)
    }
    return words
  }
}
