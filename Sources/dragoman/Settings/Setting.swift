import Generation
import Interpretation

/// Every setting there is: the one table that drives reading, `dragoman config`, the docs and their test.
enum Setting: String, CaseIterable, Sendable {
  case databaseURL = "database.url"
  case databaseIntrospectionURL = "database.introspection-url"
  case databaseName = "database.name"
  case databaseLookEvery = "database.look-every"
  case modelURL = "model.url"
  case modelName = "model.name"
  case modelProfile = "model.profile"
  case modelFolder = "model.folder"
  case modelKeyFile = "model.key-file"
  case modelKey = "model.key"
  case modelTimeout = "model.timeout"
  case modelCandidates = "model.candidates"
  case modelGrammar = "model.grammar"
  case modelGrammarForm = "model.grammar-form"
  case modelsFolder = "models.folder"
  case modelsReports = "models.reports"
  case runtimeFolder = "runtime.folder"
  case runtimeServer = "runtime.server"
  case stateFolder = "state.folder"
  case trainingPython = "training.python"
  case trainingFolder = "training.folder"
  case retrievalLinks = "retrieval.links"
  case retrievalValues = "retrieval.values"
  case retrievalInferredJoins = "retrieval.inferred-joins"
  case retrievalExamples = "retrieval.examples"
  case retrievalVerified = "retrieval.verified"
  case retrievalGlossary = "retrieval.glossary"
  case retrievalSampling = "retrieval.sampling"
  case answersAskBelow = "answers.ask-below"
  case answersRefuseBelow = "answers.refuse-below"
  case answersTrialCost = "answers.trial-cost"
  case limitRows = "limits.rows"
  case limitBytes = "limits.bytes"
  case limitTimeout = "limits.timeout"
  case limitCost = "limits.cost"
  case safetyUnsafeRole = "safety.allow-unsafe-role"
  case safetyFunctions = "safety.allow-functions"
  case safetyDenied = "safety.deny-relations"
  case identityRoles = "identity.roles"
  case identitySettings = "identity.settings"
  case servePort = "serve.port"
  case serveHost = "serve.host"
  case serveAccess = "serve.access"
  case serveJWKS = "serve.jwks"
  case serveTokenIssuer = "serve.token-issuer"
  case serveTokenAudience = "serve.token-audience"
  case serveTokenPrincipal = "serve.token-principal"
  case serveTokenScope = "serve.token-scope"
  case serveBehindTLS = "serve.behind-tls"
  case serveHosts = "serve.hosts"
  case serveRunSQL = "serve.run-sql"
  case serveConcurrency = "serve.concurrency"
  case serveQueue = "serve.queue"
  case servePatience = "serve.patience"
  case serveGrace = "serve.grace"
  case serveRate = "serve.rate"
  case servePerCaller = "serve.per-caller"
  case serveLogRequests = "serve.log-requests"
  case logForm = "log.form"
  case tracingEndpoint = "tracing.endpoint"
  case auditPerson = "audit.person"
  case auditURL = "audit.url"
  case auditKeyFile = "audit.key-file"
  case auditCheckpointEvery = "audit.checkpoint-every"
  case auditContent = "audit.content"
  case auditPrivateColumns = "audit.private-columns"
  case auditRetention = "audit.retention"
  case reviewPeople = "review.people"
  case reviewTwoPeople = "review.two-people"
  case reviewOwn = "review.own"
  case reviewMostPerAsker = "review.most-per-asker"
  case replShell = "repl.shell"
  case replRoles = "repl.roles"
  case replDatabases = "repl.databases"

  /// What the value may be.
  enum Kind: Equatable {
    case text
    case path
    case whole(ClosedRange<Int>)
    /// One of these words.
    case choice([String])
    case seconds
    case amount
    case yesNo
    /// Names separated by commas.
    case list
    /// How much entries keep, for all databases or for named ones.
    case extents
    /// Days, for all databases or for named ones.
    case days
  }

