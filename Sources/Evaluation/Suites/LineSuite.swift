internal import Foundation

/// Suites of JSON lines: ours, and any that names its fields alike.
enum LineSuite {
  /// One line as it may be written.
  struct Line: Decodable {
    var id: LooseText?
    var question: String
    var gold: [String]?
    var db: String?
    var difficulty: String?
    var `class`: String?
    var category: String?
    var evidence: String?
    var instructions: String?
    var answerable: Bool?
    var unanswerable: String?
    var source: String?

    /// A question without gold counts as unanswerable only where the line says so: a forgotten gold is an error.
    var isComplete: Bool {
      gold.map { !$0.isEmpty } ?? false || answerable == false || unanswerable != nil || gold?.isEmpty == true
    }
  }

  static func read(_ bytes: Data, _ path: String) throws(EvaluationError) -> Suite {
    let decoder = JSONDecoder()
    var items: [Suite.Item] = []
    var isSQLEval = true
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { $0 > 32 }) else { continue }
      guard let row = try? decoder.decode(Line.self, from: line), row.isComplete else {
        throw .badLine(path, number + 1)
      }
      let isFromSQLEval = row.source?.hasPrefix("defog-sql-eval") == true
      isSQLEval = isSQLEval && isFromSQLEval
      items.append(
        Suite.Item(
          id: row.id?.text ?? "q\(number + 1)", question: row.question, gold: row.gold ?? [], db: row.db,
          difficulty: row.difficulty, class: row.class ?? (row.gold?.isEmpty == false ? row.category : nil),
          hint: row.evidence ?? row.instructions,
          asksForOrder: !isFromSQLEval || SQLEvalSuite.asksForOrder(row.question, row.category)))
    }
    return Suite(items: SuiteForm.distinct(items), columns: isSQLEval ? .subset : .exact)
  }
}

/// An id that may be a text or a number.
struct LooseText: Decodable {
  var text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      text = String(number)
    } else {
      text = try container.decode(String.self)
    }
  }
}
