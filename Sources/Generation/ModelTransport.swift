internal import Curl
internal import Vocabulary

/// Exchanges pages with one model server: key, deadline, and sending again where that is safe.
struct ModelTransport: Sendable {
  let client: HTTPClient
  let endpoint: ModelEndpoint
  let deadline: ContinuousClock.Instant

  private static let maxAnswerBytes = 16 << 20

  func get(_ page: String) async throws(GenerationError) -> [UInt8] {
    try await exchange(request(.get, page))
  }

  func post(_ page: String, _ body: JSONValue) async throws(GenerationError) -> [UInt8] {
    try await exchange(request(.post, page, body: body.bytes))
  }

  /// A value that the server shows on one of its pages; `nil` when it has no such page or value.
  func value(at place: ModelServerDialect.Place) async throws(GenerationError) -> JSONValue? {
    let bytes: [UInt8]
    do { bytes = try await get(place.page) } catch {
      guard case .rejected = error else { throw error }
      return nil
    }
    return JSONValue(bytes)?.value(at: place.path)
  }

  /// Sends a request whose answer is a stream of events.
  func stream(_ page: String, _ body: JSONValue) async throws(GenerationError) -> HTTPStream {
    let request = request(.post, page, body: body.bytes)
    return try await retrying { () throws(CurlError) in
      let stream = try await client.stream(request)
      if stream.head.status == 200 { return .success(stream) }
      var body: [UInt8] = []
      for try await chunk in stream where body.count < 64 << 10 { body += chunk }
      return .failure(HTTPResponse(head: stream.head, body: body))
    }
  }

  private func exchange(_ request: HTTPRequest) async throws(GenerationError) -> [UInt8] {
    try await retrying { () throws(CurlError) in
      let response = try await client.send(request)
      return response.status == 200 ? .success(response.body) : .failure(response)
    }
  }

  /// What a try gave: the thing, or the answer that refuses it.
  private enum Outcome<Value> { case success(Value), failure(HTTPResponse) }

  /// Tries again only where the server certainly did not work on the request: no connection, or a status that says so.
  private func retrying<Value>(
    _ attempt: () async throws(CurlError) -> Outcome<Value>
  ) async throws(GenerationError) -> Value {
    let policy = RetryPolicy(retries: endpoint.retries)
    var failures = 0
    while true {
      let failure: GenerationError
      var requested: Duration?
      do {
        switch try await attempt() {
        case .success(let value): return value
        case .failure(let response) where response.status == 503 || response.status == 429:
          failure = .overloaded(status: response.status, message: ServerMessage.text(of: response.body))
          requested = response.head.header("Retry-After").flatMap(Double.init).map { .seconds(max(0, min($0, 1e6))) }
        case .failure(let response):
          throw GenerationError.rejected(status: response.status, message: ServerMessage.text(of: response.body))
        }
      } catch let error as CurlError {
        guard case .refused = error else { throw GenerationError(error, url: endpoint.url) }
        failure = GenerationError(error, url: endpoint.url)
      } catch let error as GenerationError {
        throw error
      } catch {
        throw .malformedAnswer(reason: "\(error)", excerpt: nil)
      }
      failures += 1
      guard
        let delay = policy.delay(failures: failures, requested: requested, timeLeft: deadline - .now)
      else { throw failure }
      do { try await Task.sleep(for: delay) } catch { throw .cancelled }
    }
  }

  private func request(_ method: HTTPRequest.Method, _ page: String, body: [UInt8] = []) -> HTTPRequest {
    var headers = [HTTPHeader("User-Agent", "dragoman"), HTTPHeader("Accept", "application/json, text/event-stream")]
    if method == .post { headers.append(HTTPHeader("Content-Type", "application/json")) }
    if let key = endpoint.key { headers.append(HTTPHeader("Authorization", "Bearer \(key.secret)")) }
    return HTTPRequest(
      method, endpoint.url + page, headers: headers, body: body, deadline: deadline,
      connectTimeout: endpoint.connectTimeout, maxResponseBytes: Self.maxAnswerBytes)
  }
}

extension GenerationError {
  /// The same failure in a stage's words.
  init(_ error: CurlError, url: String) {
    self =
      switch error {
      case .cancelled: .cancelled
      case .timedOut(_, connecting: false): .timedOut(url: url)
      case .tooLarge(let limit): .tooLong(limit: limit)
      case .invalidRequest(let reason): .invalidAddress(reason: reason)
      case .insecure(_, let reason): .insecure(reason: reason)
      case .timedOut(_, connecting: true), .unknownHost: .unreachable(url: url, reason: error.message)
      case .refused(_, let reason), .connectionLost(_, let reason, _), .failed(_, let reason):
        .unreachable(url: url, reason: reason)
      }
  }
}
