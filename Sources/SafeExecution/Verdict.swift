package import Vocabulary

/// What the validator says about one text: the judgement as data, and the right to run it if it was accepted.
package struct Verdict: Sendable {
  package let judgement: Judgement
  /// Present exactly when the judgement holds no findings.
  package let query: ValidatedQuery?
  /// What the server said, word for word, when it refused: for the audit log alone.
  package let complaint: ServerComplaint?

  init(judgement: Judgement, query: ValidatedQuery?, complaint: ServerComplaint? = nil) {
    self.judgement = judgement
    self.query = query
    self.complaint = complaint
  }
}

/// A statement that passed the validator. Nothing outside this module can make one, and the executor takes nothing else.
package struct ValidatedQuery: Sendable, Hashable {
  package let sql: String
  /// The relations that it reads.
  package let relations: [RelationName]
  /// What its plan may read.
  let reach: PlanReach

  init(sql: String, relations: [RelationName], reach: PlanReach) {
    self.sql = sql
    self.relations = relations
    self.reach = reach
  }
}
