internal import CCurl

/// libcurl's side of one transfer; lives on the loop's thread.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  let transfer: Transfer
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>

  private init(pointer: UnsafeMutableRawPointer, transfer: Transfer) {
    self.pointer = pointer
    self.transfer = transfer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.pointee = 0
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headers)
    errorText.deallocate()
  }

  static func make(for transfer: Transfer) -> Result<EasyHandle, CurlError> {
    guard let pointer = curl_easy_init() else {
      return .failure(.failed(url: transfer.request.url, reason: "libcurl has no handle left"))
    }
    let easy = EasyHandle(pointer: pointer, transfer: transfer)
    return easy.configure().map { easy }
  }

  private func configure() -> Result<Void, CurlError> {
    let request = transfer.request
    guard isHTTP(request.url), !request.url.utf8.contains(0) else {
      return .failure(.invalidRequest("\(request.url.debugDescription) is no http or https address"))
    }
    if let deadline = request.deadline {
      let left = (deadline - .now).milliseconds
      guard left > 0 else { return .failure(.timedOut(url: request.url, connecting: false)) }
      curl_set_long(pointer, CURLOPT_TIMEOUT_MS, left)
    }
    curl_set_text(pointer, CURLOPT_URL, request.url)
    curl_set_text(pointer, CURLOPT_PROTOCOLS_STR, "http,https")
    curl_set_long(pointer, CURLOPT_FOLLOWLOCATION, 0)
    curl_set_long(pointer, CURLOPT_NOSIGNAL, 1)
    curl_set_long(pointer, CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.milliseconds))
    curl_set_long(pointer, CURLOPT_TCP_KEEPALIVE, 1)
    // A proxy cannot reach this machine's own loopback address.
    if isLoopback(request.url) { curl_set_text(pointer, CURLOPT_NOPROXY, "*") }
    if request.method == .post {
      curl_set_long(pointer, CURLOPT_POST, 1)
      curl_set_body(pointer, request.body, curl_off_t(request.body.count))
    }
    // Without this libcurl holds a long body back until the server has said "100 Continue".
    headers = curl_slist_append(headers, "Expect:")
    for header in request.headers { headers = curl_slist_append(headers, "\(header.name): \(header.value)") }
    curl_set_list(pointer, CURLOPT_HTTPHEADER, headers)
    curl_set_error_buffer(pointer, errorText)
    curl_set_receivers(
      pointer,
      { bytes, size, count, context in
        received(bytes, size * count, context) { transfer, buffer in
          transfer.receiveHeader(buffer)
          return .taken
        }
      },
      { bytes, size, count, context in
        received(bytes, size * count, context) { transfer, buffer in transfer.receiveBody(buffer) }
      },
      // The loop holds this object, and this object its transfer, until libcurl has let go of the handle.
      Unmanaged.passUnretained(transfer).toOpaque())
    return .success(())
  }

  /// What libcurl's code means for the one who asked.
  func outcome(of code: CURLcode) -> Result<Void, CurlError> {
    let url = transfer.request.url
    let text = String(cString: errorText)
    let reason = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    switch code {
    case CURLE_OK: return .success(())
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .failure(.invalidRequest(reason))
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .failure(.unknownHost(url: url))
    case CURLE_COULDNT_CONNECT: return .failure(.refused(url: url, reason: reason))
    case CURLE_OPERATION_TIMEDOUT:
      let connecting = curl_ready_microseconds(pointer) == 0
      return .failure(.timedOut(url: url, connecting: connecting))
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM:
      return .failure(.insecure(url: url, reason: reason))
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2_STREAM:
      return .failure(.connectionLost(url: url, reason: reason, anyBytes: transfer.hasAnyBytes))
    default: return .failure(.failed(url: url, reason: reason))
    }
  }

  private func isHTTP(_ url: String) -> Bool {
    let start = url.prefix(8).lowercased()
    return start.hasPrefix("http://") || start == "https://"
  }

  private func isLoopback(_ url: String) -> Bool {
    guard let start = url.firstRange(of: "://")?.upperBound else { return false }
    let authority = url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.split(separator: "@").last ?? authority
    return host.hasPrefix("127.") || host.hasPrefix("[::1]")
      || host.split(separator: ":").first?.lowercased() == "localhost"
  }
}

/// libcurl's callback in Swift's terms: the number of bytes taken, or one of libcurl's special numbers.
private func received(
  _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
  _ body: (Transfer, UnsafeBufferPointer<UInt8>) -> Transfer.Reception
) -> Int {
  guard let context, let bytes, count > 0 else { return count }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let reception = bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
    body(transfer, UnsafeBufferPointer(start: $0, count: count))
  }
  return switch reception {
  case .taken: count
  case .pause: Int(CURL_WRITEFUNC_PAUSE)
  case .abort: 0
  }
}

extension Duration {
  /// Whole milliseconds, rounded up so that a deadline in the future is never zero.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    // A deadline of years is no deadline; libcurl's numbers must not overflow.
    guard seconds < 1 << 31 else { return Int(Int32.max) }
    return min(Int(Int32.max), Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
