package import Interpretation
package import Postgres
internal import Vocabulary

/// Measures execution accuracy: asks each question of a suite and compares its rows with those of the gold queries.
package struct Evaluator: Sendable {
  private let interpreter: Interpreter
  /// A connection of the same role: gold queries are the user's own and run read-only.
  private let connection: PostgresConnection
  private let database: String

  package init(interpreter: Interpreter, connection: PostgresConnection, database: String) {
    self.interpreter = interpreter
    self.connection = connection
    self.database = database
  }

  /// Results in the order of the suite; `onResult` is told each as it comes.
  package func run(_ suite: Suite, onResult: (ItemResult) -> Void = { _ in }) async throws -> Score {
    var results: [ItemResult] = []
    for item in suite.items {
      let result = try await judge(item)
      onResult(result)
      results.append(result)
    }
    return Score(results)
  }

  private func judge(_ item: Suite.Item) async throws -> ItemResult {
    let question = Question(text: item.question, database: database, principal: Principal("evaluation"))
    let start = ContinuousClock.now
    let outcome: Outcome
    do {
      outcome = try await interpreter.ask(question)
    } catch let error as any Breakage {
      return result(item, .failed, sql: error.message, since: start)
    }
    switch outcome {
    case .refused(let refusal):
      let isRight = item.gold.isEmpty && refusal.reason == .unanswerable
      let verdict: ItemResult.Verdict = isRight ? .right : refusal.reason == .invalid ? .invalid : .wronglyDeclined
      return result(item, verdict, sql: refusal.judgements.last?.sql, since: start)
    case .answered(let answer):
      guard !item.gold.isEmpty else { return result(item, .wronglyAnswered, answer, since: start) }
      var isRight = false
      for gold in item.gold where !isRight {
        isRight = ResultComparison.matches(
          answer.table, try await rows(gold, of: item), ordered: Self.isOrdered(gold))
      }
      return result(item, isRight ? .right : .wrong, answer, since: start)
    }
  }

  private func rows(_ gold: String, of item: Suite.Item) async throws -> ResultTable {
    do {
      return try await connection.query(gold)
    } catch let error as any Breakage {
      throw EvaluationError.goldFails(id: item.id, message: error.message)
    }
  }

  /// Whether the outermost query orders its rows: an ORDER BY outside all parentheses.
  package static func isOrdered(_ sql: String) -> Bool {
    var depth = 0
    var outside = ""
    for character in sql {
      if character == "(" { depth += 1 }
      if depth == 0 { outside.append(character) }
      if character == ")" { depth -= 1 }
    }
    let words = outside.lowercased().split { !$0.isLetter }
    return zip(words, words.dropFirst()).contains { $0 == "order" && $1 == "by" }
  }

  private func result(
    _ item: Suite.Item, _ verdict: ItemResult.Verdict, _ answer: Answer, since start: ContinuousClock.Instant
  ) -> ItemResult {
    var result = result(item, verdict, sql: answer.sql, since: start)
    result.confidence = answer.confidence
    result.milliseconds = answer.timings.totalMilliseconds
    return result
  }

  private func result(
    _ item: Suite.Item, _ verdict: ItemResult.Verdict, sql: String?, since start: ContinuousClock.Instant
  ) -> ItemResult {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return ItemResult(
      id: item.id, question: item.question, verdict: verdict, sql: sql, confidence: nil,
      milliseconds: Double(seconds) * 1e3 + Double(attoseconds) * 1e-15, difficulty: item.difficulty,
      class: item.class)
  }
}
