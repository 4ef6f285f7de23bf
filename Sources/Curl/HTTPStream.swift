/// An answer whose body comes in pieces.
///
/// A cancelled task gets `CurlError.cancelled` from `next()`, never an end that looks complete. Dropping the stream
/// ends the transfer. One task reads it.
package struct HTTPStream: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = CurlError

  /// Ends the transfer when the last copy of the stream is gone, and keeps the client alive until then.
  final class Lease: Sendable {
    let transfer: Transfer
    private let client: HTTPClient

    init(transfer: Transfer, client: HTTPClient) {
      self.transfer = transfer
      self.client = client
    }

    deinit { transfer.cancel() }
  }

  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let lease: Lease

    package mutating func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(CurlError) -> [UInt8]? {
      while true {
        await lease.transfer.wait(until: .bytes)
        switch lease.transfer.take() {
        case .bytes(let bytes): return bytes
        case .end: return nil
        case .failure(let error): throw error
        case .nothingYet: continue
        }
      }
    }
  }

  package let head: HTTPResponseHead
  let lease: Lease

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(lease: lease) }
}
