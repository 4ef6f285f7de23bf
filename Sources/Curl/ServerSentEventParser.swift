/// Reads a `text/event-stream` however it is cut into pieces: the events are those of the whole.
///
/// Lines end with CR, LF or CRLF; a leading byte order mark is skipped; bytes that are no UTF-8 become U+FFFD; an event
/// that the stream's end cuts off is not reported.
package struct ServerSentEventParser: Sendable {
  /// Whether an event was longer than the limit; nothing is read after that.
  package private(set) var isOverflowing = false

  private let maxEventBytes: Int
  private var line: [UInt8] = []
  private var endsWithCarriageReturn = false
  private var isFirstLine = true
  private var eventBytes = 0

  private var type = ""
  private var data: [String] = []
  private var id = ""

  package init(maxEventBytes: Int = 1 << 20) {
    self.maxEventBytes = maxEventBytes
  }

  /// Takes the next piece and gives the events that it completes.
  package mutating func feed(_ bytes: some Collection<UInt8>) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    var rest = bytes[...]
    while !isOverflowing, let first = rest.first {
      if endsWithCarriageReturn {
        endsWithCarriageReturn = false
        if first == UInt8(ascii: "\n") {
          rest.removeFirst()
          continue
        }
      }
      let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      let part = rest[..<(end ?? rest.endIndex)]
      // Counted before it is kept, so that memory stays bounded too.
      let room = maxEventBytes - eventBytes
      guard part.count <= room else {
        isOverflowing = true
        line = []
        data = []
        break
      }
      eventBytes += part.count
      line.append(contentsOf: part)
      guard let end else { break }
      endsWithCarriageReturn = rest[end] == UInt8(ascii: "\r")
      rest = rest[rest.index(after: end)...]
      if let event = endLine() { events.append(event) }
    }
    return events
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return endEvent() }
    let colon = line.firstIndex(of: UInt8(ascii: ":"))
    // A line that begins with a colon is a comment; servers send them for hours to keep the connection alive.
    guard colon != 0 else {
      eventBytes -= line.count
      return nil
    }
    let name = String(decoding: line[..<(colon ?? line.endIndex)], as: UTF8.self)
    var value = colon.map { line[($0 + 1)...] } ?? []
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    switch name {
    case "data": data.append(String(decoding: value, as: UTF8.self))
    case "event": type = String(decoding: value, as: UTF8.self)
    case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
    default: break
    }
    return nil
  }

  private mutating func endEvent() -> ServerSentEvent? {
    defer {
      type = ""
      data = []
      eventBytes = 0
    }
    guard !data.isEmpty else { return nil }
    return ServerSentEvent(type: type.isEmpty ? "message" : type, data: data.joined(separator: "\n"), id: id)
  }
}
