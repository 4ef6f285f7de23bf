/// One HTTP request, complete.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable { case get = "GET", post = "POST" }

  package var method: Method
  /// An absolute `http` or `https` address.
  package var url: String
  /// Sent as given; `Content-Length` and `Host` are added.
  package var headers: [HTTPHeader]
  /// The body of a POST.
  package var body: [UInt8]
  /// When the whole answer must be there; `nil` waits for ever.
  package var deadline: ContinuousClock.Instant?
  /// How long the connection, name look-up and TLS included, may take.
  package var connectTimeout: Duration
  /// A longer body is an error.
  package var maxResponseBytes: Int

  package init(
    _ method: Method, _ url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
    deadline: ContinuousClock.Instant? = nil, connectTimeout: Duration = .seconds(5),
    maxResponseBytes: Int = 16 << 20
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.deadline = deadline
    self.connectTimeout = connectTimeout
    self.maxResponseBytes = maxResponseBytes
  }
}

/// One line of an HTTP head.
package struct HTTPHeader: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether it can be sent without changing the meaning of the lines around it.
  var isWellFormed: Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