  var kind: Kind {
    switch self {
    case .databaseURL, .databaseIntrospectionURL, .databaseName, .modelURL, .modelName, .modelProfile, .modelKey,
      .serveHost, .auditPerson, .auditURL, .serveJWKS, .serveTokenIssuer, .serveTokenAudience, .serveTokenPrincipal,
      .serveTokenScope, .tracingEndpoint:
      .text
    case .logForm: .choice(["text", "json"])
    case .modelGrammar: .choice(GrammarUse.allCases.map(\.rawValue))
    case .modelGrammarForm: .choice(["auto"] + GrammarForm.known.keys.sorted())
    case .modelFolder, .modelsFolder, .modelsReports, .modelKeyFile, .runtimeFolder, .runtimeServer, .stateFolder,
      .auditKeyFile,
      .trainingPython, .trainingFolder, .retrievalGlossary:
      .path
    case .modelTimeout, .limitTimeout, .servePatience, .serveGrace: .seconds
    case .databaseLookEvery: .whole(0...60_000)
    case .modelCandidates: .whole(0...16)
    case .retrievalExamples: .whole(0...8)
    case .answersTrialCost: .whole(0...1_000_000_000)
    case .answersAskBelow, .answersRefuseBelow: .whole(0...100)
    case .retrievalSampling: .whole(0...600)
    case .limitRows: .whole(1...1_000_000)
    case .limitBytes: .whole(1_000...1_000_000_000)
    case .limitCost: .amount
    case .safetyUnsafeRole, .reviewTwoPeople, .reviewOwn, .retrievalVerified, .retrievalLinks, .retrievalValues,
      .retrievalInferredJoins,
      .serveBehindTLS, .serveRunSQL,
      .serveLogRequests, .replShell, .replRoles, .replDatabases:
      .yesNo
    case .safetyFunctions, .safetyDenied, .reviewPeople, .identityRoles, .identitySettings, .auditPrivateColumns,
      .serveHosts, .serveAccess:
      .list
    case .serveConcurrency: .whole(1...256)
    case .serveQueue: .whole(0...10_000)
    case .serveRate, .servePerCaller: .whole(0...1_000_000)
    case .reviewMostPerAsker: .whole(1...1_000_000)
    case .servePort: .whole(0...65_535)
    case .auditCheckpointEvery: .whole(0...1_000_000)
    case .auditContent: .extents
    case .auditRetention: .days
    }
  }

  /// The value when nobody says anything; empty means none.
  var standard: String {
    switch self {
    case .databaseLookEvery: "250"
    case .modelTimeout: "30"
    case .modelCandidates: "12"
    case .modelGrammar: "repair"
    case .modelGrammarForm: "auto"
    case .retrievalExamples: "3"
    case .answersAskBelow: "0"
    case .answersRefuseBelow: "20"
    case .answersTrialCost: "20000"
    case .retrievalSampling: "1"
    case .limitRows: "1000"
    case .limitBytes: "8388608"
    case .limitTimeout: "10"
    case .limitCost: "10000000"
    case .safetyUnsafeRole, .reviewTwoPeople, .replShell, .replRoles, .replDatabases: "no"
    case .reviewOwn, .retrievalVerified, .retrievalLinks, .retrievalValues, .retrievalInferredJoins: "yes"
    case .reviewMostPerAsker: "200"
    case .servePort: "8187"
    case .serveTokenPrincipal: "sub"
    case .serveTokenScope: "scope"
    case .serveBehindTLS, .serveLogRequests: "no"
    case .serveRunSQL: "yes"
    case .serveConcurrency: "8"
    case .serveQueue: "32"
    case .servePatience: "10"
    case .serveGrace: "30"
    case .serveRate, .servePerCaller: "0"
    case .serveHost: "127.0.0.1"
    case .logForm: "text"
    case .auditCheckpointEvery: "1000"
    case .auditContent: "full"
    default: ""
    }
  }

