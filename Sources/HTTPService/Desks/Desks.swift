internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Vocabulary

/// All desks behind the door, and the way from a route to its desk.
struct Desks: Sendable {
  let meter = Meter()
  private let queries: QueryDesk
  private let health: HealthDesk
  private let audit: AuditCounter
  private let reviews: ReviewCounter
  private let models: ModelCounter
  private let agents: AgentDesk
  private let pages: PageDesk
  private let signing: SignInDesk
  private let doorkeeper: Doorkeeper
  private let allowance: any Allowance
  private let gate: Gate

  init(_ parts: HTTPDoor.Parts, _ options: HTTPDoor.Options, _ hangUps: HangUps) {
    gate = Gate(options)
    let limits = options.allowance
    allowance = parts.sharedStore.map { SharedAllowance($0, limits) } ?? LocalAllowance(limits)
    doorkeeper = Doorkeeper(
      keys: parts.keys, tokens: parts.tokens, sessions: SessionBook(isSecure: options.isBehindTLS), local: parts.local,
      refusals: RefusalBook(parts.log, meter))
    queries = QueryDesk(parts: parts, gate: gate, hangUps: hangUps, meter: meter)
    health = HealthDesk(parts: parts)
    audit = AuditCounter(reader: parts.reviews.reader, witness: parts.witness)
    reviews = ReviewCounter(parts: parts, gate: gate)
    models = ModelCounter(parts: parts)
    agents = AgentDesk(parts: parts, gate: gate, hangUps: hangUps)
    pages = PageDesk(parts: parts, audit: audit, models: models)
    signing = SignInDesk(doorkeeper: doorkeeper, pages: pages)
  }

  func add(to router: Router<DoorContext>) {
    for route in Route.allCases {
      router.on(RouterPath(route.path), method: route.method) { request, context -> Response in
        try await serve(route, request, context)
      }
    }
  }

  private func serve(_ route: Route, _ request: Request, _ context: DoorContext) async throws -> Response {
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
    guard route.isWork else { return try await serve(route, request, context, caller) }
    let place: AllowancePlace
    do {
      place = try await allowance.enter(caller.principal)
    } catch let error as AccessError {
      await doorkeeper.refusals.note(error, request, caller.principal)
      throw error
    }
    do {
      let response = try await serve(route, request, context, caller)
      await allowance.leave(place)
      return response
    } catch {
      await allowance.leave(place)
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
    case .signOut: await signing.signOut(request)
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
    case .metrics: Reply(type: "text/plain; version=0.0.4", text: meter.text(await gate.load)).response
    case .askPage: try await pages.ask(caller)
    case .reviewPage: try await pages.review(caller)
    case .auditPage: try await pages.audit(request, caller)
    case .recordPage: try await pages.record(context, caller)
    case .modelsPage: try await pages.models(caller)
    case .schemaPage: try await pages.schema(request, caller)
    case .live, .ready, .openAPI, .signInPage, .signIn, .signOut, .asset:
      try await serveEverybody(route, request, context)
    }
  }
}
