import Auditing
import Foundation
import Generation
import Interpretation
import Prompting
import Retrieval
import Reviewing
import SafeExecution
import Storage
import Vocabulary

/// The composition root: everything that a command works with, made from the settings in one place.
struct Composition: Sendable {
  private(set) var settings: Settings
  let database: Database
  let store: Store
  let log: AuditLog
  let reviews: ReviewDesk
  let models: ModelDesk
  private(set) var knowledge: Knowledge
  let principal: Principal
  /// The database's name in answers and in the audit log.
  let databaseName: String

  /// - Parameter needsModel: false for commands that ask no model: a missing one is no error then.
  init(_ settings: Settings, needsModel: Bool = true) async throws {
    self.settings = settings
    database = Database(
      connectionString: try settings.required(.databaseURL),
      introspectionString: settings.optional(.databaseIntrospectionURL), policy: Self.policy(settings),
      identities: try Identities.map(settings), cacheFolder: Places(settings).state + "/snapshots",
      valueBudget: settings.duration(.retrievalSampling), parts: Self.parts(settings),
      trust: .milliseconds(settings.whole(.databaseLookEvery)))
    let keeping = AuditSettings(settings)
    store = try await keeping.store()
    log = keeping.log(store)
    reviews = ReviewDesk(log: log, reader: AuditReader(store), rules: Self.rules(settings))
    models = try Self.models(settings, needsModel: needsModel)
    knowledge = Knowledge(
      pairs: reviews.pairs, glossary: settings.optional(.retrievalGlossary).map { Glossary(folder: $0) },
      maxExamples: settings.whole(.retrievalExamples), answersVerified: settings.isOn(.retrievalVerified))
    principal = Self.principal(settings)
    databaseName = settings.optional(.databaseName) ?? "default"
  }

  /// The same under other values of what can be changed while it is in use.
  func under(_ settings: Settings) -> Composition {
    var other = self
    other.settings = settings
    other.knowledge = knowledge.with(
      maxExamples: settings.whole(.retrievalExamples), answersVerified: settings.isOn(.retrievalVerified))
    return other
  }

  /// Refuses to work with a role that may do more than read, unless told so in so many words.
  func checkRole() async throws { try await Self.checkRole(of: database, settings) }

  /// The same for a database that is not the settings' own.
  static func checkRole(of database: Database, _ settings: Settings) async throws {
    guard !settings.isOn(.safetyUnsafeRole) else { return }
    let grave = try await database.inspectRole().filter { $0.severity == .danger }
    if let first = grave.first { throw UnsafeRole(message: first.message, count: grave.count) }
  }

  /// The database as the person who runs the program sees it.
  func view() async throws -> DatabaseView { try await database.view(for: principal) }

  /// - Parameter desk: other models than those of the settings.
  func interpreter(executes: Bool = true, asking desk: ModelDesk? = nil) -> Interpreter {
    Interpreter(
      database: database, models: desk ?? models, log: log, knowledge: knowledge,
      options: .init(
        resamples: settings.whole(.modelCandidates), executes: executes,
        askBelow: settings.amount(.answersAskBelow) / 100,
        refuseBelow: settings.amount(.answersRefuseBelow) / 100,
        trialCost: settings.amount(.answersTrialCost), grammar: Self.grammar(settings)))
  }

  static func grammar(_ settings: Settings) -> GrammarUse {
    GrammarUse(rawValue: settings.text(.modelGrammar)) ?? .repair
  }

  /// Somebody else's question, who came through a door.
  func question(_ text: String, of principal: Principal) -> Question {
    Question(text: text, database: databaseName, principal: principal)
  }

  func question(_ text: String) -> Question { Question(text: text, database: databaseName, principal: principal) }

  /// Works with a composition and closes it, whatever comes of it.
  static func with<Value>(
    _ common: CommonOptions, needsModel: Bool, _ body: (Composition) async throws -> Value
  ) async throws -> Value {
    let settings = try Reporting.usage { try common.settings() }
    return try await Reporting.work {
      let composition = try await Composition(settings, needsModel: needsModel)
      do {
        let value = try await body(composition)
        await composition.close()
        return value
      } catch {
        await composition.close()
        throw error
      }
    }
  }

