internal import Synchronization
internal import Threads

/// Sends HTTP requests. A worker waits for its own; all other transfers of one client share one thread and its connections.
///
/// Connections are kept alive and used again. Only `http` and `https` are spoken, and redirects are not followed: an
/// answer of status 302 is given back as it is. Proxies come from the environment, except for loopback addresses.
package final class HTTPClient: Sendable {
  private let loop = TransferLoop()
  /// The one that was left last goes first: its connection is the least likely to have been closed meanwhile.
  private let seats = Mutex<[TransferSeat]>([])
  private static let mostSeats = 64

  package init() {}

  deinit { loop.close() }

  /// Sends a request and waits for the whole answer.
  package func send(_ request: HTTPRequest) async throws(CurlError) -> HTTPResponse {
    let transfer: Transfer
    if Worker.current != nil {
      transfer = try await driven(request)
    } else {
      transfer = try start(request, highWater: .max)
      await transfer.wait(until: .end)
    }
    return HTTPResponse(head: try transfer.head(), body: try transfer.wholeBody())
  }

  /// The transfer of a request by this thread, which may wait.
  private func driven(_ request: HTTPRequest) async throws(CurlError) -> Transfer {
    try check(request)
    let seat = seats.withLock { $0.popLast() } ?? TransferSeat()
    let transfer = Transfer(request: request, highWater: .max, loop: seat)
    await withTaskCancellationHandler {
      seat.drive(transfer)
    } onCancel: {
      transfer.cancel()
    }
    seats.withLock { if $0.count < Self.mostSeats { $0.append(seat) } }
    return transfer
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

  private func check(_ request: HTTPRequest) throws(CurlError) {
    if let header = request.headers.first(where: { !$0.isWellFormed }) {
      throw .invalidRequest("the header \(header.name.debugDescription) holds a control character")
    }
    if Task.isCancelled { throw .cancelled }
  }

  private func start(_ request: HTTPRequest, highWater: Int) throws(CurlError) -> Transfer {
    try check(request)
    let transfer = Transfer(request: request, highWater: highWater, loop: loop)
    loop.post(.start(transfer))
    return transfer
  }
}
