internal import Foundation
package import Vocabulary

/// Questions with the queries that answer them: a file of JSON lines.
package struct Suite: Sendable {
  package struct Item: Sendable, Codable, Hashable {
    package var id: String
    package var question: String
    /// Any of these is right; empty when the schema cannot answer.
    package var gold: [String]
    package var difficulty: String?
    package var `class`: String?
    /// What the schema lacks, where the right answer is a refusal.
    package var unanswerable: String?
  }

  package var items: [Item]

  /// Reads a file; each line is an object with `id`, `question` and `gold`.
  package init(contentsOf path: String) throws(EvaluationError) {
    guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
    let decoder = JSONDecoder()
    var items: [Item] = []
    for (number, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard let item = try? decoder.decode(Item.self, from: line) else { throw .badLine(path, number + 1) }
      items.append(item)
    }
    guard !items.isEmpty else { throw .badLine(path, 1) }
    self.items = items
  }
}
