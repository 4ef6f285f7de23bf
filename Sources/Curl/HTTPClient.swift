/// Sends HTTP requests; all transfers of one client share one thread and its connections.
///
/// Connections are kept alive and used again. Only `http` and `https` are spoken, and redirects are not followed: an
/// answer of status 302 is given back as it is. Proxies come from the environment, except for loopback addresses.
package final class HTTPClient: Sendable {
  private let loop = TransferLoop()

  package init() {}

  deinit { loop.close() }

  /// Sends a request and waits for the whole answer.
  package func send(_ request: HTTPRequest) async throws(CurlError) -> HTTPResponse {
    let transfer = try start(request, highWater: .max)
    await transfer.wait(until: .end)
    return HTTPResponse(head: try transfer.head(), body: try transfer.wholeBody())
  }

  /// Sends a request and waits for the head of the answer; the body comes in pieces, as fast as they are taken.
  package func stream(_ request: HTTPRequest) async throws(CurlError) -> HTTPStream {
    let transfer = try start(request, highWater: 256 << 10)
    await transfer.wait(until: .head)
    do {
      return HTTPStream(head: try transfer.head(), lease: HTTPStream.Lease(transfer: transfer, client: self))
    } catch {
      transfer.cancel()
      throw error
    }
  }

  private func start(_ request: HTTPRequest, highWater: Int) throws(CurlError) -> Transfer {
    if let header = request.headers.first(where: { !$0.isWellFormed }) {
      throw .invalidRequest("the header \(header.name.debugDescription) holds a control character")
    }
    if Task.isCancelled { throw .cancelled }
    let transfer = Transfer(request: request, highWater: highWater, loop: loop)
    loop.post(.start(transfer))
    return transfer
  }
}
