package import Vocabulary

/// What entries may keep of what was said. Who, when, outcome, counts, times and digests are always kept.
package struct ContentLimits: Hashable, Sendable {
  package enum Extent: String, Hashable, Sendable, CaseIterable {
    /// Everything.
    case full
    /// The question and the statements, but no prompt's text and nothing that a model wrote.
    case brief
    /// Names of relations and columns only: no question, no statement, no value.
    case names
  }

  /// For databases that `byDatabase` does not name.
  package var standard: Extent
  package var byDatabase: [String: Extent]
  /// Questions that come near such a column are kept as names; see `extent(_:of:)`.
  package var privateColumns: [ColumnPattern]

  package init(
    standard: Extent = .full, byDatabase: [String: Extent] = [:], privateColumns: [ColumnPattern] = []
  ) {
    self.standard = standard
    self.byDatabase = byDatabase
    self.privateColumns = privateColumns
  }

  /// What may be kept of an entry's content.
  func limited(_ content: AuditEntry.Content, of question: Question) -> AuditEntry.Content {
    let standard = byDatabase[question.database] ?? standard
    guard standard != .full || !privateColumns.isEmpty else { return content }
    switch content {
    case .asked(var asked):
      // What the question touches is not known yet: its words follow with the next entry, if they may.
      if standard == .names || !privateColumns.isEmpty { asked.question = "" }
      return .asked(asked)
    case .intended(var intended):
      let extent = extent(standard, of: intended.workings, [intended.sql])
      if extent == .names { intended.sql = "" } else { intended.question = words(question) }
      intended.workings = intended.workings.limited(to: extent)
      return .intended(intended)
    case .declined(var declined):
      let extent = extent(standard, of: declined.workings, [])
      if extent == .names {
        (declined.message, declined.hint) = ("", nil)
      } else {
        declined.question = words(question)
      }
      declined.workings = declined.workings.limited(to: extent)
      return .declined(declined)
    case .failed(var failed):
      let extent = extent(standard, of: failed.workings, [])
      if extent == .names {
        // A server's message may repeat a value.
        (failed.message, failed.detail, failed.hint) = ("", nil, nil)
      } else {
        failed.question = words(question)
      }
      failed.workings = failed.workings.limited(to: extent)
      return .failed(failed)
    default: return content
    }
  }

  /// The words that the `asked` entry went without.
  private func words(_ question: Question) -> String? { privateColumns.isEmpty ? nil : question.text }

  /// Private columns that a statement names make all of it private; those that retrieval only came upon make the prompt
  /// private, which shows their values, and without any statement the question too.
  private func extent(_ standard: Extent, of workings: AuditWorkings, _ statements: [String]) -> Extent {
    guard standard != .names, !privateColumns.isEmpty else { return standard }
    let met = (workings.evidence?.columns ?? []).filter { column in privateColumns.contains { $0.matches(column) } }
    guard !met.isEmpty else { return standard }
    let texts =
      statements + workings.judgements.map(\.sql) + (workings.choices ?? []).map(\.sql)
      + (workings.trials ?? []).map(\.sql)
    let isNamed = met.contains { column in texts.contains { $0.names(column.column) } }
    return isNamed || texts.isEmpty ? .names : .brief
  }
}

extension AuditWorkings {
  /// Without what an extent does not allow; digests of prompts stay.
  func limited(to extent: ContentLimits.Extent) -> AuditWorkings {
    guard extent != .full else { return self }
    var limited = self
    limited.forgetTexts()
    guard extent == .names else { return limited }
    limited.forgetMentions()
    limited.judgements = judgements.map { judgement in
      var judgement = judgement
      judgement.sql = ""
      judgement.findings = judgement.findings.map {
        Finding(rule: $0.rule, layer: $0.layer, message: "", sqlState: $0.sqlState)
      }
      return judgement
    }
    return limited
  }
}

extension String {
  /// Whether a statement has this name as a word, quoted or not.
  fileprivate func names(_ column: String) -> Bool {
    let (text, name) = (lowercased(), column.lowercased())
    return text.contains("\"\(name)\"")
      || text.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "$" }.contains { $0 == name }
  }
}
