internal import Curl
internal import Foundation
internal import Synchronization

/// Sends spans to a collector, many at a time, once a second. Nobody waits for it: what does not fit is dropped, and a
/// collector that does not answer costs its spans.
package final class SpanPost: Sendable {
  private let endpoint: String
  private let service: OTLPText.Service
  private let client = HTTPClient()
  private let waiting = Mutex((spans: [FinishedSpan](), dropped: 0))

  /// Spans that wait at most; further ones are dropped.
  private static let room = 4096
  /// Spans of one request.
  private static let most = 512
  private static let pause = Duration.seconds(1)
  private static let patience = Duration.seconds(5)

  /// - Parameters:
  ///   - endpoint: the collector's address for traces, path included.
  ///   - service: the name that spans are told under.
  package init(to endpoint: String, service: String, version: String) {
    self.endpoint = endpoint
    self.service = OTLPText.Service(name: service, version: version)
  }

  /// Spans that were dropped so far, or that a collector did not take.
  package var dropped: Int { waiting.withLock { $0.dropped } }

  func add(_ span: FinishedSpan) {
    waiting.withLock { waiting in
      if waiting.spans.count < Self.room { waiting.spans.append(span) } else { waiting.dropped += 1 }
    }
  }

  /// Sends what comes until the task is cancelled, and then the rest.
  package func run() async {
    repeat {
      try? await Task.sleep(for: Self.pause)
      // In a task of its own, so that the last of it is sent although this one is cancelled.
      await Task { await flush() }.value
    } while !Task.isCancelled
  }

  /// Sends all that waits.
  package func flush() async {
    while true {
      let batch = waiting.withLock { waiting in
        defer { waiting.spans.removeFirst(min(Self.most, waiting.spans.count)) }
        return Array(waiting.spans.prefix(Self.most))
      }
      guard !batch.isEmpty else { return }
      if await !send(batch) {
        // The next batch would fare no better, and shutting down must not take a minute.
        waiting.withLock { waiting in
          waiting.dropped += batch.count + waiting.spans.count
          waiting.spans = []
        }
      }
    }
  }

  private func send(_ batch: [FinishedSpan]) async -> Bool {
    guard let body = try? OTLPText.body(batch, from: service) else { return false }
    let request = HTTPRequest(
      .post, endpoint, headers: [HTTPHeader("Content-Type", "application/json")], body: body,
      deadline: .now + Self.patience, connectTimeout: .seconds(2), maxResponseBytes: 1 << 20)
    guard let response = try? await client.send(request) else { return false }
    return (200..<300).contains(response.status)
  }
}
