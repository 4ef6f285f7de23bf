package import Access
package import Auditing
package import Interpretation
package import Reviewing
package import Storage
package import Vocabulary

extension HTTPDoor {
  /// What the routes work with.
  package struct Parts: Sendable {
    /// Answers and runs.
    package var interpreter: Interpreter
    /// The same without running what was accepted.
    package var planner: Interpreter
    package var database: Database
    package var models: ModelDesk
    package var reviews: ReviewDesk
    package var log: AuditLog
    /// A text as somebody's question to the database.
    package var question: @Sendable (String, Principal) -> Question
    /// Whoever comes where nobody is asked for proof.
    package var local: Principal
    /// Keys that are taken for proof; `nil` when none are.
    package var keys: KeyRing?
    /// What tokens are verified by; `nil` when none are taken.
    package var tokens: TokenVerifier?
    /// Changes which model answers; `nil` where the model is somebody else's server.
    package var promotions: Promotions?
    /// What a verification of the audit log is held against.
    package var witness = AuditReader.Witness()
    /// What the log is in, and sessions of browsers.
    package var store: Store
    /// Columns whose values are not shown with the schema.
    package var privateColumns: [ColumnPattern] = []
    /// Where reports lie that compare RAG and fine-tuning; `nil` for nowhere.
    package var reportsFolder: String?
    /// Whether callers may run SQL of their own.
    package var runsSQL = true
    /// Relations that nobody may read through this service, for people to know.
    package var deniedRelations: [String] = []
    /// The program's version.
    package var version = ""

    package init(
      interpreter: Interpreter, planner: Interpreter, database: Database, models: ModelDesk, reviews: ReviewDesk,
      log: AuditLog, store: Store, local: Principal, question: @escaping @Sendable (String, Principal) -> Question
    ) {
      self.interpreter = interpreter
      self.planner = planner
      self.database = database
      self.models = models
      self.reviews = reviews
      self.log = log
      self.store = store
      self.local = local
      self.question = question
    }

    var asksForProof: Bool { keys != nil || tokens != nil }

    /// A schema as it may be shown.
    func shown(_ snapshot: SchemaSnapshot) -> SchemaSnapshot { snapshot.hidingValues(of: privateColumns) }
  }

  /// Changes which model answers.
  package struct Promotions: Sendable {
    /// What came of it.
    package struct Decision: Sendable {
      package var isDone: Bool
      package var sentence: String

      package init(isDone: Bool, sentence: String) {
        self.isDone = isDone
        self.sentence = sentence
      }
    }

    /// Promotes the model of a name, even one that is worse when the flag says so.
    package var promote: @Sendable (String, Bool, Principal) async throws -> Decision
    package var rollBack: @Sendable (Principal) async throws -> Decision

    package init(
      promote: @escaping @Sendable (String, Bool, Principal) async throws -> Decision,
      rollBack: @escaping @Sendable (Principal) async throws -> Decision
    ) {
      self.promote = promote
      self.rollBack = rollBack
    }
  }

  /// Where it listens and how much it takes on.
  package struct Options: Sendable {
    /// A loopback address, unless proof is asked for.
    package var host = "127.0.0.1"
    /// 0 takes a free one.
    package var port = 8187
    /// Questions that are worked on at the same time.
    package var concurrency = 8
    /// Questions that may wait for their turn; further ones are turned away.
    package var queue = 32
    /// How long a question waits for its turn.
    package var patience = Duration.seconds(10)
    /// How long questions under way may go on once the service is told to stop.
    package var grace = Duration.seconds(30)
    /// How long a request's body may take to come.
    package var bodyPatience = Duration.seconds(30)
    /// What each caller gets of it.
    package var allowance = AllowanceLimits()
    /// The names that requests may be for besides this machine's.
    package var hosts: Set<String> = []
    /// Whether a proxy before it ends TLS.
    package var isBehindTLS = false
    /// Whether each request has a line in the log.
    package var logsRequests = false

    package init(
      host: String = "127.0.0.1", port: Int = 8187, concurrency: Int = 8, queue: Int = 32,
      patience: Duration = .seconds(10), grace: Duration = .seconds(30)
    ) {
      self.host = host
      self.port = port
      self.concurrency = concurrency
      self.queue = queue
      self.patience = patience
      self.grace = grace
    }
  }
}