  /// One line of help.
  var summary: String {
    switch self {
    case .databaseURL: "libpq connection string of the read-only role that runs queries"
    case .databaseIntrospectionURL: "connection string of the role that reads the catalog; the same role when empty"
    case .databaseName: "the database's name in answers and in the audit log; its own name when empty"
    case .databaseLookEvery:
      "milliseconds from one look for changes of the catalog to the next; 0 looks for each question"
    case .modelURL: "an OpenAI-compatible server, e.g. http://127.0.0.1:8080/v1; the embedded model when empty"
    case .modelName: "the model's name at that server; the first it lists when empty"
    case .modelProfile: "prompt profile (see prompts/); by the model's manifest, or generic-chat-2, when empty"
    case .modelFolder: "folder of an embedded model; chosen by the database's schema when empty"
    case .modelKeyFile: "file that holds the model server's API key"
    case .modelKey: "the model server's API key; prefer the file"
    case .modelTimeout: "seconds until a model's answer is given up"
    case .modelCandidates:
      "answers to draw beside the first where that leaves doubt and the model cannot read findings; 0 for none"
    case .modelGrammar:
      "when answers are written under a grammar of what exists: off, repair (after one that failed) or always"
    case .modelGrammarForm: "how the model server is told a grammar; by the kind of server when auto"
    case .modelsFolder: "folder of embedded models; models/ beside the program or its package when empty"
    case .modelsReports:
      "folder of reports, of which the Models page shows the one of its database; reports in models.folder when empty"
    case .runtimeFolder: "virtual environment that holds the model runtime; .state/runtime of the package when empty"
    case .runtimeServer: "the model-server program; scripts/model-server of the package when empty"
    case .stateFolder: "where the audit log and the snapshots are kept; ~/.local/state/dragoman when empty"
    case .trainingPython: "Python with training/requirements.txt installed; an environment is made when empty"
    case .trainingFolder: "the training scripts; training/ of the package when empty"
    case .retrievalLinks:
      "whether the question's words find relations and columns; no only to measure what that is worth"
    case .retrievalValues:
      "whether stored values that the question says are found; no only to measure what that is worth"
    case .retrievalInferredJoins:
      "whether relations are joined where no key is declared but names, types and values agree"
    case .retrievalExamples: "approved pairs that a prompt shows, where the model's profile takes examples"
    case .retrievalVerified: "whether a question that matches an approved pair is answered from it"
    case .retrievalGlossary: "folder of Markdown files that say what the business's terms mean; none when empty"
    case .retrievalSampling: "seconds that values of columns may be read for before a first question; 0 reads none"
    case .answersAskBelow: "confidence in percent below which the asker is asked back instead of answered; 0 for never"
    case .answersRefuseBelow:
      "probability in percent that the database can answer at all below which a question is refused; 0 for never"
    case .answersTrialCost:
      "the planner's cost up to which candidates that differ are run to compare what they find; 0 runs none"
    case .limitRows: "rows an answer may have; more are cut and said so"
    case .limitBytes: "bytes an answer may have"
    case .limitTimeout: "seconds a query may run"
    case .limitCost: "the planner's cost above which a query is refused unrun"
    case .safetyUnsafeRole: "work even though the database role may do more than read"
    case .safetyFunctions: "functions of extensions that queries may call, by name"
    case .safetyDenied: "relations that nobody may read through Dragoman, as schema.name"
    case .identityRoles: "whom a principal's statements run as: principal=role, * for everybody else"
    case .identitySettings:
      "settings that row security reads, set for a principal: principal:name=value, * for everybody"
    case .servePort: "port of `dragoman serve`; 0 takes a free one"
    case .serveHost: "address of `dragoman serve`; any but loopback takes serve.access and serve.behind-tls"
    case .serveAccess: "what callers prove who they are by: keys, tokens; nobody is asked when empty"
    case .serveJWKS: "file or https URL of the JSON Web Key Set that tokens are verified by"
    case .serveTokenIssuer: "what a token's iss must be"
    case .serveTokenAudience: "what a token's aud must hold"
    case .serveTokenPrincipal: "the claim of a token that names its principal"
    case .serveTokenScope: "the claim of a token that lists its scopes; a token without any may ask"
    case .serveBehindTLS: "whether a proxy ends TLS before the service, so that keys are not sent in the clear"
    case .serveHosts: "names that requests may be for besides this machine's"
    case .serveRunSQL: "whether callers may run SQL of their own, through the same gate"
    case .serveConcurrency: "questions that are worked on at the same time"
    case .serveQueue: "questions that may wait for their turn; further ones get 503"
    case .servePatience: "seconds that a question waits for its turn"
    case .serveGrace: "seconds that questions under way have when the service is told to stop"
    case .serveRate: "questions a minute of one caller; 0 for no limit"
    case .servePerCaller: "questions of one caller at the same time; 0 for no limit"
    case .serveLogRequests: "whether each request has a line in the log"
    case .logForm: "how `dragoman serve` writes to standard error: text, or json, one object a line"
    case .tracingEndpoint:
      "where spans go, as OTLP/HTTP JSON, e.g. http://127.0.0.1:4318/v1/traces; none are made when empty"
    case .auditPerson: "who asks, in the audit log; the operating system's user when empty"
    case .auditURL: "connection string of a PostgreSQL database that keeps the audit log; a SQLite file when empty"
    case .auditKeyFile: "file of the key that signs checkpoints; audit-key.pem in state.folder when empty"
    case .auditCheckpointEvery: "entries from one signed checkpoint to the next; 0 for none"
    case .auditContent: "what entries keep: full, brief or names; hr=names for one database"
    case .auditPrivateColumns: "columns whose values entries must not keep, e.g. *.email"
    case .auditRetention: "days until `dragoman audit redact --retention` redacts; hr=30 for one database"
    case .reviewPeople: "who may approve, correct and reject, by name; everyone when empty"
    case .reviewTwoPeople: "whether two people must stand for a statement before it counts as approved"
    case .reviewOwn: "whether one may approve alone what one asked oneself"
    case .replShell: "whether whoever types into `dragoman repl` may run programs: \\!, \\o |, \\copy … to program"
    case .replRoles: "whether \\du may list the server's roles"
    case .replDatabases: "whether \\l may list the server's databases"
    case .reviewMostPerAsker: "approved pairs of one asker that may go into training"
    }
  }

  /// Whether `dragoman config` hides the value.
  var isSecret: Bool { self == .modelKey || self == .auditURL }

  /// Whether a service that gets SIGHUP takes over another value.
  var isReloadable: Bool {
    switch self {
    case .modelCandidates, .modelGrammar, .retrievalExamples, .retrievalVerified, .answersAskBelow,
      .answersRefuseBelow, .answersTrialCost, .serveHosts, .serveRunSQL,
      .serveConcurrency, .serveQueue, .servePatience, .serveRate, .servePerCaller, .serveLogRequests:
      true
    default: false
    }
  }

  /// `database.url` is `DRAGOMAN_DATABASE_URL`.
  var environmentName: String {
    "DRAGOMAN_" + rawValue.uppercased().replacing(".", with: "_").replacing("-", with: "_")
  }
}
