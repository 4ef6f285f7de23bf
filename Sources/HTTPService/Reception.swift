internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Vocabulary

/// Meets every request first and every response last: identifiers, the Host check, strict headers, errors as problems.
struct Reception: RouterMiddleware {
  func handle(
    _ request: Request, context: BasicRequestContext,
    next: (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    let requestID = Self.identifier(request.headers[.requestID])
    var response: Response
    do {
      guard LoopbackAddress.isNamed(by: request.head.authority) else {
        throw HTTPServiceError.foreignHost(request.head.authority)
      }
      response = try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      response = Problem(Self.lost(request)).response(requestID: requestID)
    } catch {
      if !(error is any Breakage), !(error is CancellationError) {
        context.logger.error("unforeseen: \(error)", metadata: ["request": .string(requestID)])
      }
      response = Problem(error).response(requestID: requestID)
    }
    response.headers[.requestID] = requestID
    response.headers[.contentTypeOptions] = "nosniff"
    response.headers[.cacheControl] = "no-store"
    response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    response.headers[.referrerPolicy] = "no-referrer"
    return response
  }

  /// The caller's identifier when it is one that can go into a log line, else a fresh one.
  private static func identifier(_ given: String?) -> String {
    (given.flatMap { QuestionID($0) } ?? QuestionID()).description
  }

  /// Why no route was found.
  private static func lost(_ request: Request) -> HTTPServiceError {
    let path = request.uri.path
    let methods = Route.allCases.filter { $0.path == path }.map(\.method.rawValue)
    return methods.isEmpty
      ? .unknownPath(String(path.prefix(200))) : .wrongMethod(request.method.rawValue, allowed: methods)
  }
}

extension HTTPField.Name {
  static var requestID: Self { known("X-Request-Id") }
  static var questionID: Self { known("X-Question-Id") }
  static var truncation: Self { known("X-Truncation") }
  static var contentTypeOptions: Self { known("X-Content-Type-Options") }
  static var referrerPolicy: Self { known("Referrer-Policy") }

  private static func known(_ name: String) -> Self {
    guard let field = Self(name) else { preconditionFailure("\(name) is no name of a header") }
    return field
  }
}
