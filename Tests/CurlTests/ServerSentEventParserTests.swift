import Testing

@testable import Curl

@Suite("Server-sent events")
struct ServerSentEventParserTests {
  private static let streams: [(name: String, bytes: [UInt8], events: [ServerSentEvent])] = [
    ("two events", Array("data: a\n\ndata: b\n\n".utf8), [.init(data: "a"), .init(data: "b")]),
    (
      "CRLF and CR line ends", Array("data: a\r\n\r\ndata: b\r\rdata: c\n\r\n".utf8),
      ["a", "b", "c"].map { .init(data: $0) }
    ),
    ("several lines of data", Array("data: a\ndata:b\ndata\ndata:  c\n\n".utf8), [.init(data: "a\nb\n\n c")]),
    (
      "comments and unknown fields", Array(": ping\nretry: 5\nnonsense\ndata: a\n: x\n\n:\n\n".utf8), [.init(data: "a")]
    ),
    (
      "types and identifiers", Array("event: token\nid: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n".utf8),
      [.init(type: "token", data: "a", id: "7"), .init(data: "b", id: "7"), .init(data: "c")]
    ),
    ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("data: a\n\n".utf8), [.init(data: "a")]),
    ("a byte order mark that is not first", Array("\ndata: \u{FEFF}a\n\n".utf8), [.init(data: "\u{FEFF}a")]),
    (
      "bytes that are no UTF-8", Array("data: ".utf8) + [0xC3, 0x28, 0xFF] + Array("\n\n".utf8),
      [.init(data: "\u{FFFD}(\u{FFFD}")]
    ),
    ("characters of several bytes", Array("data: žluťoučký 🐎\n\n".utf8), [.init(data: "žluťoučký 🐎")]),
    ("an event that is cut off", Array("data: a\n\ndata: b\n".utf8), [.init(data: "a")]),
    ("nothing", [], []),
  ]

  @Test("a stream gives the same events whole, byte by byte and cut at any two places", arguments: streams.indices)
  func anyChunking(index: Int) {
    let stream = Self.streams[index]
    func events(_ cuts: [Int]) -> [ServerSentEvent] {
      var parser = ServerSentEventParser()
      let bounds = [0] + cuts + [stream.bytes.count]
      return zip(bounds, bounds.dropFirst()).flatMap { parser.feed(stream.bytes[$0..<$1]) }
    }
    #expect(events([]) == stream.events, "\(stream.name), whole")
    #expect(events(Array(stream.bytes.indices)) == stream.events, "\(stream.name), byte by byte")
    for first in 0...stream.bytes.count {
      for second in first...stream.bytes.count where events([first, second]) != stream.events {
        Issue.record("\(stream.name), cut at \(first) and \(second)")
      }
    }
  }

  @Test("an event longer than the limit stops the parser at the same place for any chunking", arguments: 1...40)
  func overflow(size: Int) {
    let bytes = Array("data: ok\n\ndata: \(String(repeating: "x", count: 40))\n\ndata: late\n\n".utf8)
    var parser = ServerSentEventParser(maxEventBytes: 30)
    var events: [ServerSentEvent] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      events += parser.feed(bytes[start..<min(bytes.count, start + size)])
    }
    #expect(events == [.init(data: "ok")])
    #expect(parser.isOverflowing)
  }

  @Test("keep-alive comments do not use up an event's limit")
  func comments() {
    var parser = ServerSentEventParser(maxEventBytes: 30)
    for _ in 0..<100 { #expect(parser.feed(Array(": still here\n".utf8)).isEmpty) }
    #expect(parser.feed(Array("data: a\n\n".utf8)) == [.init(data: "a")])
  }
}
