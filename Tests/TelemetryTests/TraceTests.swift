import ModelTestSupport
import Testing
import Tracing

@testable import Telemetry

@Suite("Traces", .timeLimit(.minutes(1)))
struct TraceTests {
  private struct Failure: Error {}

  @Test("spans reach the collector with their names, parents, attributes and failures")
  func sent() async throws {
    let collector = try await RecordingCollector()
    let post = SpanPost(to: collector.endpoint, service: "dragoman", version: "0")
    let tracer = TraceRecorder(post)
    try tracer.withSpan("outer", context: .topLevel, ofKind: .server) { outer in
      outer.attributes["text"] = "é \"x\""
      outer.attributes["whole"] = 200
      outer.attributes["flag"] = true
      _ = try? tracer.withSpan("inner", context: outer.context) { _ in throw Failure() }
    }
    await post.flush()
    let spans = try await collector.next()
    #expect(spans.map(\.name) == ["inner", "outer"])
    let (inner, outer) = (try #require(spans.first), try #require(spans.last))
    #expect(outer.parent == nil && inner.parent == outer.id)
    #expect(inner.trace == outer.trace && inner.trace.count == 32 && inner.id.count == 16)
    #expect(inner.hasFailed && !outer.hasFailed)
    #expect(inner.attributes == ["error.type": "Failure"])
    #expect(outer.attributes == ["text": "é \"x\"", "whole": "200", "flag": "1"])
    #expect(outer.kind == 2 && inner.kind == 1)
    #expect(post.dropped == 0)
  }

  @Test("what is too much is dropped, and so is what a dead collector was to have")
  func bounded() async throws {
    let post = SpanPost(to: "http://127.0.0.1:9/v1/traces", service: "dragoman", version: "0")
    let tracer = TraceRecorder(post)
    for _ in 0..<5000 { tracer.startSpan("a", context: .topLevel).end() }
    #expect(post.dropped == 5000 - 4096)
    await post.flush()
    #expect(post.dropped == 5000)
  }

  @Test("what waits is sent when the sender is told to stop")
  func stopping() async throws {
    let collector = try await RecordingCollector()
    let post = SpanPost(to: collector.endpoint, service: "dragoman", version: "0")
    TraceRecorder(post).startSpan("last", context: .topLevel).end()
    let sending = Task { await post.run() }
    sending.cancel()
    await sending.value
    #expect(try await collector.next().map(\.name) == ["last"])
  }

  private struct Headers: Extractor, Injector {
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
  }

  @Test("a trace that began elsewhere goes on, and one that is not to be recorded is not")
  func parent() async throws {
    let collector = try await RecordingCollector()
    let post = SpanPost(to: collector.endpoint, service: "dragoman", version: "0")
    let tracer = TraceRecorder(post)
    let (trace, span) = (String(repeating: "a", count: 32), String(repeating: "b", count: 16))
    for flags in ["00", "01"] {
      var context = ServiceContext.topLevel
      tracer.extract(["traceparent": "00-\(trace)-\(span)-\(flags)"], into: &context, using: Headers())
      let child = tracer.startSpan("child \(flags)", context: context)
      #expect(child.isRecording == (flags == "01"))
      var sent: [String: String] = [:]
      tracer.inject(child.context, into: &sent, using: Headers())
      #expect(sent["traceparent"]?.hasPrefix("00-\(trace)-") == true && sent["traceparent"]?.hasSuffix(flags) == true)
      child.end()
    }
    await post.flush()
    let spans = try await collector.next()
    #expect(spans.map(\.name) == ["child 01"])
    #expect(spans.first?.trace == trace && spans.first?.parent == span)
  }

  @Test(
    "a header that is none begins a trace of our own",
    arguments: [
      "", "00", "00-00000000000000000000000000000000-bbbbbbbbbbbbbbbb-01",
      "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-0000000000000000-01",
      "ff-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01",
      "00-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-bbbbbbbbbbbbbbbb-01",
      "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01-more", "00-aaaa-bbbbbbbbbbbbbbbb-01",
    ])
  func malformed(header: String) { #expect(TraceParent(header) == nil) }
}
