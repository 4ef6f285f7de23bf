internal import Access
internal import Hummingbird
internal import Presentation
internal import Vocabulary

/// Breakage as `application/problem+json` (RFC 9457), with our code and hint.
struct Problem {
  let status: Int
  let code: String
  let title: String
  let detail: String?
  let hint: String?
  private var headers: HTTPFields = [:]

  init(_ error: any Error) {
    guard let breakage = error as? any Breakage else {
      let isCancelled = error is CancellationError
      status = isCancelled ? 503 : 500
      code = isCancelled ? "57014" : "XX000"
      title = isCancelled ? "the question was cancelled" : "something broke that nobody foresaw"
      // What an unforeseen error says of itself is for the log, not for whoever asks.
      detail = nil
      hint = nil
      return
    }
    status =
      (breakage as? HTTPServiceError)?.status ?? (breakage as? AccessError)?.status
      ?? Self.status(ofCode: breakage.code)
    code = breakage.code
    title = breakage.message
    detail = breakage.detail
    hint = breakage.hint
    if case .wrongMethod(_, let allowed) = breakage as? HTTPServiceError {
      headers[.allow] = allowed.joined(separator: ", ")
    }
    if status == 401 { headers[.wwwAuthenticate] = "Bearer realm=\"dragoman\"" }
    if status == 503 { headers[.retryAfter] = "5" }
    if status == 429 { headers[.retryAfter] = "1" }
    if case .tooOften(let seconds) = breakage as? AccessError { headers[.retryAfter] = String(seconds) }
  }

  /// The status for what another part of the program, or PostgreSQL, complains of.
  static func status(ofCode code: String) -> Int {
    switch code {
    // An empty question, one that is too long, a rejection without a reason, a long comment.
    case "DQ001", "DQ002", "DV002", "DV004": 400
    // Somebody whom the database has no role for, or who may not review.
    case "DQ005", "DV001": 403
    // No such question, no such model, no such choice.
    case "DA020", "DQ006", "DQ010": 404
    // Nothing to approve, nothing before, a statement or a model that no longer fits.
    case "DA021", "DQ004", "DQ007", "DV003": 409
    // No capacity, stopping or still starting.
    case "DG012", "DG034", "DG035": 503
    // A cancelled question: only a service that stops cancels one.
    case "DG005", "DG018", "DP004": 503
    case "DG004", "DG011", "DP003", "57014": 504
    case "DP001", "DP002", "DP007", "DP009", "DP010": 503
    case "DQ003": 503
    // Connection exceptions, insufficient resources, a server that shuts down or starts.
    case _ where ["08", "53"].contains(code.prefix(2)) || code.hasPrefix("57P"): 503
    case _ where code.hasPrefix("DG"): 502
    default: 500
    }
  }

  /// The problem's members.
  func object(requestID: String) -> JSONObject {
    var json = JSONObject()
    json.add("type", "about:blank")
    json.add("title", title)
    json.add("status", status)
    json.add("code", code)
    json.add("detail", detail)
    json.add("hint", hint)
    json.add("requestId", requestID)
    return json
  }

  func response(requestID: String) -> Response {
    Reply(
      status: .init(code: status), type: "application/problem+json", headers: headers,
      text: object(requestID: requestID).text
    ).response
  }
}

extension AccessError {
  /// The status that tells it.
  var status: Int {
    switch self {
    case .noProof, .badProof: 401
    case .scopeMissing, .crossSite: 403
    case .unknownKey: 404
    case .tooOften, .tooManyAtOnce: 429
    case .keysUnreadable: 503
    }
  }
}
