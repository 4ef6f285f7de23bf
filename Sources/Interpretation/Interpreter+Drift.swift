import SafeExecution
import Vocabulary

/// The server knows a statement's relation or column no longer, and the schema, read anew, is another one indeed.
struct SchemaDrifted: Error {
  let view: DatabaseView
}

extension Interpreter {
  /// Goes the path of a question with the database as it is now; once more, from the start, where the server shows on the
  /// way that the schema has changed meanwhile. Never a third time.
  func look(
    for question: Question, _ account: inout Account,
    _ path: (DatabaseView, inout Account) async throws -> Outcome
  ) async throws -> Outcome {
    let view = try await account.clock.time(.introspection) { try await database.view(for: question.principal) }
    do {
      return try await path(view, &account)
    } catch let drifted as SchemaDrifted {
      account.startOver()
      return try await path(drifted.view, &account)
    }
  }

  /// Looks at the schema again where the server says that a name of the statement does not exist.
  ///
  /// - Throws: `SchemaDrifted` when the schema is another one; nothing when it is the same, or when this question has
  ///   looked again before.
  func lookAgain(
    after complaint: ServerComplaint?, for question: Question, _ view: DatabaseView, _ account: inout Account
  ) async throws {
    guard let complaint, complaint.namesNothing, !account.hasLookedAgain else { return }
    account.hasLookedAgain = true
    let fresh = try await account.clock.time(.introspection) {
      try await database.view(for: question.principal, readAnew: true)
    }
    guard fresh.snapshot.fingerprint != view.snapshot.fingerprint else { return }
    account.workings.drift = .init(sqlState: complaint.sqlState, before: view.snapshot.fingerprint)
    throw SchemaDrifted(view: fresh)
  }
}

extension ServerComplaint {
  /// Whether the server misses a relation or a column.
  fileprivate var namesNothing: Bool { ["42P01", "42703"].contains(sqlState) }
}
