import Auditing
import Digests
import Evaluation
import Foundation
import Interpretation
import SafeExecution
import Vocabulary

/// One model over one suite: opens the databases, goes on where an earlier run was killed, and reports.
struct SuiteRun {
  /// Where the databases of a suite are, and how it is asked.
  struct Plan {
    var suitePath: String
    /// A connection string with `{db}`; the settings' database where the suite is of one.
    var urlTemplate: String?
    /// The same for the databases' second content.
    var secondTemplate: String?
    var columns: Suite.Columns?
    var parallel = 1
    var hints = false
    /// Only the first so many questions.
    var limit: Int?
  }

  let plan: Plan
  let settings: Settings
  let suite: Suite
  let models: ModelDesk
  private let log: AuditLog
  private let digest: String

  init(_ plan: Plan, _ settings: Settings) async throws {
    self.plan = plan
    self.settings = settings
    var suite = try Suite(contentsOf: plan.suitePath)
    if let limit = plan.limit { suite.items = Array(suite.items.prefix(limit)) }
    if let columns = plan.columns { suite.columns = columns }
    guard !suite.hasDatabases || plan.urlTemplate != nil || suite.groups.count == 1 else {
      throw EvaluationError.noTemplate
    }
    self.suite = suite
    digest = try Self.digest(suite)
    let keeping = AuditSettings(settings)
    log = keeping.log(try await keeping.store())
    models = try Composition.models(settings)
  }

  /// Asks what was not asked yet; `onResult` is told each result with how many there are.
  func run(
    unfinished path: String? = nil, onResult: (ItemResult, Int) -> Void = { _, _ in }
  ) async throws -> [ItemResult] {
    let file = try file(path ?? Places(settings).state + "/evaluations/\(identity.prefix(16)).jsonl")
    let results = try await run(into: file, onResult: onResult)
    file.remove()
    return results
  }

  /// Writes what the model draws for each question, and what became of it, a line each.
  func candidates(into sink: TextSink, onTrial: (Int) -> Void) async throws {
    let evaluator = Evaluator(options: .init(hints: plan.hints)) { db in try await arena(db) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    var done = 0
    try await evaluator.trials(of: suite, count: settings.whole(.modelCandidates)) { trial in
      try sink.write(String(decoding: try encoder.encode(trial), as: UTF8.self) + "\n")
      done += 1
      onTrial(done)
    }
    try sink.finish()
  }

  /// Where the results of this very run are kept while it lasts.
  func file(_ path: String) throws -> RunFile { try RunFile(path, identity: identity) }

  /// The same, into a file that stays.
  func run(into file: RunFile, onResult: (ItemResult, Int) -> Void) async throws -> [ItemResult] {
    if !file.known.isEmpty {
      Terminal.note("\(file.known.count) of \(suite.items.count) questions were asked by an earlier run: going on")
    }
    let evaluator = Evaluator(options: .init(parallel: plan.parallel, hints: plan.hints)) { db in try await arena(db) }
    var done = file.known.count
    return try await evaluator.run(suite, known: file.known) { result in
      try file.append(result)
      done += 1
      onResult(result, done)
    }
  }

  /// The model's folder, when it is one of ours.
  func modelFolder() async throws -> String? { try await models.model(for: try await snapshot()).folder }

  /// The schema of the suite's first database.
  func snapshot() async throws -> SchemaSnapshot {
    let db = suite.groups.first?.db
    let database = Composition.database(
      settings, url: try url(db, plan.urlTemplate), introspectionURL: introspectionURL(db, plan.urlTemplate))
    let snapshot = try await database.view(for: Arena.principal).snapshot
    await database.close()
    return snapshot
  }

  func close() async { await models.close() }

  /// What was typed, as one types it.
  static var commandLine: String {
    (["dragoman"] + CommandLine.arguments.dropFirst().map(shellWord)).joined(separator: " ")
  }

  func circumstances() -> Report.Circumstances {
    Report.Circumstances(
      suite: (plan.suitePath as NSString).standardizingPath.split(separator: "/").suffix(2).joined(separator: "/"),
      suiteDigest: digest, columns: suite.columns,
      command: Self.commandLine,
      measuredAt: Date().formatted(.iso8601), program: "dragoman \(Dragoman.version)", machine: Machine.description,
      parallel: plan.parallel)
  }

  /// Hex SHA-256 of a suite's items.
  static func digest(_ suite: Suite) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Digest.sha256(try encoder.encode(suite.items))
  }

  // MARK: Databases

  private func arena(_ db: String?) async throws -> Arena {
    func place(_ template: String?) async throws -> Arena.Place {
      let url = try url(db, template)
      let database = Composition.database(
        settings, url: url, introspectionURL: introspectionURL(db, template), policy: policy)
      do {
        try await Composition.checkRole(of: database, settings)
      } catch {
        await database.close()
        throw error
      }
      return Arena.Place(database, url: url)
    }
    let first = try await place(plan.urlTemplate)
    let interpreter = Interpreter(
      database: first.database, models: models, log: log,
      options: .init(
        resamples: settings.whole(.modelCandidates), askBelow: settings.amount(.answersAskBelow) / 100,
        refuseBelow: settings.amount(.answersRefuseBelow) / 100,
        trialCost: settings.amount(.answersTrialCost), grammar: Composition.grammar(settings)))
    var second: Arena.Place?
    if let template = plan.secondTemplate { second = try await place(template) }
    return try await Arena.open(
      first, second: second, name: db ?? settings.optional(.databaseName) ?? "default", interpreter: interpreter)
  }

  private func url(_ db: String?, _ template: String?) throws -> String {
    guard let template else { return try settings.required(.databaseURL) }
    return template.replacing("{db}", with: db ?? "")
  }

  /// The settings' role that reads the catalog, where it is of the same database.
  private func introspectionURL(_ db: String?, _ template: String?) -> String? {
    guard let url = settings.optional(.databaseIntrospectionURL), template == nil || url.contains("{db}") else {
      return nil
    }
    return url.replacing("{db}", with: db ?? "")
  }

  /// The user's limits, but no answer is cut short: a cut one could not be compared.
  private var policy: ExecutionPolicy {
    var policy = Composition.policy(settings)
    policy.maxRows = max(policy.maxRows, 200_000)
    policy.maxBytes = max(policy.maxBytes, 256 << 20)
    return policy
  }

  /// The same only for a run that would measure the same thing.
  private var identity: String {
    var parts = [
      digest, Machine.program, suite.columns.rawValue, String(plan.hints), plan.urlTemplate ?? "",
      plan.secondTemplate ?? "",
    ]
    for setting in Setting.allCases
    where ["model", "retrieval.", "answers."].contains(where: setting.rawValue.hasPrefix) || setting == .databaseURL {
      parts.append(setting.isSecret ? "" : settings.text(setting))
    }
    let folders = settings.optional(.modelFolder).map { [try? ModelShelf.entry(folder: $0)] } ?? []
    let entries = folders.compactMap { $0 } + ((try? ModelShelf(folder: Places(settings).models).entries) ?? [])
    parts += entries.map { $0.manifest.name + $0.manifest.sha256 }
    return Digest.sha256(Data(parts.joined(separator: "\u{1F}").utf8))
  }

  private static func shellWord(_ word: String) -> String {
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,".contains($0) }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
