import Foundation
import Retrieval
import Testing
import Vocabulary

@Suite struct `A question after another` {
  private static let retriever: Retriever = {
    func relation(_ name: String, _ columns: [Column]) -> Relation {
      Relation(name: RelationName("shop", name), kind: .table, columns: columns)
    }
    func text(_ name: String, _ values: [String] = []) -> Column {
      Column(name: name, type: "text", family: .text, commonValues: values)
    }
    let countries = ["Norway", "Sweden", "Germany"]
    let relations = [
      relation("customer", [text("name"), text("city", ["Oslo", "Berlin"]), text("country", countries)]),
      relation(
        "sales_order",
        [
          Column(name: "placed_at", type: "timestamptz", family: .timestamp),
          Column(name: "revenue", type: "numeric", family: .number), text("status", ["paid", "cancelled"]),
        ]),
      relation("supplier", [text("name"), text("country", countries)]),
    ]
    return Retriever(
      SchemaSnapshot(
        database: "shop", role: "reader", serverVersion: 150018, searchPath: ["shop"], relations: relations,
        foreignKeys: [], fingerprint: "0"))
  }()

  /// (the one before, the question, what it is) of `followups.txt`.
  static let cases: [(String, String, String)] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "followups.txt")
    let lines = ((try? String(contentsOf: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    let told = lines.filter { !$0.hasPrefix("#") }
    return stride(from: 0, to: told.count - 2, by: 3).map {
      (told[$0], told[$0 + 1], String(told[$0 + 2].dropFirst(2)))
    }
  }()

  @Test func `the case file is read`() { #expect(Self.cases.count >= 25) }

  @Test(arguments: cases) func `is completed from it where it leans on it`(
    _ before: String, _ question: String, _ expected: String
  ) {
    let told =
      switch Self.retriever.followUp(question, after: before) {
      case .whole: "whole"
      case .open: "open"
      case .completed(let text): text
      case .counts(let text): "counts \(text)"
      }
    #expect(told == expected, "\(before) | \(question)")
  }

  @Test func `leans on nothing where nothing came before`() {
    #expect(Self.retriever.followUp("and in Sweden?", after: "") == .open)
    #expect(Self.retriever.followUp("in Sweden?", after: "") == .whole)
    #expect(Self.retriever.followUp("how many of them?", after: "") == .open)
    #expect(Self.retriever.followUp("how many are there?", after: "") == .whole)
    #expect(Self.retriever.followUp("only customers in Sweden", after: "") == .whole)
    #expect(Self.retriever.followUp("how many customers are there?", after: "") == .whole)
  }
}
