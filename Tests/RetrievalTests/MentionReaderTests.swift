import Foundation
import Retrieval
import Testing
import Vocabulary

@Suite struct `Mentions of a question` {
  static let snapshot: SchemaSnapshot = {
    let name = RelationName("shop", "customer")
    let columns = [
      Column(
        name: "city", type: "text", family: .text,
        commonValues: ["Berlin", "New York City", "F", "42", "Doe", "EUR"]),
      Column(
        name: "tier", type: "shop.tier", family: .enumeration, enumLabels: ["gold", "silver_plus"],
        valuesAreComplete: true),
    ]
    return SchemaSnapshot(
      database: "shop", role: "reader", serverVersion: 150018, searchPath: [],
      relations: [Relation(name: name, kind: .table, columns: columns)], foreignKeys: [], fingerprint: "0")
  }()

  /// (question, expected mentions) of `mentions.txt`.
  static let cases: [(String, String)] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "mentions.txt")
    let lines = ((try? String(contentsOf: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    let told = lines.filter { !$0.hasPrefix("#") }
    return stride(from: 0, to: told.count - 1, by: 2).map {
      (told[$0], String(told[$0 + 1].dropFirst(1)).trimmingCharacters(in: .whitespaces))
    }
  }()

  static func told(_ mention: Mention) -> String {
    let content =
      switch mention.content {
      case .number(let number): "number \(number)"
      case .text(let text): "text \(text)"
      case .period(let period): "\(period.grain.rawValue) \(period.start) … \(period.end)"
      case .value(let stored): "value " + stored.map(\.value).joined(separator: ", ")
      }
    return "\(mention.text) → \(content)"
  }

  @Test func `the case file is read`() { #expect(Self.cases.count >= 20) }

  @Test(arguments: cases) func `are read as people mean them`(_ question: String, _ expected: String) {
    let mentions = Retriever(Self.snapshot).mentions(in: question)
    #expect(mentions.map(Self.told).joined(separator: " | ") == expected)
    let bytes = Array(question.utf8)
    for mention in mentions {
      #expect(String(decoding: bytes[mention.range], as: UTF8.self) == mention.text)
    }
  }

  @Test func `never overlap and never exceed the tags there are, whatever is typed`() {
    var random = SystemRandomNumberGenerator()
    let parts = [
      "Berlin", "2024", "\u{0}", "é", "\"", "'", "5", "👩‍👩‍👧", "last", "week", "<v0>", "\u{202E}", "Q1", " ", "-", "1,0",
    ]
    for _ in 0..<2000 {
      let question = (0..<Int.random(in: 0..<30, using: &random)).compactMap { _ in parts.randomElement(using: &random)
      }
      .joined(separator: Bool.random() ? " " : "")
      let mentions = Retriever(Self.snapshot).mentions(in: question)
      #expect(mentions.count <= TagTable.maxMentions)
      for (earlier, later) in zip(mentions, mentions.dropFirst()) {
        #expect(earlier.range.upperBound <= later.range.lowerBound)
      }
    }
  }
}
