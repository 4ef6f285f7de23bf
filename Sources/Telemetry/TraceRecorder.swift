package import Tracing

/// Makes spans and hands those that have ended to a `SpanPost`.
///
/// Spans that somebody else's trace does not want recorded are not.
package struct TraceRecorder: Tracer {
  private let post: SpanPost

  package init(_ post: SpanPost) { self.post = post }

  package func startSpan<Instant: TracerInstant>(
    _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
  ) -> RecordedSpan {
    var context = context()
    let parent = context.traceParent
    let own = parent?.child ?? .fresh()
    context.traceParent = own
    return RecordedSpan(
      context, own, parent: parent?.span, name: operationName, kind: kind,
      startedAt: instant().nanosecondsSinceEpoch, post: own.isSampled ? post : nil)
  }

  /// Spans go out by themselves, soon.
  package func forceFlush() {}

  package func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
  ) where Extract.Carrier == Carrier {
    guard let header = extractor.extract(key: TraceParent.header, from: carrier) else { return }
    context.traceParent = TraceParent(header)
  }

  package func inject<Carrier, Inject: Injector>(
    _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
  ) where Inject.Carrier == Carrier {
    guard let parent = context.traceParent else { return }
    injector.inject(parent.text, forKey: TraceParent.header, into: &carrier)
  }
}