  /// Ends sessions and the embedded model.
  func close() async {
    await database.close()
    await models.close()
  }

  /// The models at hand, under the settings.
  static func models(_ settings: Settings, needsModel: Bool = true) throws -> ModelDesk {
    ModelDesk(try source(settings, needsModel: needsModel)) { Terminal.note("dragoman: \($0)") }
  }

  /// A database that the settings do not name, or the one that they do without its identities.
  static func database(
    _ settings: Settings, url: String, introspectionURL: String? = nil, policy: ExecutionPolicy? = nil
  ) -> Database {
    Database(
      connectionString: url, introspectionString: introspectionURL, policy: policy ?? Self.policy(settings),
      cacheFolder: Places(settings).state + "/snapshots", valueBudget: settings.duration(.retrievalSampling),
      parts: parts(settings))
  }

  private static func parts(_ settings: Settings) -> RetrievalParts {
    RetrievalParts(
      links: settings.isOn(.retrievalLinks), values: settings.isOn(.retrievalValues),
      inferredJoins: settings.isOn(.retrievalInferredJoins))
  }

  static func principal(_ settings: Settings) -> Principal {
    Principal(settings.optional(.auditPerson) ?? NSUserName())
  }

  static func rules(_ settings: Settings) -> ReviewRules {
    ReviewRules(
      reviewers: Set(settings.list(.reviewPeople)), needsTwoPeople: settings.isOn(.reviewTwoPeople),
      allowsOwn: settings.isOn(.reviewOwn))
  }

  static func policy(_ settings: Settings) -> ExecutionPolicy {
    ExecutionPolicy(
      maxRows: settings.whole(.limitRows), maxBytes: settings.whole(.limitBytes),
      statementTimeout: Int(settings.amount(.limitTimeout) * 1000), maxCost: settings.amount(.limitCost),
      allowedFunctions: Set(settings.list(.safetyFunctions)), deniedRelations: Set(settings.list(.safetyDenied)))
  }

  private static func source(_ settings: Settings, needsModel: Bool) throws -> ModelDesk.Source {
    if let url = settings.optional(.modelURL) {
      let key: APIKey? =
        try settings.optional(.modelKeyFile).map { try APIKey.inFile($0) }
        ?? settings.optional(.modelKey).map { try APIKey.said($0, as: Setting.modelKey.rawValue) }
      let endpoint = ModelEndpoint(
        url: url, model: settings.optional(.modelName), key: key,
        grammarForm: GrammarForm.known[settings.text(.modelGrammarForm)], timeout: settings.duration(.modelTimeout))
      return .server(endpoint, try .named(settings.optional(.modelProfile) ?? "generic-chat-2"))
    }
    let places = Places(settings)
    let shelf =
      if let folder = settings.optional(.modelFolder) {
        ModelShelf([try ModelShelf.entry(folder: folder)])
      } else {
        try ModelShelf(folder: places.models)
      }
    if needsModel, shelf.entries.isEmpty { throw InterpretationError.noModel }
    let timeout = settings.duration(.modelTimeout)
    let form = GrammarForm.known[settings.text(.modelGrammarForm)]
    return .shelf(shelf) { entry in
      EmbeddedModel(
        .init(
          runtime: places.runtime, script: places.modelServer, model: entry.path, parallel: 4,
          context: entry.manifest.context, log: places.state + "/model-server.log", timeout: timeout,
          grammarForm: form))
    }
  }
}

/// The role of the settings may do more than read.
struct UnsafeRole: Breakage {
  let message: String
  let count: Int

  var code: String { "DC007" }
  var detail: String? { count > 1 ? "That is the first of \(count) such findings; `dragoman doctor` lists them." : nil }
  var hint: String? {
    "Use a role that may only read (`dragoman harden` prints how to make one), or say --set safety.allow-unsafe-role=yes."
  }
}
