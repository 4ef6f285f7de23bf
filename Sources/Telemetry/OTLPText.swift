internal import Foundation
internal import Tracing

/// The JSON of OpenTelemetry's protocol for traces.
enum OTLPText {
  /// Who sends.
  struct Service: Sendable {
    var name: String
    var version: String
  }

  /// One request's body.
  static func body(_ spans: [FinishedSpan], from service: Service) throws -> [UInt8] {
    let resource = Resource(attributes: [
      Attribute(key: "service.name", value: .text(service.name)),
      Attribute(key: "service.version", value: .text(service.version)),
    ])
    let scope = ScopeSpans(scope: Scope(name: service.name, version: service.version), spans: spans.map(Span.init))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return Array(try encoder.encode(Body(resourceSpans: [ResourceSpans(resource: resource, scopeSpans: [scope])])))
  }

  private struct Body: Encodable { let resourceSpans: [ResourceSpans] }

  private struct ResourceSpans: Encodable {
    let resource: Resource
    let scopeSpans: [ScopeSpans]
  }

  private struct Resource: Encodable { let attributes: [Attribute] }

  private struct ScopeSpans: Encodable {
    let scope: Scope
    let spans: [Span]
  }

  private struct Scope: Encodable {
    let name: String
    let version: String
  }

  private struct Span: Encodable {
    let traceId: String
    let spanId: String
    let parentSpanId: String?
    let name: String
    let kind: Int
    let startTimeUnixNano: String
    let endTimeUnixNano: String
    let attributes: [Attribute]
    let status: Status

    init(_ span: FinishedSpan) {
      traceId = span.traceID
      spanId = span.spanID
      parentSpanId = span.parentSpanID
      name = span.name
      kind = Self.number(of: span.kind)
      startTimeUnixNano = String(span.startedAt)
      endTimeUnixNano = String(span.endedAt)
      var attributes: [Attribute] = []
      span.attributes.forEach { attributes.append(Attribute(key: $0, value: Value($1))) }
      self.attributes = attributes.sorted { $0.key < $1.key }
      status = Status(code: span.failure == nil ? 0 : 2, message: span.failure.flatMap { $0.isEmpty ? nil : $0 })
    }

    private static func number(of kind: SpanKind) -> Int {
      switch kind {
      case .internal: 1
      case .server: 2
      case .client: 3
      case .producer: 4
      case .consumer: 5
      }
    }
  }

  private struct Status: Encodable {
    let code: Int
    let message: String?
  }

  private struct Attribute: Encodable {
    let key: String
    let value: Value
  }

  /// 64-bit integers are text in this protocol's JSON.
  private enum Value: Encodable {
    case text(String), whole(Int64), number(Double), flag(Bool)

    init(_ attribute: SpanAttribute) {
      self =
        switch attribute {
        case .int32(let value): .whole(Int64(value))
        case .int64(let value): .whole(value)
        case .double(let value): .number(value)
        case .bool(let value): .flag(value)
        case .string(let value): .text(value)
        default: .text("\(attribute)")
        }
    }

    private enum CodingKeys: String, CodingKey { case stringValue, intValue, doubleValue, boolValue }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .text(let text): try container.encode(text, forKey: .stringValue)
      case .whole(let number): try container.encode(String(number), forKey: .intValue)
      case .number(let number): try container.encode(number, forKey: .doubleValue)
      case .flag(let flag): try container.encode(flag, forKey: .boolValue)
      }
    }
  }
}
