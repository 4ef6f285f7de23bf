internal import Retrieval
package import SafeExecution
internal import Tagging
package import Vocabulary

/// A snapshot and everything that is made from it.
package struct DatabaseView: Sendable {
  package let snapshot: SchemaSnapshot
  let retriever: Retriever
  let reader: AnswerReader
  let session: ExecutionSession
  private let validator: Validator
  private let executor: Executor

  init(snapshot: SchemaSnapshot, session: ExecutionSession, policy: ExecutionPolicy) {
    self.snapshot = snapshot
    self.session = session
    retriever = Retriever(snapshot)
    reader = AnswerReader(writer: TagWriter(snapshot))
    validator = Validator(snapshot: snapshot, policy: policy)
    executor = Executor(session: session)
  }

  /// What the words of a question find.
  package func evidence(for question: String) -> Evidence { retriever.evidence(for: question) }

  /// Judges a statement; `dryRun` asks the planner too.
  package func judge(_ sql: String, dryRun: Bool = true) async throws -> Verdict {
    try await validator.judge(sql, session: dryRun ? session : nil)
  }

  /// Judges bytes of which nothing is known.
  package func judge(bytes: [UInt8], dryRun: Bool) async throws -> Verdict {
    try await validator.judge(bytes: bytes, session: dryRun ? session : nil)
  }

  /// Runs what was accepted, within the limits.
  package func run(_ query: ValidatedQuery) async throws -> ResultTable { try await executor.run(query) }
}
