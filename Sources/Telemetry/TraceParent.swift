internal import Tracing

/// Where a span stands: the W3C's `traceparent`.
struct TraceParent: Hashable, Sendable {
  /// 32 hex digits, not all of them 0.
  var trace: String
  /// 16 hex digits, not all of them 0.
  var span: String
  /// Whether whoever began the trace wants it recorded.
  var isSampled: Bool

  static let header = "traceparent"

  init(trace: String, span: String, isSampled: Bool) {
    self.trace = trace
    self.span = span
    self.isSampled = isSampled
  }

  /// Reads a header: `00-TRACE-SPAN-FLAGS`; later versions may say more behind that.
  init?(_ header: String) {
    let parts = header.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0] != "ff", parts[0] != "00" || parts.count == 4, Self.isHex(parts[0], 2),
      Self.isHex(parts[1], 32), Self.isHex(parts[2], 16), Self.isHex(parts[3], 2),
      let flags = UInt8(parts[3], radix: 16),
      parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
    else { return nil }
    self.init(trace: String(parts[1]), span: String(parts[2]), isSampled: flags & 1 == 1)
  }

  /// The beginning of a trace of our own.
  static func fresh() -> TraceParent {
    TraceParent(trace: identifier() + identifier(), span: identifier(), isSampled: true)
  }

  /// Another span of the same trace.
  var child: TraceParent { TraceParent(trace: trace, span: Self.identifier(), isSampled: isSampled) }

  var text: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

  private static func identifier() -> String {
    let digits = String(UInt64.random(in: 1 ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func isHex(_ text: Substring, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}

extension ServiceContext {
  private enum Key: ServiceContextKey {
    typealias Value = TraceParent
    static var nameOverride: String? { TraceParent.header }
  }

  /// The span that is under way.
  var traceParent: TraceParent? {
    get { self[Key.self] }
    set { self[Key.self] = newValue }
  }
}
