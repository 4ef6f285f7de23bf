import ArgumentParser
import Auditing
import Vocabulary

/// Which questions of the log a command is about.
struct AuditFilterOptions: ParsableArguments {
  @Option(help: "Asked at or after: 2026-11-24, 2026-11-24T10:30, 90m, 24h, 7d, 4w.") var since: PastMoment?
  @Option(help: "Asked before.") var until: PastMoment?
  @Option(help: "Who asked.") var who: String?
  @Option(help: "answered, declined, failed or unfinished.") var outcome: AuditRecord.Outcome?
  @Option(help: "Words, or beginnings of words, of the question or the SQL.") var words: String?
  @Option(help: ArgumentHelp("A table that the statement reads.", valueName: "[schema.]name")) var table: String?
  @Option(help: ArgumentHelp("The model that wrote the answer.", valueName: "name")) var byModel: String?
  @Option(help: ArgumentHelp("The planner's cost is at least this.", valueName: "units")) var costFrom: Double?
  @Option(help: ArgumentHelp("The planner's cost is at most this.", valueName: "units")) var costTo: Double?
  @Option(help: "approved, corrected or rejected: the latest review.") var review: AuditEntry.Reviewed.Verdict?

  func filter(limit: Int, words: String? = nil) -> AuditFilter {
    var filter = AuditFilter(
      since: since?.moment, until: until?.moment, principal: who.map { Principal($0) }, outcome: outcome,
      words: [self.words, words].compactMap { $0 }.joined(separator: " "), relation: table, model: byModel,
      review: review, limit: limit)
    if costFrom != nil || costTo != nil {
      let low = costFrom ?? -.infinity
      filter.cost = low...max(low, costTo ?? .infinity)
    }
    return filter
  }
}
