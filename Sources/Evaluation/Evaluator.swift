internal import Interpretation
internal import Postgres
internal import Vocabulary

/// Measures execution accuracy: asks each question of a suite and compares its rows with those of the gold queries.
package struct Evaluator: Sendable {
  package struct Options: Sendable {
    /// Questions under way at the same time.
    package var parallel: Int
    /// Whether an item's hint is put behind its question.
    package var hints: Bool

    package init(parallel: Int = 1, hints: Bool = false) {
      self.parallel = parallel
      self.hints = hints
    }
  }

  private let options: Options
  let open: @Sendable (String?) async throws -> Arena

  /// - Parameter open: makes the arena of a database of the suite (`nil` for the suite's only one).
  package init(options: Options = Options(), open: @escaping @Sendable (String?) async throws -> Arena) {
    self.options = options
    self.open = open
  }

  /// Results in the order of the suite; `onResult` is told each as it comes. What `known` holds is not asked again.
  package func run(
    _ suite: Suite, known: [ItemResult] = [], onResult: (ItemResult) throws -> Void = { _ in }
  ) async throws -> [ItemResult] {
    var results = Dictionary(known.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
    for group in suite.groups {
      let open = group.items.filter { results[ItemResult($0).key] == nil }
      guard !open.isEmpty else { continue }
      let arena = try await self.open(group.db)
      do {
        try await run(open, in: arena) { result in
          results[result.key] = result
          try onResult(result)
        }
      } catch {
        await arena.close()
        throw error
      }
      await arena.close()
      let own = group.items.compactMap { results[ItemResult($0).key] }
      if own.allSatisfy({ $0.verdict == .goldFails }) {
        throw EvaluationError.allGoldFails(message: own.first?.message ?? "")
      }
    }
    return suite.items.compactMap { results[ItemResult($0).key] }
  }

  private func run(_ items: [Suite.Item], in arena: Arena, onResult: (ItemResult) throws -> Void) async throws {
    try await withThrowingTaskGroup(of: ItemResult.self) { group in
      var waiting = items[...]
      for _ in 0..<max(1, options.parallel) {
        guard let item = waiting.popFirst() else { break }
        group.addTask { try await judge(item, in: arena) }
      }
      while let result = try await group.next() {
        try onResult(result)
        if let item = waiting.popFirst() { group.addTask { try await judge(item, in: arena) } }
      }
    }
  }

  /// What is asked for an item.
  func text(of item: Suite.Item) -> String {
    options.hints ? item.question + (item.hint.map { "\n(\($0))" } ?? "") : item.question
  }

  private func judge(_ item: Suite.Item, in arena: Arena) async throws -> ItemResult {
    let question = Question(text: text(of: item), database: arena.name, principal: Arena.principal)
    var result = ItemResult(item)
    let start = ContinuousClock.now
    do {
      let outcome = try await arena.interpreter.ask(question)
      result.milliseconds = Self.milliseconds(since: start)
      switch outcome {
      case .refused(let refusal):
        Self.note(refusal, item, &result)
        if !item.gold.isEmpty, await !Self.runs(item.gold, in: arena, &result.message) {
          result.verdict = .goldFails
        }
      case .answered(let answer):
        result.sql = answer.sql
        result.model = answer.model
        result.confidence = answer.confidence
        result.signs = answer.signs
        result.timings = answer.timings
        result.tokens = answer.tokens
        result.verdict =
          item.gold.isEmpty
          ? .wronglyAnswered : try await verdict(answer.sql, answer.table, item, in: arena, &result.message)
      }
    } catch let error as any Breakage {
      result.milliseconds = Self.milliseconds(since: start)
      result.message = error.message
    }
    return result
  }

  private static func note(_ refusal: Refusal, _ item: Suite.Item, _ result: inout ItemResult) {
    let isRight = item.gold.isEmpty && refusal.reason == .unanswerable
    result.verdict = isRight ? .right : refusal.reason == .invalid ? .invalid : .wronglyDeclined
    result.sql = refusal.judgements.last?.sql
    result.message = refusal.judgements.last?.findings.first?.message
    result.timings = refusal.timings
    result.tokens = refusal.tokens
  }

  /// The mildest verdict that any gold query gives.
  func verdict(
    _ sql: String, _ table: ResultTable, _ item: Suite.Item, in arena: Arena, _ message: inout String?
  ) async throws -> ItemResult.Verdict {
    var best: ResultComparison.Difference?
    var failedOnSecond = false
    for gold in item.gold {
      guard case .success(let rows) = await Self.rows(gold, arena.connection, &message) else { continue }
      let ordered = item.asksForOrder && ResultComparison.isOrdered(gold)
      let difference = ResultComparison.difference(table, rows, ordered: ordered)
      if difference <= .extraColumns, let second = arena.second {
        // A gold query that fails on the other rows decides nothing.
        if case .success(let rows) = await Self.rows(gold, second.connection, &message),
          try await isWrong(sql, rows, ordered, milder: difference, in: arena)
        {
          failedOnSecond = true
          continue
        }
      }
      best = min(best ?? difference, difference)
      if best == ResultComparison.Difference.none { break }
    }
    message = best == nil && !failedOnSecond ? message : nil
    guard let best else { return failedOnSecond ? .wrongOnSecondContent : .goldFails }
    return failedOnSecond && best > .extraColumns ? .wrongOnSecondContent : Self.verdict(best)
  }

  private func isWrong(
    _ sql: String, _ gold: ResultTable, _ ordered: Bool, milder: ResultComparison.Difference, in arena: Arena
  ) async throws -> Bool {
    do {
      guard let rows = try await arena.secondRows(sql) else { return true }
      return ResultComparison.difference(rows, gold, ordered: ordered) > milder
    } catch is any Breakage {
      return true
    }
  }

  private static func verdict(_ difference: ResultComparison.Difference) -> ItemResult.Verdict {
    switch difference {
    case .none: .right
    case .extraColumns: .extraColumns
    case .order: .wrongOrder
    case .columns: .wrongColumns
    case .rows: .wrongRows
    case .empty: .emptyResult
    }
  }

  /// Whether one of the gold queries runs; `message` is left alone if so.
  private static func runs(_ gold: [String], in arena: Arena, _ message: inout String?) async -> Bool {
    var complaint: String?
    for query in gold {
      if case .success = await rows(query, arena.connection, &complaint) { return true }
    }
    message = complaint
    return false
  }

  private static func rows(
    _ gold: String, _ connection: PostgresConnection, _ message: inout String?
  ) async -> Result<ResultTable, any Error> {
    do {
      return .success(try await connection.query(gold, timeout: Arena.patience))
    } catch {
      message = error.message
      return .failure(error)
    }
  }

  static func milliseconds(since start: ContinuousClock.Instant) -> Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
  }
}
