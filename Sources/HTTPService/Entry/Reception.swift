internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Tracing
internal import Vocabulary

/// Meets every request first and every response last: identifiers, the Host check, strict headers, errors as problems,
/// a line in the log, a count in the metrics.
struct Reception: RouterMiddleware {
  let keeper: DeskKeeper
  let logger: Logger

  func handle(
    _ request: Request, context: DoorContext, next: (Request, DoorContext) async throws -> Response
  ) async throws -> Response {
    var trace = ServiceContext.topLevel
    InstrumentationSystem.instrument.extract(request.headers, into: &trace, using: TraceHeaders())
    return try await withSpan(request.method.rawValue, context: trace, ofKind: .server) { span in
      let response = try await answer(request, context, next)
      let route = context.endpointPath ?? "none"
      span.operationName = "\(request.method.rawValue) \(route)"
      span.updateAttributes { attributes in
        attributes["http.request.method"] = request.method.rawValue
        attributes["http.route"] = route
        attributes["http.response.status_code"] = response.status.code
        attributes["dragoman.request.id"] = response.headers[.requestID] ?? ""
      }
      if response.status.code >= 500 { span.setStatus(.init(code: .error)) }
      return response
    }
  }

  private func answer(
    _ request: Request, _ context: DoorContext, _ next: (Request, DoorContext) async throws -> Response
  ) async throws -> Response {
    let began = ContinuousClock.now
    var context = context
    context.requestID = Self.identifier(request.headers[.requestID])
    let desks = keeper.desks
    var response: Response
    do {
      guard Self.isForUs(request.head.authority, desks.hosts) else {
        throw HTTPServiceError.foreignHost(request.head.authority)
      }
      response = try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      response = Problem(Self.lost(request)).response(requestID: context.requestID)
    } catch {
      if !(error is any Breakage), !(error is CancellationError) {
        logger.error("unforeseen: \(error)", metadata: ["request": .string(context.requestID)])
      }
      response = Problem(error).response(requestID: context.requestID)
    }
    harden(&response, context.requestID)
    let route = context.endpointPath.map { "\(request.method.rawValue) \($0)" } ?? "none"
    let took = ContinuousClock.now - began
    keeper.lasting.meter.answered(route, response.status.code, took)
    if desks.options.logsRequests {
      logger.info(
        "request",
        metadata: [
          "request": .string(context.requestID), "principal": .string(context.visit.caller?.name ?? ""),
          "route": .string(route), "status": .stringConvertible(response.status.code),
          "milliseconds": .stringConvertible(Int(took / .milliseconds(1))),
        ])
    }
    return response
  }

  private func harden(_ response: inout Response, _ requestID: String) {
    response.headers[.requestID] = requestID
    response.headers[.contentTypeOptions] = "nosniff"
    response.headers[.referrerPolicy] = "no-referrer"
    response.headers[.resourcePolicy] = "same-origin"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    if response.headers[.contentSecurityPolicy] == nil {
      response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    }
  }

  private static func isForUs(_ authority: String?, _ hosts: Set<String>?) -> Bool {
    guard let hosts else { return authority?.isEmpty == false }
    if LoopbackAddress.isNamed(by: authority) { return true }
    guard let authority = authority?.lowercased() else { return false }
    return hosts.contains(authority)
      || hosts.contains(String(authority.prefix { $0 != ":" })) && authority.wholeMatch(of: /[^:]*:[0-9]{1,5}/) != nil
  }

  /// The caller's identifier when it is one that can go into a log line, else a fresh one.
  private static func identifier(_ given: String?) -> String {
    (given.flatMap { QuestionID($0) } ?? QuestionID()).description
  }

  /// Why no route was found.
  private static func lost(_ request: Request) -> HTTPServiceError {
    let path = request.uri.path
    let methods = Route.allCases.filter { $0.matches(path) }.map(\.method.rawValue)
    return methods.isEmpty
      ? .unknownPath(String(path.prefix(200)))
      : .wrongMethod(String(request.method.rawValue.prefix(20)), allowed: methods)
  }
}

/// Finds the headers that say to which trace a request belongs.
private struct TraceHeaders: Extractor {
  func extract(key: String, from carrier: HTTPFields) -> String? { HTTPField.Name(key).flatMap { carrier[$0] } }
}

extension HTTPField.Name {
  static let requestID = known("X-Request-Id")
  static let questionID = known("X-Question-Id")
  static let truncation = known("X-Truncation")
  static let timeout = known("X-Timeout")
  static let idempotencyKey = known("Idempotency-Key")
  static let replayed = known("Idempotency-Replayed")
  static let fetchSite = known("Sec-Fetch-Site")
  static let contentTypeOptions = known("X-Content-Type-Options")
  static let referrerPolicy = known("Referrer-Policy")
  static let resourcePolicy = known("Cross-Origin-Resource-Policy")

  private static func known(_ name: String) -> Self {
    guard let field = Self(name) else { preconditionFailure("\(name) is no name of a header") }
    return field
  }
}
