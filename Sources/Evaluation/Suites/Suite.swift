internal import Foundation

/// Questions with the queries that answer them, over one database or several.
package struct Suite: Sendable {
  package struct Item: Sendable, Codable, Hashable {
    package var id: String
    package var question: String
    /// Any of these is right; empty when the schema cannot answer.
    package var gold: [String]
    /// Which database the question is of; `nil` where the suite is of one.
    package var db: String?
    package var difficulty: String?
    /// What kind of query answers it: the suite's own word, or what the gold query shows.
    package var `class`: String?
    /// What the asker would say besides: BIRD's evidence, sql-eval's instructions.
    package var hint: String?
    /// Whether the order of rows counts where the gold query has one.
    package var asksForOrder: Bool

    package init(
      id: String, question: String, gold: [String], db: String? = nil, difficulty: String? = nil,
      class: String? = nil, hint: String? = nil, asksForOrder: Bool = true
    ) {
      self.id = id
      self.question = question
      self.gold = gold
      self.db = db
      self.difficulty = difficulty
      self.class = `class` ?? QueryClass.of(gold.first)
      self.hint = hint
      self.asksForOrder = asksForOrder
    }
  }

  /// What a prediction may have besides the gold query's columns.
  package enum Columns: String, Sendable, Codable, CaseIterable {
    /// Nothing: as Spider and BIRD count.
    case exact
    /// Further columns: as sql-eval counts.
    case subset
  }

  package var items: [Item]
  /// How the suite's authors count.
  package var columns: Columns

  package init(items: [Item], columns: Columns = .exact) {
    self.items = items
    self.columns = columns
  }

  /// Reads a file or folder in any form that `SuiteForm` knows.
  package init(contentsOf path: String) throws(EvaluationError) { self = try SuiteForm.read(path) }

  /// The items of each database, in the order of its first question.
  package var groups: [(db: String?, items: [Item])] {
    var places: [String?: Int] = [:]
    var groups: [(db: String?, items: [Item])] = []
    for item in items {
      if let place = places[item.db] {
        groups[place].items.append(item)
      } else {
        places[item.db] = groups.count
        groups.append((item.db, [item]))
      }
    }
    return groups
  }

  package var hasDatabases: Bool { items.contains { $0.db != nil } }
}
