internal import Synchronization
package import Tracing

/// A stretch of work under way; what is said of it after its end is not heard.
package final class RecordedSpan: Span {
  package let context: ServiceContext
  private let post: SpanPost?
  private let state: Mutex<(span: FinishedSpan, hasEnded: Bool)>

  init(
    _ context: ServiceContext, _ own: TraceParent, parent: String?, name: String, kind: SpanKind, startedAt: UInt64,
    post: SpanPost?
  ) {
    self.context = context
    self.post = post
    let span = FinishedSpan(
      traceID: own.trace, spanID: own.span, parentSpanID: parent, name: name, kind: kind, startedAt: startedAt)
    state = Mutex((span, false))
  }

  package var isRecording: Bool { post != nil && state.withLock { !$0.hasEnded } }

  package var operationName: String {
    get { state.withLock { $0.span.name } }
    set { state.withLock { $0.span.name = newValue } }
  }

  package var attributes: SpanAttributes {
    get { state.withLock { $0.span.attributes } }
    set { state.withLock { $0.span.attributes = newValue } }
  }

  package func setStatus(_ status: SpanStatus) {
    state.withLock { $0.span.failure = status.code == .error ? status.message ?? "" : nil }
  }

  /// A span that met an error has failed; its kind is told, never its text, which may hold somebody's values.
  package func recordError<Instant: TracerInstant>(
    _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
  ) {
    state.withLock { state in
      state.span.failure = ""
      state.span.attributes.merge(attributes)
      state.span.attributes["error.type"] = "\(type(of: error))"
    }
  }

  /// Nothing of ours has events or links.
  package func addEvent(_ event: SpanEvent) {}

  package func addLink(_ link: SpanLink) {}

  package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    let finished = state.withLock { state -> FinishedSpan? in
      guard !state.hasEnded else { return nil }
      state.hasEnded = true
      state.span.endedAt = instant().nanosecondsSinceEpoch
      return state.span
    }
    if let finished { post?.add(finished) }
  }
}

/// What there is to tell of a span.
struct FinishedSpan: Sendable {
  var traceID: String
  var spanID: String
  var parentSpanID: String?
  var name: String
  var kind: SpanKind
  /// In nanoseconds since 1970, as `endedAt` is.
  var startedAt: UInt64
  var endedAt: UInt64 = 0
  var attributes: SpanAttributes = [:]
  /// Why it failed, if it did.
  var failure: String?
}
