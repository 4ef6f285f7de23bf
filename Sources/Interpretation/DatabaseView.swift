internal import Retrieval
package import SafeExecution
internal import Tagging
package import Vocabulary

/// A snapshot and everything that is made from it.
package struct DatabaseView: Sendable {
  package let snapshot: SchemaSnapshot
  let retriever: Retriever
  let reader: AnswerReader
  /// The snapshot as it was read, before values were added to it.
  private let original: SchemaSnapshot
  private let session: ExecutionSession
  private let validator: Validator
  private let executor: Executor
  private let madeAt = ContinuousClock.now
  /// What people taught, as this view may know it.
  let memory = ViewMemory()
  /// What of other people's pairs this view may know.
  let disclosure: Disclosure
  private let isOwn: @Sendable (Principal) -> Bool

  /// How old values may become that were read with the identity's own eyes.
  private static let valuesLifetime = Duration.seconds(3600)

  init(
    snapshot: SchemaSnapshot, original: SchemaSnapshot, session: ExecutionSession, validator: Validator,
    isOwn: @escaping @Sendable (Principal) -> Bool
  ) {
    self.isOwn = isOwn
    self.snapshot = snapshot
    self.original = original
    self.session = session
    self.validator = validator
    retriever = Retriever(snapshot)
    disclosure = Disclosure(snapshot, reader: retriever.mentionReader)
    reader = AnswerReader(writer: TagWriter(snapshot))
    executor = Executor(session: session)
  }

  /// The view of a snapshot, with the values that row security lets this identity see.
  ///
  /// - Parameter isOwn: whether a principal is the same to the database, so that they see the same.
  static func make(
    of snapshot: SchemaSnapshot, session: ExecutionSession, policy: ExecutionPolicy,
    isOwn: @escaping @Sendable (Principal) -> Bool
  ) async throws -> DatabaseView {
    let validator = Validator(snapshot: snapshot, policy: policy)
    let sampled = await SampledValues(validator: validator, executor: Executor(session: session)).added(to: snapshot)
    return DatabaseView(snapshot: sampled, original: snapshot, session: session, validator: validator, isOwn: isOwn)
  }

  func isStill(_ snapshot: SchemaSnapshot) -> Bool {
    guard original == snapshot else { return false }
    return self.snapshot == original || ContinuousClock.now - madeAt < Self.valuesLifetime
  }

  /// Whether a principal sees what this view sees.
  func isAlike(_ principal: Principal) -> Bool { isOwn(principal) }

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
