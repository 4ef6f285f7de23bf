package import Interpretation
package import Reviewing
package import Vocabulary

extension ReplSession {
  /// What a session works with.
  package struct Parts: Sendable {
    package var interpreter: Interpreter
    package var database: Database
    package var reviews: ReviewDesk
    /// The database's name in the prompt.
    package var name: String
    /// A text as a question of whoever sits here to the database.
    package var question: @Sendable (String) -> Question
    /// The same with another database of the server, or anew with this one.
    package var connect: (@Sendable (String?) async throws -> Parts)?
    /// An interpreter that asks another model of the shelf.
    package var answering: (@Sendable (_ model: String) async throws -> Interpreter)?
    /// Runs another command of the program in the foreground, with the same settings; its exit status.
    package var program: (@Sendable ([String]) async -> Int32)?

    package init(
      interpreter: Interpreter, database: Database, reviews: ReviewDesk, name: String,
      question: @escaping @Sendable (String) -> Question
    ) {
      self.interpreter = interpreter
      self.database = database
      self.reviews = reviews
      self.name = name
      self.question = question
    }
  }
}
