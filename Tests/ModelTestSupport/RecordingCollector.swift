internal import Foundation

/// A collector of traces that keeps what it is sent (`Fixtures/recording_collector.py`).
package final class RecordingCollector: @unchecked Sendable {
  /// A span as it came.
  package struct Span: Sendable {
    package var name: String
    package var trace: String
    package var id: String
    package var parent: String?
    package var kind: Int
    package var hasFailed: Bool
    package var nanoseconds: UInt64
    /// Values as text.
    package var attributes: [String: String]
  }

  /// Where traces go.
  package let endpoint: String
  private let python = Process()
  private let (input, output) = (Pipe(), Pipe())
  private var rest = Data()

  package init() async throws {
    python.executableURL = URL(filePath: "/usr/bin/python3")
    python.arguments = ["-I", "-u", Fixtures.path("recording_collector.py")]
    (python.standardInput, python.standardOutput) = (input, output)
    try python.run()
    let (handle, buffer) = (output.fileHandleForReading, Data())
    let (port, _) = try await Blocking.run { Self.line(handle, buffer) }
    endpoint = "http://127.0.0.1:\(port)/v1/traces"
  }

  deinit { python.terminate() }

  /// The spans of the next request; waits for it.
  package func next() async throws -> [Span] {
    let (handle, before) = (output.fileHandleForReading, rest)
    let (line, left) = try await Blocking.run { Self.line(handle, before) }
    rest = left
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, parts[0] == "/v1/traces", parts[1] == "application/json" else { throw Odd(line: line) }
    let json = try JSONSerialization.jsonObject(with: Data(parts[2].utf8)) as? [String: Any]
    let resource = (json?["resourceSpans"] as? [[String: Any]])?.first
    let scope = (resource?["scopeSpans"] as? [[String: Any]])?.first
    guard let spans = scope?["spans"] as? [[String: Any]] else { throw Odd(line: line) }
    return try spans.map(Self.span)
  }

  private struct Odd: Error { let line: String }

  private static func span(_ json: [String: Any]) throws -> Span {
    guard let name = json["name"] as? String, let trace = json["traceId"] as? String,
      let id = json["spanId"] as? String, let kind = json["kind"] as? Int,
      let start = (json["startTimeUnixNano"] as? String).flatMap({ UInt64($0) }),
      let end = (json["endTimeUnixNano"] as? String).flatMap({ UInt64($0) }), end >= start,
      let attributes = json["attributes"] as? [[String: Any]]
    else { throw Odd(line: "\(json)") }
    var values: [String: String] = [:]
    for attribute in attributes {
      guard let key = attribute["key"] as? String, let value = (attribute["value"] as? [String: Any])?.first else {
        throw Odd(line: "\(attribute)")
      }
      values[key] = "\(value.value)"
    }
    return Span(
      name: name, trace: trace, id: id, parent: json["parentSpanId"] as? String, kind: kind,
      hasFailed: (json["status"] as? [String: Any])?["code"] as? Int == 2, nanoseconds: end - start, attributes: values)
  }

  private static func line(_ handle: FileHandle, _ before: Data) -> (line: String, rest: Data) {
    var data = before
    while !data.contains(10) {
      let more = handle.availableData
      if more.isEmpty { break }
      data += more
    }
    let line = data.prefix { $0 != 10 }
    return (String(decoding: line, as: UTF8.self), Data(data.dropFirst(line.count + 1)))
  }
}
