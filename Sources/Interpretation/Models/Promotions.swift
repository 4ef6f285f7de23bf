internal import Foundation
internal import Vocabulary

/// Which model of a shelf answers for which database: the shelf's `promoted.json`, and what it was before.
///
/// A running service looks at this file before each question, so writing it is all that a promotion takes.
package struct Promotions: Sendable, Codable, Hashable {
  package struct Choice: Sendable, Codable, Hashable {
    /// The model's folder on the shelf.
    package var model: String
    package var promotedAt: String
    /// What answered before, the latest last; a rollback goes back one by one.
    package var previous: [String]
  }

  /// By the database's name in PostgreSQL.
  package private(set) var databases: [String: Choice] = [:]

  static let file = "promoted.json"

  package init() {}

  /// What a shelf says; nothing where it says nothing.
  package init(folder: String) throws(InterpretationError) {
    guard let bytes = FileManager.default.contents(atPath: folder + "/" + Self.file) else { return }
    guard let read = try? JSONDecoder().decode(Promotions.self, from: bytes) else {
      throw .brokenModel(folder, "\(Self.file) cannot be read")
    }
    self = read
  }

  package func model(for database: String) -> String? { databases[database]?.model }

  /// Makes a model the one that answers.
  ///
  /// - Parameter incumbent: what answers now, which a rollback returns to.
  package mutating func promote(_ model: String, for database: String, after incumbent: String?, at time: String) {
    var previous = databases[database]?.previous ?? []
    if let incumbent, incumbent != model { previous.append(incumbent) }
    databases[database] = Choice(model: model, promotedAt: time, previous: previous)
  }

  /// Goes back to what answered before, and says what that is.
  package mutating func rollBack(_ database: String, at time: String) throws(InterpretationError) -> String {
    guard var choice = databases[database], let model = choice.previous.popLast() else {
      throw .nothingBefore(database: database)
    }
    choice.model = model
    choice.promotedAt = time
    databases[database] = choice
    return model
  }

  /// Writes the file in one step: a reader sees the old one or the new one.
  package func write(folder: String) throws(InterpretationError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: URL(filePath: folder + "/" + Self.file), options: .atomic)
    } catch {
      throw .shelfUnwritable(folder)
    }
  }
}
