internal import Vocabulary

/// What can be wrong with a request, or with the service itself.
package enum HTTPServiceError: Breakage, Hashable {
  case notLoopback(String)
  case cannotListen(host: String, port: Int, reason: String)
  case malformedBody(String)
  case bodyTooLarge(limit: Int)
  case wrongMediaType(String?)
  case notAcceptable(String)
  case foreignHost(String?)
  case unknownPath(String)
  case wrongMethod(String, allowed: [String])
  case unknownDatabase(String, known: String)
  case overloaded(waiting: Int)
  case waitedTooLong(Duration)
  case plainKeys(String)
  case badHeader(String, String)
  case keyReused
  case repeatedTooSoon
  case deadlinePassed(Duration)
  case runningIsOff
  case badParameter(String, String)
  case noShelf

  package var code: String {
    switch self {
    case .notLoopback: "DH001"
    case .cannotListen: "DH002"
    case .malformedBody: "DH003"
    case .bodyTooLarge: "DH004"
    case .wrongMediaType: "DH005"
    case .notAcceptable: "DH006"
    case .foreignHost: "DH007"
    case .unknownPath: "DH008"
    case .wrongMethod: "DH009"
    case .unknownDatabase: "DH010"
    case .overloaded: "DH011"
    case .waitedTooLong: "DH012"
    case .plainKeys: "DH013"
    case .badHeader: "DH014"
    case .keyReused: "DH015"
    case .repeatedTooSoon: "DH016"
    case .deadlinePassed: "DH017"
    case .runningIsOff: "DH018"
    case .badParameter: "DH019"
    case .noShelf: "DH020"
    }
  }

  package var message: String {
    switch self {
    case .notLoopback(let host): "the service does not listen on \(host) without authentication"
    case .cannotListen(let host, let port, _): "the service cannot listen on \(host), port \(port)"
    case .malformedBody(let problem): "the request cannot be read: \(problem)"
    case .bodyTooLarge(let limit): "the request is longer than \(limit) bytes"
    case .wrongMediaType(let type): "the request is \(type ?? "of no stated type"), not application/json"
    case .notAcceptable(let accept): "the answer cannot be given as \(accept)"
    case .foreignHost(let host): "the request is for \(host ?? "no host"), which is not this service"
    case .unknownPath(let path): "there is nothing at \(path)"
    case .wrongMethod(let method, _): "\(method) is not possible here"
    case .unknownDatabase(let name, _): "there is no database \(name)"
    case .overloaded(let waiting): "\(waiting) questions are waiting already"
    case .waitedTooLong(let patience): "the question did not get its turn within \(patience)"
    case .plainKeys(let host): "the service does not take keys on \(host) over plain HTTP"
    case .badHeader(let name, let wanted): "the header \(name) is \(wanted)"
    case .keyReused: "the Idempotency-Key was used with another request"
    case .repeatedTooSoon: "the first request with this Idempotency-Key is still under way"
    case .deadlinePassed(let patience): "there was no answer within the \(patience) that X-Timeout gives"
    case .runningIsOff: "this service runs no SQL of its callers"
    case .badParameter(let name, let problem): "the parameter \(name) cannot be used: \(problem)"
    case .noShelf: "the model is somebody else's server: there is nothing to promote"
    }
  }

  package var detail: String? {
    if case .cannotListen(_, _, let reason) = self { reason } else { nil }
  }

  package var hint: String? {
    switch self {
    case .notLoopback: "Set serve.access to keys (or tokens), or serve.host to 127.0.0.1 or ::1."
    case .cannotListen: "Another program may have the port: choose one by serve.port, or 0 for any free one."
    case .malformedBody: "docs/http-api.md and /openapi.yaml tell what each route takes."
    case .bodyTooLarge: nil
    case .wrongMediaType: "Send Content-Type: application/json."
    case .notAcceptable: "Answers come as application/json, text/csv, application/x-ndjson or text/event-stream."
    case .foreignHost: "Ask for localhost, 127.0.0.1 or [::1], or list the name in serve.hosts."
    case .unknownPath(let path):
      Suggestion.nearest(to: path, in: Set(Route.allCases.map(\.path)).sorted(), limit: 1).first.map {
        "Did you mean \($0)?"
      }
    case .wrongMethod(_, let allowed): "Use \(allowed.joined(separator: " or "))."
    case .unknownDatabase(_, let known): "This service answers for \(known)."
    case .overloaded, .waitedTooLong, .repeatedTooSoon: "Ask again in a moment."
    case .plainKeys: "Let a proxy end TLS, and say so with serve.behind-tls=yes; or listen on 127.0.0.1."
    case .badHeader, .badParameter: nil
    case .keyReused: "A new request takes a new key."
    case .deadlinePassed: "Ask something smaller, or give more time."
    case .runningIsOff: "serve.run-sql allows it."
    case .noShelf: "Leave model.url empty to have Dragoman choose among its own models."
    }
  }

  /// The status that tells it.
  var status: Int {
    switch self {
    case .notLoopback, .cannotListen, .plainKeys: 500
    case .malformedBody, .badHeader, .badParameter: 400
    case .keyReused: 422
    case .repeatedTooSoon, .noShelf: 409
    case .deadlinePassed: 504
    case .runningIsOff: 403
    case .bodyTooLarge: 413
    case .wrongMediaType: 415
    case .notAcceptable: 406
    case .foreignHost: 421
    case .unknownPath, .unknownDatabase: 404
    case .wrongMethod: 405
    case .overloaded, .waitedTooLong: 503
    }
  }
}
