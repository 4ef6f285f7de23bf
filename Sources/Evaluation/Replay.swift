package import Auditing
package import Interpretation
package import Vocabulary

/// A question of the log, asked again.
package struct Replay: Sendable, Codable {
  /// What the statement of then does today.
  package struct OldStatement: Sendable, Codable, Hashable {
    /// `nil` when it is refused today.
    package var rows: Int?
    /// Why it is refused.
    package var refusal: String?
  }

  package var then: AuditRecord
  package var now: AuditRecord
  /// `nil` when there was none.
  package var oldStatement: OldStatement?
  /// Whether today's answer has the same rows as the old statement has today; `nil` where one of them is missing.
  package var sameRows: Bool?

  /// Whether the answer is the same: the same outcome and, where there are rows, the same rows.
  package var isSame: Bool { then.outcome == now.outcome && (sameRows ?? (then.sql == now.sql)) }

  /// What changed, a sentence each.
  package var sentences: [String] {
    var sentences: [String] = []
    if then.workings.schemaFingerprint != now.workings.schemaFingerprint {
      sentences.append("The schema is another one.")
    }
    if then.workings.model != now.workings.model { sentences.append("The model is another one.") }
    if then.outcome != now.outcome {
      sentences.append("It was \(then.outcome.rawValue) then and is \(now.outcome.rawValue) now.")
    }
    if let old = oldStatement {
      if let refusal = old.refusal {
        sentences.append("The statement of then is refused today: \(refusal)")
      } else if let rows = old.rows, let before = then.answered?.rows, rows != before {
        sentences.append("The statement of then gave \(before) rows and gives \(rows) today: the data changed.")
      }
    }
    switch sameRows {
    case true?: sentences.append("Both statements give the same rows today.")
    case false?: sentences.append("The statements give different rows today.")
    case nil: break
    }
    return sentences.isEmpty ? ["Nothing changed."] : sentences
  }
}

/// Asks questions of the log again.
package struct Replayer: Sendable {
  private let interpreter: Interpreter
  private let reader: AuditReader

  package init(interpreter: Interpreter, reader: AuditReader) {
    self.interpreter = interpreter
    self.reader = reader
  }

  /// Asks the question with today's schema and model, and runs the statement of then again; both are recorded.
  package func replay(_ record: AuditRecord, by person: Principal) async throws -> Replay {
    let id = record.question.id
    func question(_ text: String) -> Question {
      Question(text: text, database: record.question.database, principal: person, regarding: id)
    }
    let again = question(record.question.text)
    var table: ResultTable?
    do {
      if case .answered(let answer) = try await interpreter.ask(again) { table = answer.table }
    } catch {
      // What breaks today is what the replay is to show, as long as it was recorded.
      guard (try? await reader.record(again.id).outcome) == .failed else { throw error }
    }
    var replay = Replay(then: record, now: try await reader.record(again.id))
    if let sql = record.sql {
      switch try await interpreter.run(sql, for: question(sql)) {
      case .answered(let answer):
        replay.oldStatement = .init(rows: answer.table.rows.count)
        if let table { replay.sameRows = ResultComparison.matches(table, answer.table, ordered: false) }
      case .refused(let refusal):
        let finding = refusal.judgements.last?.findings.first?.message
        replay.oldStatement = .init(refusal: finding ?? refusal.message)
      }
    }
    return replay
  }
}
