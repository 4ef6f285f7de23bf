/// A question as a person would type it, and what the model should answer.
package struct SyntheticPair: Hashable, Sendable {
  package var question: String
  package var sql: TemplateSQL
  /// The shape's stable name, e.g. `group.count`.
  package var shape: String

  package init(question: String, sql: TemplateSQL, shape: String) {
    self.question = question
    self.sql = sql
    self.shape = shape
  }
}
