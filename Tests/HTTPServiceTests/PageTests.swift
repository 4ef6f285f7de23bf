import DoorTestSupport
import Foundation
import Testing

@testable import HTTPService

@Suite("Pages", .timeLimit(.minutes(2)))
struct PageTests {
  private static let door = Task { try await LiveDoor(Premises("doors_http_pages")) }

  @Test("every page renders, with a policy that lets in no foreign script")
  func pages() async throws {
    let door = try await Self.door.value
    let asked = try await door.post("/v1/query", #"{"question": "<b onclick=x>which</b> & why?"}"#).json()
    let id = try #require(asked["id"] as? String)
    for (path, words) in [
      ("/", "What would you like to know?"), ("/review", "Those that teach most"), ("/audit", "Verify the chain"),
      ("/audit/\(id)", "How it came about"), ("/models", "Which one answers"), ("/schema", "sales.customers"),
      ("/sign-in", "Your key"),
    ] {
      let reply = try await door.get(path)
      #expect(reply.status == 200, "\(path)")
      #expect(reply.head.header("Content-Type") == "text/html; charset=utf-8")
      #expect(reply.text.contains(words), "\(path): \(reply.text.prefix(400))")
      #expect(!reply.text.contains("{{"), "\(path)")
      let policy = reply.head.header("Content-Security-Policy") ?? ""
      #expect(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"))
      #expect(!reply.text.contains("<b onclick"), "what was asked is text: \(path)")
      #expect(!reply.text.contains("style=") && !reply.text.contains("onload="), "\(path)")
    }
    #expect(try await door.get("/audit/\(id)").text.contains("&lt;b onclick=x&gt;which&lt;/b&gt; &amp; why?"))
  }

  @Test("what pages ask for is there, and nothing else is")
  func assets() async throws {
    let door = try await Self.door.value
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/HTTPService/Templates")
    var wanted: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else { continue }
      for match in text.matches(of: /["'](?:\/assets|\.)\/([a-z-]+\.(?:js|css|svg))["']/) {
        wanted.insert(String(match.1))
      }
    }
    #expect(wanted.count > 12)
    for name in wanted.subtracting(["chart.js"]) {
      #expect(try await door.get("/assets/\(name)").status == 200, "\(name)")
    }
    for name in ["..%2f..%2fetc%2fpasswd", "layout.mustache", "none.js", ".js"] {
      #expect(try await door.get("/assets/\(name)").status == 404, "\(name)")
    }
  }
}
