internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Vocabulary

/// Lets people sign in with a browser by a key or a token.
struct SignInDesk: Sendable {
  let doorkeeper: Doorkeeper
  let pages: PageDesk
  /// Whether browsers reach this service by TLS.
  let isSecure: Bool

  /// Leads who is not known to where they sign in, and tells who is known what they may not.
  func lead(_ request: Request, _ error: AccessError) -> Response {
    switch error {
    case .noProof, .badProof:
      return Self.go(to: "/sign-in?next=" + request.uri.path)
    default:
      var response = pages.turnedAway(error)
      response.status = .init(code: error.status)
      return response
    }
  }

  func page(_ request: Request) throws -> Response {
    pages.signIn(next: Self.place(FormFields(request.uri.query ?? "")["next"]), problem: nil)
  }

  /// Opens a session for who shows a good key.
  func signIn(_ request: Request) async throws -> Response {
    guard request.headers[.fetchSite].map({ $0 == "same-origin" || $0 == "none" }) ?? true else {
      throw AccessError.crossSite
    }
    guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
      throw HTTPServiceError.wrongMediaType(request.headers[.contentType].map { String($0.prefix(60)) })
    }
    let body: String
    do {
      body = String(buffer: try await request.body.collect(upTo: 32 << 10))
    } catch {
      throw HTTPServiceError.bodyTooLarge(limit: 32 << 10)
    }
    let form = FormFields(body)
    let next = Self.place(form["next"])
    let caller: Caller
    do {
      caller = try await doorkeeper.caller(form["key"]?.trimmed)
    } catch let error as AccessError {
      await doorkeeper.refusals.note(error, request, nil)
      var response = pages.signIn(next: next, problem: error.message)
      response.status = .unauthorized
      return response
    }
    var response = Self.go(to: next)
    let cookie = try await doorkeeper.sessions.open(for: caller)
    response.headers[.setCookie] = SessionCookie.header(cookie, isSecure: isSecure)
    return response
  }

  func signOut(_ request: Request) async throws -> Response {
    if let cookie = SessionCookie.value(in: request) { try await doorkeeper.sessions.close(cookie) }
    var response = Self.go(to: "/sign-in")
    response.headers[.setCookie] = SessionCookie.header(nil, isSecure: isSecure)
    return response
  }

  /// A page of this service and no other.
  private static func place(_ next: String?) -> String {
    guard let next, Route.allCases.contains(where: { $0.isPage && $0.matches(next) }), !next.hasPrefix("//"),
      next.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/-_".contains($0)) })
    else { return "/" }
    return next
  }

  private static func go(to place: String) -> Response {
    Response(status: .seeOther, headers: [.location: place])
  }
}
