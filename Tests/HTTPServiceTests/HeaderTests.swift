import Foundation
import Testing

@testable import HTTPService

@Suite("Headers and addresses")
struct HeaderTests {
  @Test("a Host header that names this machine is told from a foreign one")
  func hosts() {
    for host in ["localhost", "localhost:8187", "LOCALHOST", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8187"] {
      #expect(LoopbackAddress.isNamed(by: host), "\(host)")
    }
    for host in [
      nil, "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:evil", "127.0.0.2",
      "[::2]",
      "::1", "user@localhost", "0.0.0.0",
    ] {
      #expect(!LoopbackAddress.isNamed(by: host), "\(host ?? "none")")
    }
  }

  @Test("the form that Accept likes best is given")
  func forms() throws {
    for accept in [
      nil, "", "*/*", "application/json", "application/*", "text/html, */*;q=0.1", "text/csv;q=0.5, application/json",
    ] {
      #expect(try ReplyForm(accept: accept) == .json, "\(accept ?? "none")")
    }
    for accept in [
      "text/csv", "text/*", "TEXT/CSV; charset=utf-8", "application/json;q=0.2, text/csv", "text/csv, */*;q=0.1",
    ] {
      #expect(try ReplyForm(accept: accept) == .csv, "\(accept)")
    }
    #expect(try ReplyForm(accept: "application/x-ndjson") == .ndjson)
    #expect(try ReplyForm(accept: "text/event-stream, application/json;q=0.5") == .events)
    for accept in ["text/html", "application/json;q=0", "image/*"] {
      #expect(throws: HTTPServiceError.notAcceptable(accept)) { try ReplyForm(accept: accept) }
    }
  }

  @Test("every route, and every status that an error may have, is in the docs")
  func documented() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/http-api.md")
    let docs = try String(contentsOf: file, encoding: .utf8)
    for route in Route.allCases { #expect(docs.contains("| `\(route.rawValue)` |"), "\(route.rawValue)") }
    for status in [400, 401, 403, 404, 405, 406, 409, 413, 415, 421, 422, 429, 500, 502, 503, 504] {
      #expect(docs.contains("\(status)"))
    }
  }

  @Test("what breaks elsewhere has the status that tells whose fault it is")
  func statuses() {
    let wanted = [
      "DG010": 502, "DG013": 502, "DG012": 503, "DG035": 503, "DG011": 504, "DP001": 503, "08006": 503, "53300": 503,
      "57P01": 503, "57014": 504, "DQ002": 400, "42501": 500, "DA001": 500,
    ]
    for (code, status) in wanted { #expect(Problem.status(ofCode: code) == status, "\(code)") }
  }
}
