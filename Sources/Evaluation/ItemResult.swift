package import Vocabulary

/// What became of one item of a suite.
package struct ItemResult: Sendable, Codable, Hashable {
  package enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The rows are those of a gold query, or a rightly declined question.
    case right
    /// Right but for columns that nobody asked for.
    case extraColumns
    /// The rows in another order than asked for.
    case wrongOrder
    /// Fewer or other columns.
    case wrongColumns
    /// Other rows than any gold query.
    case wrongRows
    /// No rows where there are some.
    case emptyResult
    /// Right on the first content of the database by luck: wrong on the second.
    case wrongOnSecondContent
    /// A query where none was right, or none where one was.
    case wronglyAnswered, wronglyDeclined
    /// No candidate passed the validator.
    case invalid
    /// Something broke.
    case failed
    /// No gold query runs: the item does not count.
    case goldFails

    package var counts: Bool { self != .goldFails }
  }

  package var id: String
  package var db: String?
  package var question: String
  package var verdict: Verdict
  package var difficulty: String?
  package var `class`: String?
  package var sql: String?
  /// The first gold query, for whoever reads the report.
  package var gold: String?
  /// Why there is no answer, or why the gold query does not run.
  package var message: String?
  package var model: String?
  package var confidence: Double?
  /// What the confidence was weighed from.
  package var signs: ConfidenceSigns?
  package var milliseconds: Double
  package var timings: StageTimings?
  package var tokens: TokenCount?

  init(_ item: Suite.Item, milliseconds: Double = 0) {
    id = item.id
    db = item.db
    question = item.question
    verdict = .failed
    difficulty = item.difficulty
    self.class = item.class
    gold = item.gold.first
    self.milliseconds = milliseconds
  }

  /// Tells items apart, in this suite and between runs of it.
  var key: String { (db ?? "") + "\u{1F}" + id }

  package func isRight(_ columns: Suite.Columns) -> Bool {
    verdict == .right || columns == .subset && verdict == .extraColumns
  }
}
