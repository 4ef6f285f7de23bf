internal import Auditing
package import Interpretation
internal import SafeExecution
package import Vocabulary

/// What judging the approved pairs by today's schema found.
package struct Recheck: Hashable, Sendable, Codable {
  package struct Broken: Hashable, Sendable, Codable {
    package var questionID: QuestionID
    package var question: String
    package var reason: String
  }

  /// Pairs that were judged now.
  package internal(set) var judged = 0
  /// Pairs that were judged by this very schema before.
  package internal(set) var known = 0
  /// Newly set aside.
  package internal(set) var broken: [Broken] = []
  /// Set aside earlier, and fitting again.
  package internal(set) var restored: [QuestionID] = []
}

extension ReviewDesk {
  /// Judges the approved pairs by today's schema, EXPLAIN included, and sets aside what it refuses.
  ///
  /// A pair holds while it fits what its asker sees, or what `person` sees. One that was judged by the schema as it is
  /// now is not judged again, unless `all` says so. What is found is in the audit log. A database that cannot be reached
  /// is an error and sets nothing aside.
  ///
  /// - Parameter name: the database's name in the log.
  package func recheck(
    _ database: Database, name: String, all: Bool = false, by person: Principal
  ) async throws -> Recheck {
    var result = Recheck()
    let own = try await database.view(for: person)
    for record in try await reader.reviewed(database: name) {
      let standing = Standing(record, under: rules)
      guard standing.state == .approved || standing.state == .setAside, let sql = standing.sql else { continue }
      let view = try await Self.view(of: record.question.principal, database) ?? own
      let fingerprint = view.snapshot.fingerprint
      if !all, (record.recheck?.schemaFingerprint ?? record.workings.schemaFingerprint) == fingerprint {
        result.known += 1
        continue
      }
      result.judged += 1
      var judgement = try await view.judge(sql).judgement
      if !judgement.isAccepted, own.snapshot.fingerprint != fingerprint {
        let second = try await own.judge(sql).judgement
        if second.isAccepted { judgement = second }
      }
      let reason = judgement.isAccepted ? nil : Self.sentence(judgement)
      if let reason, standing.state == .approved {
        result.broken.append(
          .init(questionID: record.question.id, question: record.question.text, reason: reason))
      } else if reason == nil, standing.state == .setAside {
        result.restored.append(record.question.id)
      }
      if reason != record.recheck?.reason || record.recheck?.schemaFingerprint != fingerprint {
        try await log.rechecked(
          record.question, .init(reason: reason, schemaFingerprint: fingerprint), by: person)
      }
    }
    return result
  }

  /// `nil` for somebody whom the database no longer knows.
  private static func view(of asker: Principal, _ database: Database) async throws -> DatabaseView? {
    do {
      return try await database.view(for: asker)
    } catch InterpretationError.strangePrincipal {
      return nil
    }
  }

  private static func sentence(_ judgement: Judgement) -> String {
    judgement.findings.map { "\($0.message) (\($0.rule))" }.joined(separator: " ")
  }
}
