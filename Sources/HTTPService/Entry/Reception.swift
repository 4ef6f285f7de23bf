internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Vocabulary

/// Meets every request first and every response last: identifiers, the Host check, strict headers, errors as problems,
/// a line in the log, a count in the metrics.
struct Reception: RouterMiddleware {
  /// The names that requests may be for besides this machine's; any name where proof is asked for and none is listed.
  let hosts: Set<String>?
  let meter: Meter

  func handle(
    _ request: Request, context: DoorContext, next: (Request, DoorContext) async throws -> Response
  ) async throws -> Response {
    let began = ContinuousClock.now
    var context = context
    context.requestID = Self.identifier(request.headers[.requestID])
    var response: Response
    do {
      guard isForUs(request.head.authority) else { throw HTTPServiceError.foreignHost(request.head.authority) }
      response = try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      response = Problem(Self.lost(request)).response(requestID: context.requestID)
    } catch {
      if !(error is any Breakage), !(error is CancellationError) {
        context.logger.error("unforeseen: \(error)", metadata: ["request": .string(context.requestID)])
      }
      response = Problem(error).response(requestID: context.requestID)
    }
    harden(&response, context.requestID)
    let route = context.endpointPath.map { "\(request.method.rawValue) \($0)" } ?? "none"
    let took = ContinuousClock.now - began
    meter.answered(route, response.status.code, took)
    context.logger.info(
      "request",
      metadata: [
        "request": .string(context.requestID), "route": .string(route),
        "status": .stringConvertible(response.status.code),
        "milliseconds": .stringConvertible(Int(took / .milliseconds(1))),
      ])
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

  private func isForUs(_ authority: String?) -> Bool {
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

extension HTTPField.Name {
  static var requestID: Self { known("X-Request-Id") }
  static var questionID: Self { known("X-Question-Id") }
  static var truncation: Self { known("X-Truncation") }
  static var timeout: Self { known("X-Timeout") }
  static var idempotencyKey: Self { known("Idempotency-Key") }
  static var replayed: Self { known("Idempotency-Replayed") }
  static var fetchSite: Self { known("Sec-Fetch-Site") }
  static var contentTypeOptions: Self { known("X-Content-Type-Options") }
  static var referrerPolicy: Self { known("Referrer-Policy") }
  static var resourcePolicy: Self { known("Cross-Origin-Resource-Policy") }

  private static func known(_ name: String) -> Self {
    guard let field = Self(name) else { preconditionFailure("\(name) is no name of a header") }
    return field
  }
}
