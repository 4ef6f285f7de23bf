internal import Prompting
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
  let validator: Validator
  let executor: Executor
  /// The functions that a query may call.
  package let functions: [String]
  private let madeAt = ContinuousClock.now
  private let lifetime: Duration
  /// What people taught, as this view may know it.
  let memory = ViewMemory()
  /// Prompts that were built for it.
  let prompts = PromptMemory()
  /// What of other people's pairs this view may know.
  let disclosure: Disclosure
  private let isOwn: @Sendable (Principal) -> Bool

  init(
    snapshot: SchemaSnapshot, original: SchemaSnapshot, session: ExecutionSession, validator: Validator,
    sampled: [ColumnName: ColumnValues], parts: RetrievalParts, isOwn: @escaping @Sendable (Principal) -> Bool
  ) {
    self.isOwn = isOwn
    self.snapshot = snapshot
    self.original = original
    lifetime = snapshot == original ? ValueSampler.lifetime : ValueSampler.ownLifetime
    self.session = session
    self.validator = validator
    functions = validator.callableFunctions
    retriever = Retriever(snapshot, sampled: sampled, parts: parts)
    disclosure = Disclosure(snapshot, sampled: sampled, reader: retriever.mentionReader)
    reader = AnswerReader(writer: TagWriter(snapshot))
    executor = Executor(session: session)
  }

  /// The view of a snapshot, with the values that row security lets this identity see.
  ///
  /// - Parameters:
  ///   - valueBudget: how long reading values may take.
  ///   - valueFile: where they outlive the process.
  ///   - parts: of retrieval that take part.
  ///   - isOwn: whether a principal is the same to the database, so that they see the same.
  static func make(
    of snapshot: SchemaSnapshot, session: ExecutionSession, policy: ExecutionPolicy,
    valueBudget: Duration, valueFile: String?, parts: RetrievalParts, isOwn: @escaping @Sendable (Principal) -> Bool
  ) async throws -> DatabaseView {
    var joined = snapshot
    if !parts.inferredJoins { joined.foreignKeys.removeAll { $0.origin == .inferred } }
    let validator = Validator(snapshot: snapshot, policy: policy)
    let executor = Executor(session: session)
    let sampler = ValueSampler(validator: validator, executor: executor, budget: valueBudget, file: valueFile)
    let values = parts.values ? await sampler.values(of: joined) : [:]
    return DatabaseView(
      snapshot: ValueSampler.shown(values, in: joined), original: snapshot, session: session, validator: validator,
      sampled: values, parts: parts, isOwn: isOwn)
  }

  func isStill(_ snapshot: SchemaSnapshot) -> Bool {
    original == snapshot && ContinuousClock.now - madeAt < lifetime
  }

  /// Whether a principal sees what this view sees.
  func isAlike(_ principal: Principal) -> Bool { isOwn(principal) }

  /// What the words of a question find.
  package func evidence(for question: String) -> Evidence { retriever.evidence(for: question) }

  /// What a statement that found no row spells otherwise than the data, as far as its values are known.
  func misspellings(in judgement: Judgement) -> [Misspelling] {
    retriever.misspellings(in: judgement.sql, reading: judgement.relations)
  }

  /// Judges a statement; `dryRun` asks the planner too.
  package func judge(_ sql: String, dryRun: Bool = true) async throws -> Verdict {
    try await validator.judge(sql, session: dryRun ? session : nil)
  }

  /// Judges bytes of which nothing is known.
  package func judge(bytes: [UInt8], dryRun: Bool) async throws -> Verdict {
    try await validator.judge(bytes: bytes, session: dryRun ? session : nil)
  }

  /// Runs what was accepted, within the limits.
  package func run(_ query: ValidatedQuery, limits: Executor.Limits? = nil) async throws -> ResultTable {
    try await executor.run(query, limits: limits)
  }
}
