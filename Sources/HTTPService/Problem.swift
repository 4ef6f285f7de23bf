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
    status = (breakage as? HTTPServiceError)?.status ?? Self.status(ofCode: breakage.code)
    code = breakage.code
    title = breakage.message
    detail = breakage.detail
    hint = breakage.hint
    if case .wrongMethod(_, let allowed) = breakage as? HTTPServiceError {
      headers[.allow] = allowed.joined(separator: ", ")
    }
  }

  /// The status for what another part of the program, or PostgreSQL, complains of.
  static func status(ofCode code: String) -> Int {
    switch code {
    // An empty question, one that is too long.
    case "DQ001", "DQ002": 400
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

  func response(requestID: String) -> Response {
    var json = JSONObject()
    json.add("type", "about:blank")
    json.add("title", title)
    json.add("status", status)
    json.add("code", code)
    json.add("detail", detail)
    json.add("hint", hint)
    json.add("requestId", requestID)
    var headers = headers
    headers[.contentType] = "application/problem+json"
    if status == 503 { headers[.retryAfter] = "5" }
    return Response(
      status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: json.text)))
  }
}
