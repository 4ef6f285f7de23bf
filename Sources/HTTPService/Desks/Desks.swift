internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Vocabulary

/// All desks behind the door under the settings of one time, and the way from a route to its desk.
struct Desks: Sendable {
  let options: HTTPDoor.Options
  /// The names that requests may be for besides this machine's; any name where proof is asked for and none is listed.
  let hosts: Set<String>?
  private let lasting: DeskKeeper.Lasting
  private let queries: QueryDesk
  private let conversations: ConversationDesk
  private let health: HealthDesk
  private let audit: AuditCounter
  private let reviews: ReviewCounter
  private let models: ModelCounter
  private let agents: AgentDesk
  private let pages: PageDesk
  private let signing: SignInDesk
  private let doorkeeper: Doorkeeper

  init(_ parts: HTTPDoor.Parts, _ options: HTTPDoor.Options, _ lasting: DeskKeeper.Lasting) {
    self.options = options
    self.lasting = lasting
    hosts = parts.asksForProof && options.hosts.isEmpty ? nil : options.hosts
    doorkeeper = Doorkeeper(
      keys: parts.keys, tokens: parts.tokens, sessions: SessionBook(parts.store), local: parts.local,
      refusals: lasting.refusals)
    queries = QueryDesk(parts: parts, lasting: lasting)
    conversations = ConversationDesk(parts: parts)
    health = HealthDesk(parts: parts)
    audit = AuditCounter(reader: parts.reviews.reader, witness: parts.witness)
    reviews = ReviewCounter(parts: parts, gate: lasting.gate)
    models = ModelCounter(parts: parts)
    agents = AgentDesk(parts: parts, gate: lasting.gate, hangUps: lasting.hangUps)
    pages = PageDesk(parts: parts, audit: audit, models: models)
    signing = SignInDesk(doorkeeper: doorkeeper, pages: pages, isSecure: options.isBehindTLS)
  }

  func serve(_ route: Route, _ request: Request, _ context: DoorContext) async throws -> Response {
    let caller: Caller
    switch route.entry {
    case .everybody: return try await serveEverybody(route, request, context)
    case .holders(let scope):
      do {
        caller = try await doorkeeper.admit(request, to: scope)
      } catch let error as AccessError where route.isPage {
        return signing.lead(request, error)
      }
    }
    context.visit.caller = caller.principal
    guard route.isWork else { return try await serve(route, request, context, caller) }
    let place: Place
    do {
      place = try await Place(of: caller.principal, in: lasting.allowance)
    } catch let error as AccessError {
      await doorkeeper.refusals.note(error, request, caller.principal)
      throw error
    }
    context.visit.place = place
    do {
      let response = try await serve(route, request, context, caller)
      await place.giveBackUnlessKept()
      return response
    } catch {
      await place.giveBack()
      throw error
    }
  }

  private func serveEverybody(
    _ route: Route, _ request: Request, _ context: DoorContext
  ) async throws -> Response {
    switch route {
    case .live: HealthDesk.live()
    case .ready: await health.ready()
    case .openAPI: Asset.openAPI
    case .asset: try Asset.response(context.parameters.get("file") ?? "")
    case .signIn: try await signing.signIn(request)
    case .signOut: try await signing.signOut(request)
    default: try signing.page(request)
    }
  }

  private func serve(
    _ route: Route, _ request: Request, _ context: DoorContext, _ caller: Caller
  ) async throws -> Response {
    switch route {
    case .query: try await queries.query(request, context, caller)
    case .validate: try await queries.validate(request, context, caller)
    case .run: try await queries.run(request, context, caller)
    case .conversation: try await conversations.list(request, context, caller)
    case .databases: try await health.databases(caller)
    case .schema: try await health.schema(request, context, caller)
    case .auditList: try await audit.list(request)
    case .auditRecord: try await audit.record(context)
    case .auditVerify: try await audit.verify()
    case .reviews: try await reviews.queue(request)
    case .approve: try await reviews.approve(request, context, caller)
    case .correct: try await reviews.correct(request, context, caller)
    case .reject: try await reviews.reject(request, context, caller)
    case .feedback: try await reviews.feedback(request, context, caller)
    case .models: try await models.list(caller)
    case .promote: try await models.promote(request, context, caller)
    case .rollback: try await models.rollBack(request, caller)
    case .agents: try await agents.reply(request, context, caller)
    case .metrics: Reply(type: "text/plain; version=0.0.4", text: lasting.meter.text(await lasting.gate.load)).response
    case .askPage: try await pages.ask(caller)
    case .reviewPage: try await pages.review(caller)
    case .auditPage: try await pages.audit(request, caller)
    case .recordPage: try await pages.record(context, caller)
    case .modelsPage: try await pages.models(caller)
    case .comparisonPage: try await pages.comparison(caller)
    case .schemaPage: try await pages.schema(request, caller)
    case .live, .ready, .openAPI, .signInPage, .signIn, .signOut, .asset:
      try await serveEverybody(route, request, context)
    }
  }
}
